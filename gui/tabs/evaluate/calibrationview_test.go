package evaluate

import (
	"strings"
	"testing"

	"digitpad/training/plots"
)

// After a run the view draws its reliability diagram, and says its temperature and on what
// that was fitted.
func TestTheCalibrationOfARunIsShown(t *testing.T) {
	b := newPart(t)
	b.Configure(3)
	b.Train()
	b.Settle()
	b.tab.Shown(true)
	b.tab.SetView(3)
	v := b.tab.calibrated
	b.Pump("the reliability diagram", func() bool { return b.tab.shown != nil && v.chart.Figure != nil })
	if !strings.HasPrefix(v.temperature.Content, "Temperature ") || !strings.Contains(v.fitted.Content, "calibrated on") {
		t.Errorf("it says %q and %q", v.temperature.Content, v.fitted.Content)
	}
	if f := v.chart.Figure(plots.Light()); len(f.Plots) != 1 || len(f.Traces) == 0 || b.tab.Chart() != v.chart {
		t.Errorf("%d plots with %d curves", len(f.Plots), len(f.Traces))
	}
}
