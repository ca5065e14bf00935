package segment_test

import (
	"flag"
	"fmt"
	"image"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"digitpad/training/ink"
	"digitpad/training/mnist"
	"digitpad/training/pretrain"
	"digitpad/training/segment"
	"digitpad/training/synth"
)

// With -taught the numbers are those of the writers from whom the networks learned, by which
// what a candidate costs is weighed.
var taught = flag.Bool("taught", false, "make numbers of the digits of training writers")

// numberWriters are the digits of each writer of numbers: of those from whom no network learned,
// or with -taught of those from whom they did.
func numberWriters(t testing.TB) (writers [][]ink.Sample) {
	t.Helper()
	f, err := os.Open(filepath.Join(data(t), "pen", "pendigits-train.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	samples, err := ink.ReadStrokes(f)
	if err != nil {
		t.Fatal(err)
	}
	place := map[string]int{}
	for _, s := range samples {
		if pretrain.IsTrainingWriter(s.Writer) != *taught {
			continue
		}
		i, ok := place[s.Writer]
		if !ok {
			i = len(writers)
			place[s.Writer] = i
			writers = append(writers, nil)
		}
		writers[i] = append(writers[i], s)
	}
	return writers
}

// Numbers of pen digits, drawn on the pad and on paper.
func TestNumbers(t *testing.T) {
	writers, reader := numberWriters(t), newReader(t)
	for _, c := range []struct {
		name           string
		n, digits      int
		spacing        synth.Spacing
		strokes, paper float64 // the least share that is read, of drawings and of pictures
	}{
		{"five digits apart", 480, 5, synth.Apart, 0.97, 0.97},
		{"five digits close", 240, 5, synth.Close, 0.97, 0.92},
		{"two digits touching", 480, 2, synth.Touching, 0.96, 0.9},
		{"two digits in one stroke", 480, 2, synth.Joined, 0.45, 0.45},
		{"a single digit", 960, 1, synth.Apart, 0.98, 0.98},
	} {
		drawn, penned, countDrawn, countPenned := 0, 0, 0, 0
		var wrong misreadings
		c.n = share(c.n, 16)
		for i := range c.n {
			random := rand.New(rand.NewPCG(uint64(i), 77))
			label, digits := "", []ink.Drawing(nil)
			for mine := writers[i%len(writers)]; len(digits) < c.digits; {
				s := mine[random.IntN(len(mine))]
				if c.spacing == synth.Joined && len(s.Drawing) > 1 {
					continue // nobody lifts the pen within a digit and not between two
				}
				label, digits = label+fmt.Sprint(s.Label), append(digits, s.Drawing)
			}
			d, _ := synth.Number(random, digits, c.spacing)
			paper := synth.NewPaper(d, 200, 0.3*(0.07+0.06*random.Float64()))
			for _, r := range []struct {
				number       segment.Number
				right, count *int
			}{{reader.Drawing(d), &drawn, &countDrawn}, {reader.Picture(paper), &penned, &countPenned}} {
				got := r.number.String()
				if got == label {
					*r.right++
				} else {
					wrong.add(paper, label, r.number)
				}
				if len(got) == len(label) {
					*r.count++
				} else {
					t.Logf("%s: %s is read as %s", c.name, label, got)
				}
			}
		}
		wrong.write(t, c.name)
		log(t, c.name+", drawn", drawn, c.n)
		log(t, c.name+", drawn, parted", countDrawn, c.n)
		log(t, c.name+", on paper", penned, c.n)
		log(t, c.name+", on paper, parted", countPenned, c.n)
		if *taught {
			continue // the least shares are those of others
		}
		if float64(drawn) < c.strokes*float64(c.n)-1 || float64(penned) < c.paper*float64(c.n)-1 {
			t.Errorf("%s: %d drawn and %d on paper of %d are read", c.name, drawn, penned, c.n)
		}
	}
}

// A digit of MNIST on a page stays whole.
func TestASingleDigitIsNotCut(t *testing.T) {
	_, test, err := mnist.Load(filepath.Join(data(t), "mnist"))
	if err != nil {
		t.Fatal(err)
	}
	reader := newReader(t)
	n := share(10_000, 40)
	cut, right := 0, 0
	for i := range n {
		page := image.NewGray(image.Rect(0, 0, 40, 40))
		digit := image.NewGray(image.Rect(0, 0, 28, 28))
		test.Input(i).Unpack(digit.Pix)
		for y := range 28 {
			copy(page.Pix[(y+6)*40+6:], digit.Pix[y*28:y*28+28])
		}
		got := reader.Picture(page)
		if got.Digits() != 1 {
			cut++
			t.Logf("image %d, a %d, is read as %s", i, test.Label(i), got)
		}
		if got.String() == fmt.Sprint(test.Label(i)) {
			right++
		}
	}
	log(t, "MNIST on a page", right, n)
	log(t, "MNIST on a page, cut", cut, n)
	if cut > n/500+2 { // once in 500, give or take two
		t.Errorf("%d of %d are cut", cut, n)
	}
}
