package gui

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/diagnose"
)

func TestTheDoctorsAdviceStartsACuredRun(t *testing.T) {
	b := newBench(t)
	ill := smallSettings()
	ill.Epochs, ill.Rate, ill.Initializer = 5, 1000, network.Normal.Name()
	b.learn.form.Fill(ill)
	room := b.ward.line.content.MinSize()
	if b.ward.line.said.Visible() {
		t.Error("the doctor speaks of a run that is not there")
	}
	b.StartPause()
	b.pumpUntil(finished)
	b.pump("a diagnosis", func() bool { return b.ward.ailing })
	if b.ward.found.Disease != diagnose.SaturatedOutputs || !b.ward.line.said.Visible() {
		t.Fatalf("%v", b.ward.found)
	}
	if b.ward.line.content.MinSize().Height != room.Height {
		t.Error("the diagnosis makes the tab jump")
	}
	before := b.run
	test.Tap(b.ward.line.remedy)
	if b.run == before || b.run.settings.Cost != network.CrossEntropy.Name() {
		t.Fatalf("the remedy is not tried: %+v", b.run.settings)
	}
	if b.ward.line.said.Visible() {
		t.Error("the old diagnosis stands at the new run")
	}
	b.pumpUntil(finished)
	b.pump("no diagnosis", func() bool { return !b.ward.ailing })
}

func TestEveryDiseaseHasItsWords(t *testing.T) {
	newBench(t)
	said := map[string]bool{}
	for d := diagnose.RateTooHigh; d <= diagnose.NotLearning; d++ {
		s := training.DefaultSettings()
		diagnosis := diagnose.Diagnosis{Finding: d, Fix: s}
		diagnosis.Fix.Rate /= 4
		said[signOf(diagnosis, s)+causeOf(d)] = true
		if remedyOf(diagnosis, s) == "" {
			t.Errorf("%v has no remedy", d)
		}
	}
	if len(said) != int(diagnose.NotLearning)+1 {
		t.Errorf("%d texts for %d diseases", len(said), diagnose.NotLearning+1)
	}
}
