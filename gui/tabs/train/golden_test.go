package train

import (
	"testing"

	"fyne.io/fyne/v2/theme"

	"digitpad/gui/internal/uitest"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/gui/ui"
	"digitpad/training"
	"digitpad/training/diagnose"
)

func TestTabLook(t *testing.T) {
	p := uitest.New(t)
	p.Prefs.Source = store.SampleData // also where MNIST is at hand
	tab := New(p.State.State, p.Prefs, p.Env)
	uitest.Golden(t, p.App, "tab", tab.Content(), 700, 640)
}

func TestEpochSliderLook(t *testing.T) {
	p := uitest.New(t)
	tab := New(p.State.State, p.Prefs, p.Env)
	tab.epochs.Set(31, 12)
	uitest.Golden(t, p.App, "epochslider", tab.epochs.content, 600, 40)
}

func TestDiagnosisBarLook(t *testing.T) {
	p := uitest.New(t)
	tab := New(p.State.State, p.Prefs, p.Env)
	s := training.DefaultSettings()
	d := diagnose.Diagnosis{Finding: diagnose.RateTooHigh, Fix: s}
	d.Fix.Rate, d.Evidence.Diverged = s.Rate/4, true
	tab.diagnosis.Set(d, true, s)
	uitest.Golden(t, p.App, "diagnosis", tab.diagnosis.content, 600, 50)
}

// Good ends are green, bad ones red.
func TestStatusLook(t *testing.T) {
	p := uitest.New(t)
	for name, phase := range map[string]run.Phase{"diverged": run.Failed, "finished": run.Finished} {
		text := ui.NewText(name, theme.SizeNameText, statusColor(phase))
		uitest.Golden(t, p.App, "status-"+name, text, 80, 20)
	}
}
