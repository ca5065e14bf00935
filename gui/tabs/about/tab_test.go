package about

import (
	"strings"
	"testing"

	"digitpad/gui/internal/uitest"
	"digitpad/gui/state/run"
	"digitpad/network"
)

func TestTabLook(t *testing.T) {
	p := uitest.New(t)
	tab := New(p.State.State)
	p.Prediction.UsePost()
	uitest.Golden(t, p.App, "tab", tab.Content(), 700, 640)
}

// The tab is about the network that answers, and says while one learns nothing new.
func TestTheTabIsAboutTheNetworkThatAnswers(t *testing.T) {
	p := uitest.New(t)
	tab := New(p.State.State)
	p.Show(tab.Content(), 700, 640)
	p.Prediction.UsePost()
	if tab.title.Content != "The post's network" || !strings.Contains(tab.intro.Text, "15 sigmoid units") {
		t.Errorf("%q: %q", tab.title.Content, tab.intro.Text)
	}
	p.Configure(2)
	p.Training.StepEpoch()
	p.Pump("an epoch", func() bool { r := p.Training.Run(); return r.Phase() == run.Paused && len(r.Epochs()) == 2 })
	if tab.title.Content != "The post's network" {
		t.Errorf("while a run goes on it says %q", tab.title.Content)
	}
	p.Train()
	if tab.title.Content != "Your network, 784-8-10" || len(tab.notes.Objects) < 8 {
		t.Errorf("after the run it says %q", tab.title.Content)
	}
}

// Out of view it does no work.
func TestOutOfViewItDoesNoWork(t *testing.T) {
	p := uitest.New(t)
	tab := New(p.State.State)
	tab.Content().Hide()
	p.Prediction.UsePost()
	if tab.shown.Network != nil {
		t.Error("it follows the network")
	}
	tab.Content().Show()
	tab.Shown(true)
	if tab.shown.Network == nil {
		t.Error("it does not come up to date")
	}
}

func TestHiddenInWords(t *testing.T) {
	uitest.New(t)
	spec := network.PostSpec()
	spec.Sizes = []int{784, 30, 20, 10}
	if got := hiddenInWords(spec); got != "30 + 20 sigmoid units" {
		t.Errorf("%q", got)
	}
	spec.Sizes = []int{784, 10}
	if got := hiddenInWords(spec); got != "none" {
		t.Errorf("%q", got)
	}
}
