package guide

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"gonum.org/v1/gonum/floats"

	"digitpad/gui/async"
	"digitpad/gui/chart"
	"digitpad/gui/display"
	"digitpad/gui/i18n"
	"digitpad/gui/ui"
	"digitpad/network/message"
	"digitpad/training/batchsizes"
	"digitpad/training/lab"
	"digitpad/training/plots"
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

	chart   *chart.Chart
	says    *display.Note
	run     *ui.Button
	content fyne.CanvasObject
}

// What is trained: images and iterations.
const (
	oscillationExamples   = 1000
	oscillationIterations = 200
)

func newOscillations(t *Tab) *oscillations {
	f := &oscillations{jobs: t.newJobs(0), says: display.NewNote(), pace: 15 * time.Millisecond}
	f.chart = t.newChart(ui.NewInvitation(lang.L("Not trained yet"), lang.L("Train, and watch three costs fall from the same start.")))
	f.run = ui.NewButton(lang.L("Train with m = 1, 10 and n"), lang.L("Train three networks from the same start, with mini-batches of 1, 10 and all examples"), theme.MediaPlayIcon(), f.train)
	result := container.New(ui.LinesLayout{Lines: 4}, f.says.Content) // a head, and a line for each m
	f.content = display.NewCard(lang.L("The cost with m = 1, 10 and n"), display.InChartHeight(f.chart), result, container.NewHBox(f.run))
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
	f.plot()
	f.run.SetText(lang.L("Stop"))
	f.run.SetIcon(theme.MediaStopIcon())
	f.jobs.Background(func() {
		tick := time.NewTicker(f.pace)
		defer tick.Stop()
		_, err := batchsizes.Train(ctx, settings, data, []int{1, 10, math.MaxInt}, oscillationIterations, func(runs []batchsizes.Run) {
			f.jobs.Post(func() { f.runs = runs; f.say(); f.plot() })
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
				f.says.Set(i18n.Error(err))
			}
		})
	})
}

// leave stops the runs.
func (f *oscillations) leave() {
	if f.stop != nil {
		f.stop()
	}
}

// say says what the runs have come to.
func (f *oscillations) say() {
	if len(f.runs) == 0 {
		f.says.Set(fmt.Sprintf(lang.L("Three runs with the present settings, but for m, from the same initial weights; after each iteration the cost of the same images. %d iterations each."), oscillationIterations))
		return
	}
	text := fmt.Sprintf(lang.L("Iteration %d, η = %s. The cost swings by (second half of the run):"), len(f.runs[0].Cost)-1, i18n.FormatNumber(f.rate))
	for _, r := range f.runs {
		text += fmt.Sprintf("\n%s: %s", f.name(r), i18n.FormatDigits(r.CostSwing(), 2))
		text += fmt.Sprintf(lang.L(", a weight by %s"), i18n.FormatDigits(r.WeightSwing(), 2))
	}
	f.says.Set(text)
}

// name is what a run is called: the largest m is n.
func (f *oscillations) name(r batchsizes.Run) string {
	if r.M == f.runs[len(f.runs)-1].M {
		return "m = n = " + i18n.FormatInt(r.M)
	}
	return "m = " + i18n.FormatInt(r.M)
}

// plot draws the costs over the iterations.
func (f *oscillations) plot() {
	if len(f.runs) == 0 {
		f.chart.Plot(nil, nil)
		return
	}
	costs := lab.Chart{Title: message.Text(lang.L("Cost by iteration")), X: lab.Axis{Label: lang.L("iterations"), Whole: true}, Y: lab.Axis{Label: lang.L("cost C")}}
	for _, r := range f.runs {
		costs.Series = append(costs.Series, lab.Series{Name: message.Text(f.name(r)), Look: lab.Curve, X: floats.Span(make([]float64, len(r.Cost)), 0, float64(len(r.Cost)-1)), Y: r.Cost})
	}
	display.PlotCharts(f.chart, []lab.Chart{costs}, func(figure *plots.Figure) {
		figure.Plots[0].X.Min, figure.Plots[0].X.Max = 0, oscillationIterations // all the while
		figure.Plots[0].Y.Min = 0
	})
}
