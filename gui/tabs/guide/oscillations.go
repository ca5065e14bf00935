package guide

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/async"
	"digitpad/gui/i18n"
	"digitpad/gui/picture"
	"digitpad/gui/ui"
	"digitpad/training/batchsizes"
)

// oscillations trains with m = 1, 10 and n from the same start, and shows the cost of each
// run iteration by iteration, and how much it swings.
type oscillations struct {
	jobs    async.LatestOnly
	subject Subject
	runs    []batchsizes.Run // none before the first
	rate    float64          // η of these runs
	stop    context.CancelFunc
	pace    time.Duration // the least time of an iteration, so that there is something to watch

	picture *picture.Sketch
	says    *widget.Label
	run     *ui.Button
	content fyne.CanvasObject
}

// What is trained: images and iterations.
const (
	oscillationExamples   = 1000
	oscillationIterations = 200
)

func newOscillations(ctx context.Context, post, background func(func())) *oscillations {
	f := &oscillations{jobs: async.LatestOnly{Ctx: ctx, Post: post, Background: background}, says: newNumbers(""), pace: 15 * time.Millisecond}
	f.picture = picture.NewSketch(lang.L("The cost with m = 1, 10 and n"), 14, f.paint)
	f.run = ui.NewButton(lang.L("Train with m = 1, 10 and n"), lang.L("Train three networks from the same start, with mini-batches of 1, 10 and all examples"), theme.MediaPlayIcon(), f.train)
	f.run.Importance = widget.LowImportance
	result := container.New(ui.LinesLayout{Lines: 4, Style: f.says.TextStyle}, f.says) // a head, and a line for each m
	f.content = ui.NewCard(container.New(ui.VBoxLayout{}, f.picture, result, container.NewHBox(f.run)))
	f.say()
	return f
}

func (f *oscillations) object() fyne.CanvasObject { return f.content }

func (f *oscillations) compute(_ context.Context, s *computed) (show func()) {
	return func() {
		f.subject = s.Subject
		f.say()
	}
}

// train trains anew, or stops the runs that go on.
func (f *oscillations) train() {
	if f.stop != nil {
		f.stop()
		return
	}
	if f.subject.Data == nil {
		return
	}
	settings, data := f.subject.Settings, f.subject.Data.Slice(0, min(oscillationExamples, f.subject.Data.Len()))
	ctx, cancel := context.WithCancel(f.jobs.Ctx)
	f.stop, f.runs, f.rate = cancel, nil, settings.Rate
	f.run.SetText(lang.L("Stop"))
	f.run.SetIcon(theme.MediaStopIcon())
	f.jobs.Background(func() {
		tick := time.NewTicker(f.pace)
		defer tick.Stop()
		_, err := batchsizes.Train(ctx, settings, data, []int{1, 10, math.MaxInt}, oscillationIterations, func(runs []batchsizes.Run) {
			f.jobs.Post(func() { f.runs = runs; f.say(); f.picture.Refresh() })
			select {
			case <-tick.C:
			case <-ctx.Done():
			}
		})
		f.jobs.Post(func() {
			cancel()
			f.stop = nil
			f.run.SetText(lang.L("Train with m = 1, 10 and n"))
			f.run.SetIcon(theme.MediaPlayIcon())
			f.say()
			if err != nil && !errors.Is(err, context.Canceled) {
				f.says.SetText(i18n.Error(err))
			}
		})
	})
}

// say says what the runs have come to.
func (f *oscillations) say() {
	if len(f.runs) == 0 {
		f.says.SetText(fmt.Sprintf(lang.L("Three runs with the present settings, but for m, from the same initial weights; after each iteration the cost of the same images. %d iterations each."), oscillationIterations))
		return
	}
	text := fmt.Sprintf(lang.L("Iteration %d, η = %s. The cost swings by (second half of the run):"), len(f.runs[0].Cost)-1, i18n.FormatNumber(f.rate))
	for _, r := range f.runs {
		text += fmt.Sprintf("\n%s: %s", f.name(r), i18n.FormatDigits(r.CostSwing(), 2))
		text += fmt.Sprintf(lang.L(", a weight by %s"), i18n.FormatDigits(r.WeightSwing(), 2))
	}
	f.says.SetText(text)
}

// name is what a run is called: the largest m is n.
func (f *oscillations) name(r batchsizes.Run) string {
	if r.M == f.runs[len(f.runs)-1].M {
		return "m = n = " + i18n.FormatInt(r.M)
	}
	return "m = " + i18n.FormatInt(r.M)
}

// paint paints the costs as curves over the iterations.
func (f *oscillations) paint(img *image.RGBA, em float64) {
	text, subtle := theme.Color(theme.ColorNameForeground), theme.Color(ui.ColorSubtle)
	left, right := 3.5*em, float64(img.Rect.Dx())-em
	top, bottom := 1.6*em, float64(img.Rect.Dy())-2*em
	most := 0.5
	for _, r := range f.runs {
		for _, c := range r.Cost {
			if c-c == 0 {
				most = max(most, c)
			}
		}
	}
	unit := tickOf(most)
	for v := 0.0; v <= most+1e-9; v += unit {
		y := bottom - v/most*(bottom-top)
		picture.FillRect(img, left, y, right, y+1, theme.Color(ui.ColorTrack))
		picture.DrawTextLeftOf(img, i18n.FormatDigits(v, 2), left-0.4*em, y+0.3*em, em*0.9, subtle)
	}
	picture.DrawText(img, "C", 0.3*em, top, em, text)
	for k := 0; k <= oscillationIterations; k += oscillationIterations / 4 {
		x := left + float64(k)/oscillationIterations*(right-left)
		picture.DrawTextLeftOf(img, i18n.FormatInt(k), x+0.8*em, bottom+1.3*em, em*0.9, subtle)
	}
	picture.DrawText(img, lang.L("iterations"), left+(right-left)*0.3, bottom+1.3*em, em*0.9, subtle)
	inks := []color.Color{theme.Color(theme.ColorNameError), theme.Color(theme.ColorNamePrimary), theme.Color(theme.ColorNameSuccess)}
	x := left + em
	for i, r := range f.runs {
		ink := inks[i%len(inks)]
		at := func(k int) (float64, float64) {
			return left + float64(k)/oscillationIterations*(right-left), bottom - r.Cost[k]/most*(bottom-top)
		}
		for k := 1; k < len(r.Cost) && r.Cost[k]-r.Cost[k] == 0; k++ {
			x0, y0 := at(k - 1)
			x1, y1 := at(k)
			picture.DrawLine(img, x0, y0, x1, y1, ink)
			picture.DrawLine(img, x0, y0+1, x1, y1+1, ink)
		}
		x += picture.DrawText(img, f.name(r), x, top-0.4*em, em*0.9, ink) + 1.5*em
	}
}

// tickOf is a round distance of ticks on an axis up to a value.
func tickOf(most float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(most/2)))
	for _, k := range []float64{1, 2, 5} {
		if most/(k*unit) <= 5 {
			return k * unit
		}
	}
	return 10 * unit
}
