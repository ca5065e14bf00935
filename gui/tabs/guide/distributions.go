package guide

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"digitpad/gui/chart"
	"digitpad/gui/display"
	"digitpad/gui/i18n"
	"digitpad/gui/ui"
	"digitpad/network/message"
	"digitpad/training/distribution"
	"digitpad/training/lab"
)

// distributions shows how the weights, activations or gradients of each layer are
// distributed, in the network that answers: go back to an epoch and it follows.
type distributions struct {
	layers  distribution.Layers
	kinds   []string
	chart   *chart.Chart
	says    *display.Note
	choice  *ui.RadioGroup
	content fyne.CanvasObject
}

// What is counted: bins of a histogram, and training images.
const (
	distributionBins     = 40
	distributionExamples = 200
)

func newDistributions(t *Tab) *distributions {
	f := &distributions{says: display.NewNote(), kinds: []string{lang.L("Weights"), lang.L("Activations"), lang.L("Gradients")}}
	f.chart = t.newChart(container.NewStack())
	f.choice = ui.NewRadioGroup([]ui.Option{
		{Label: f.kinds[0], Explanation: lang.L("How large the weights of each layer are")},
		{Label: f.kinds[1], Explanation: lang.L("How large the activations of each layer are, over training images")},
		{Label: f.kinds[2], Explanation: lang.L("How large each layer's gradient is, over training images")},
	}, func(int) { f.show() })
	f.content = display.NewCard(lang.L("Distributions by layer"), f.choice, display.InChartHeight(f.chart), container.New(ui.LinesLayout{Lines: 3}, f.says.Content))
	return f
}

func (f *distributions) object() fyne.CanvasObject { return f.content }

func (f *distributions) compute(ctx context.Context, s *computed) (show func()) {
	if s.Data == nil {
		return nil
	}
	layers, err := distribution.Of(ctx, s.Network, s.Data.Slice(0, min(distributionExamples, s.Data.Len())), distributionBins)
	if err != nil {
		return nil // the window closes
	}
	return func() {
		f.layers = layers
		f.show()
	}
}

// show draws a histogram for each layer and says where its middle is.
func (f *distributions) show() {
	all := [][]distribution.Histogram{f.layers.Weights, f.layers.Activations, f.layers.Gradients}[f.choice.Chosen()]
	var charts []lab.Chart
	text := ""
	for l, h := range all {
		name := layerName(l, len(all))
		charts = append(charts, histogram(i18n.Capitalize(name), f.kinds[f.choice.Chosen()], h))
		if l > 0 {
			text += "\n"
		}
		text += fmt.Sprintf(lang.L("%s: mean %s, standard deviation %s"), i18n.Capitalize(name), i18n.FormatDigits(h.Mean, 2), i18n.FormatDigits(h.Deviation, 2))
	}
	f.says.Set(text)
	display.PlotCharts(f.chart, charts, nil)
}

// histogram is the counts of a layer as a staircase.
func histogram(title, x string, h distribution.Histogram) lab.Chart {
	steps := lab.Series{Look: lab.Steps, X: []float64{h.Low}, Y: []float64{0}}
	bin := (h.High - h.Low) / float64(len(h.Counts))
	for i, count := range h.Counts {
		steps.X, steps.Y = append(steps.X, h.Low+float64(i)*bin), append(steps.Y, float64(count))
	}
	steps.X, steps.Y = append(steps.X, h.High), append(steps.Y, 0)
	return lab.Chart{Title: message.Text(title), X: lab.Axis{Label: x}, Y: lab.Axis{Label: lang.L("how many"), Whole: true}, Series: []lab.Series{steps}}
}
