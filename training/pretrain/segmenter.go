package pretrain

import (
	"context"
	"image"
	"math/rand/v2"
	"runtime"
	"sync"

	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/inference"
	"digitpad/training/ink"
	"digitpad/training/preprocess"
	"digitpad/training/segment"
	"digitpad/training/synth"
)

// Segmenter is the recipe of the network with which package segment tells one whole digit
// from a part of one and from several. MNIST, Pens and Synthetic are how many numbers are
// made up of the digits of each source.
func Segmenter() Recipe {
	r := Classifier()
	r.Settings.Hidden = []int{128}
	r.Settings.Epochs = 12
	r.Settings.Decay = 0
	r.Settings.Augmentation = dataset.Augmentation{}
	r.MNIST, r.Pens, r.Synthetic = 2500, 5000, 2500
	r.Writers = 79
	return r
}

// SegmenterTrainer prepares the run of that network. Numbers of one to four digits are
// cut into candidates as package segment does; those that look like one of the digits does
// where it stands alone have the label inference.Digit, those that look like none of them inference.NotDigit.
func (r Recipe) SegmenterTrainer(ctx context.Context, from Sources) (*training.Trainer, error) {
	pens := make(map[string][]ink.Sample)
	var writers []string
	for _, s := range from.Pens {
		if IsTrainingWriter(s.Writer) {
			if pens[s.Writer] == nil {
				writers = append(writers, s.Writer)
			}
			pens[s.Writer] = append(pens[s.Writer], s)
		}
	}
	set := func(seed uint64, digits *dataset.Dataset, mnist, penned, synthetic int) *dataset.Dataset {
		return candidates(ctx, mnist+penned+synthetic, func(i int) ([]segment.Candidate, []ink.Image) {
			random := rand.New(rand.NewPCG(seed, uint64(i)))
			switch {
			case i < mnist:
				return onPage(random, digits)
			case i < mnist+penned:
				mine := pens[writers[random.IntN(len(writers))]]
				return written(random, func() ink.Drawing { return mine[random.IntN(len(mine))].Drawing })
			}
			w := synth.NewWriter(seed<<32 + uint64(i))
			return written(random, func() ink.Drawing { return w.Draw(random.IntN(10), random.Uint64()) })
		})
	}
	penned := r.Pens
	if len(writers) == 0 {
		penned = 0
	}
	train := set(r.Writers, from.Train, r.MNIST, penned, r.Synthetic)
	test := set(r.Writers+1, from.Test, r.MNIST/20, 0, r.Synthetic/20)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return training.NewTrainer(r.Settings, train, test)
}

// candidates labels those of n numbers, whose digits have the given images where they stand
// alone.
func candidates(ctx context.Context, n int, number func(i int) ([]segment.Candidate, []ink.Image)) *dataset.Dataset {
	images, labels := make([][]byte, n), make([][]byte, n)
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wait.Go(func() {
			for i := w; i < n && ctx.Err() == nil; i += workers {
				all, digits := number(i)
				every, others := len(all)/mostOthers+1, 0
				for _, c := range all {
					best := 0.0
					for _, d := range digits {
						best = max(best, likeness(&c.Image, &d))
					}
					switch {
					case best >= wholeFrom:
						labels[i] = append(labels[i], inference.Digit)
					case best <= notWholeTo:
						if others++; others%every != 0 {
							continue
						}
						labels[i] = append(labels[i], inference.NotDigit)
					default:
						continue
					}
					images[i] = append(images[i], c.Image[:]...)
				}
			}
		})
	}
	wait.Wait()
	var allImages, allLabels []byte
	for i := range n {
		allImages, allLabels = append(allImages, images[i]...), append(allLabels, labels[i]...)
	}
	return newDataset("whole digits, parts of them and several", allImages, allLabels)
}

const (
	wholeFrom  = 0.75 // the least likeness of a candidate that counts as a digit
	notWholeTo = 0.6  // and the most of one that counts as none
	mostOthers = 20   // of a number, about: candidates that are no digits are many
)

// likeness is the share that two images have in common of the ink of both, in [0,1].
func likeness(a, b *ink.Image) float64 {
	common, all := 0, 0
	for i := range a {
		common += int(min(a[i], b[i]))
		all += int(max(a[i], b[i]))
	}
	return float64(common) / float64(max(all, 1))
}

// howMany digits a number for training has.
func howMany(random *rand.Rand) int { return []int{1, 1, 2, 2, 2, 3, 4}[random.IntN(7)] }

// written is a number of drawn digits, on paper or on the pad.
func written(random *rand.Rand, digit func() ink.Drawing) ([]segment.Candidate, []ink.Image) {
	var digits []ink.Drawing
	for range howMany(random) {
		digits = append(digits, digit())
	}
	spacing := []synth.Spacing{synth.Apart, synth.Close, synth.Close, synth.Touching, synth.Touching}[random.IntN(5)]
	d, _ := synth.Number(random, digits, spacing)
	var alone []ink.Drawing
	for from := 0; len(alone) < len(digits); {
		n := len(digits[len(alone)])
		alone = append(alone, d[from:from+n])
		from += n
	}
	var images []ink.Image
	if random.IntN(4) == 0 {
		for _, d := range alone {
			images = append(images, d.Image())
		}
		return segment.NewDrawingPage(d).Candidates(), images
	}
	scale, pen := 100+100*random.Float64(), 0.3*(0.08+0.07*random.Float64())
	for _, d := range alone {
		images = append(images, preprocess.Picture(synth.NewPaper(d, scale, pen)))
	}
	return segment.NewPage(synth.NewPaper(d, scale, pen)).Candidates(), images
}

// onPage is a number of MNIST's digits.
func onPage(random *rand.Rand, digits *dataset.Dataset) ([]segment.Candidate, []ink.Image) {
	const zoom = 2
	n := howMany(random)
	page := image.NewGray(image.Rect(0, 0, 40+zoom*dataset.Side*n, 40+zoom*dataset.Side))
	var images []ink.Image
	x := 16
	for range n {
		var m ink.Image
		digits.Input(random.IntN(digits.Len())).Unpack(m[:])
		images = append(images, m)
		left, right := dataset.Side, 0
		for i, v := range m {
			if v > 90 {
				left, right = min(left, i%dataset.Side), max(right, i%dataset.Side+1)
			}
		}
		y := 16 + random.IntN(6)
		x -= zoom * left
		for py := range zoom * dataset.Side {
			for px := range zoom * dataset.Side {
				if at := image.Pt(x+px, y+py); at.In(page.Rect) {
					k := page.PixOffset(at.X, at.Y)
					page.Pix[k] = max(page.Pix[k], m[py/zoom*dataset.Side+px/zoom])
				}
			}
		}
		x += zoom*right + random.IntN(14) - 4
	}
	return segment.NewPage(page).Candidates(), images
}
