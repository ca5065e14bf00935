package plots

import (
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"digitpad/training"
)

// own is the epochs of the run itself, from the one that it began with.
func (r Run) own() []training.Epoch {
	for i, e := range r.Epochs {
		if e.Number >= r.Since {
			return r.Epochs[i:]
		}
	}
	return nil
}

// before is the epochs of the run that this one continues: all of them if known, else
// those up to the branch.
func (r Run) before() []training.Epoch {
	if r.Since == 0 || r.Origin != nil {
		return r.Origin
	}
	return r.Epochs[:min(len(r.Epochs), r.Since+1)]
}

// originPoints are the values of the run that this one continues.
func (r Run) originPoints(value func(training.Epoch) float64) plotter.XYs {
	r.Epochs, r.Since = r.before(), 0
	return r.points(value)
}

// addOrigin draws line i of the run that this one continues, faintly.
func (f *Figure) addOrigin(at int, s Style, i int, points plotter.XYs) {
	if len(points) == 0 {
		return
	}
	look := s.Line(i)
	f.Plots[at].Add(&plotter.Line{
		XYs:       Thin(points),
		LineStyle: draw.LineStyle{Color: faint(look.Color), Width: vg.Points(0.8), Dashes: look.Dashes},
	})
}

// addSince draws a vertical line where the run continues another one.
func (r Run) addSince(f *Figure, s Style) {
	if r.Since == 0 {
		return
	}
	begun := draw.LineStyle{Color: s.Text, Width: vg.Points(0.8), Dashes: []vg.Length{vg.Points(5), vg.Points(2)}}
	m := mark{r.place(float64(r.Since)), begun}
	for _, p := range f.Plots {
		p.Add(m)
	}
	f.Plots[0].Legend.Add(s.Say("goes on from epoch %d", r.Since), m)
}
