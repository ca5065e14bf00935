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
// cut into candidates as package segment does; those whose box is that of a digit have
// the label inference.Digit, those that it is far from inference.NotDigit.
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
		return candidates(ctx, mnist+penned+synthetic, func(i int) ([]segment.Candidate, []ink.Box) {
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

// candidates labels those of n numbers.
func candidates(ctx context.Context, n int, number func(i int) ([]segment.Candidate, []ink.Box)) *dataset.Dataset {
	images, labels := make([][]byte, n), make([][]byte, n)
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wait.Go(func() {
			for i := w; i < n && ctx.Err() == nil; i += workers {
				all, boxes := number(i)
				for _, c := range all {
					best := 0.0
					for _, b := range boxes {
						best = max(best, overlap(c.Box, b))
					}
					switch {
					case best >= 0.87:
						labels[i] = append(labels[i], inference.Digit)
					case best <= 0.72:
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

// overlap is the share that two boxes have in common of what both cover.
func overlap(a, b ink.Box) float64 {
	w := max(min(a.MaxX, b.MaxX)-max(a.MinX, b.MinX), 0)
	h := max(min(a.MaxY, b.MaxY)-max(a.MinY, b.MinY), 0)
	area := func(b ink.Box) float64 { return (b.MaxX - b.MinX) * (b.MaxY - b.MinY) }
	return w * h / max(area(a)+area(b)-w*h, 1e-9)
}

// howMany digits a number for training has.
func howMany(random *rand.Rand) int { return []int{1, 1, 2, 2, 2, 3, 4}[random.IntN(7)] }

// written is a number of drawn digits, on paper or on the pad.
func written(random *rand.Rand, digit func() ink.Drawing) ([]segment.Candidate, []ink.Box) {
	var digits []ink.Drawing
	for range howMany(random) {
		digits = append(digits, digit())
	}
	spacing := []synth.Spacing{synth.Apart, synth.Close, synth.Close, synth.Touching, synth.Touching}[random.IntN(5)]
	d, boxes := synth.Number(random, digits, spacing)
	if random.IntN(4) == 0 {
		return segment.NewDrawingPage(d).Candidates(), boxes
	}
	pen := 0.3 * (0.08 + 0.07*random.Float64())
	paper := synth.NewPaper(d, 100+100*random.Float64(), pen)
	for i, b := range boxes {
		boxes[i] = paper.Box(b, pen)
	}
	return segment.NewPage(paper).Candidates(), boxes
}

// onPage is a number of MNIST's digits.
func onPage(random *rand.Rand, digits *dataset.Dataset) ([]segment.Candidate, []ink.Box) {
	const zoom = 2
	n := howMany(random)
	page := image.NewGray(image.Rect(0, 0, 40+zoom*dataset.Side*n, 40+zoom*dataset.Side))
	var boxes []ink.Box
	x := 16
	for range n {
		var m ink.Image
		digits.Input(random.IntN(digits.Len())).Unpack(m[:])
		box := ink.Box{MinX: dataset.Side, MinY: dataset.Side}
		for i, v := range m {
			if v > 90 {
				px, py := float64(i%dataset.Side), float64(i/dataset.Side)
				box = ink.Box{MinX: min(box.MinX, px), MinY: min(box.MinY, py), MaxX: max(box.MaxX, px+1), MaxY: max(box.MaxY, py+1)}
			}
		}
		y := 16 + random.IntN(6)
		x -= zoom * int(box.MinX)
		for py := range zoom * dataset.Side {
			for px := range zoom * dataset.Side {
				if at := image.Pt(x+px, y+py); at.In(page.Rect) {
					k := page.PixOffset(at.X, at.Y)
					page.Pix[k] = max(page.Pix[k], m[py/zoom*dataset.Side+px/zoom])
				}
			}
		}
		boxes = append(boxes, ink.Box{
			MinX: float64(x) + zoom*box.MinX, MinY: float64(y) + zoom*box.MinY,
			MaxX: float64(x) + zoom*box.MaxX, MaxY: float64(y) + zoom*box.MaxY,
		})
		x += zoom*int(box.MaxX) + random.IntN(14) - 4
	}
	return segment.NewPage(page).Candidates(), boxes
}
