package train

import (
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/gui/trace"
	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/calibration"
)

// TestRefusal is why the test digits cannot be read now with the network of the run that
// is in view, nil if they can.
func (t *Training) TestRefusal() error {
	r := t.run
	switch {
	case r == nil || len(r.Epochs()) == 0 || r.Progress().TotalIterations == 0:
		return message.Errorf("There is no run yet.")
	case t.scoring:
		return message.Errorf("The test digits are being read.")
	case r.Phase() == run.Running:
		return message.Errorf("Pause the run first: the test digits must not say when it ends.")
	}
	if _, read := t.TestLook(); read {
		return message.Errorf("The test digits were read with this network already.")
	}
	return nil
}

// TestLook is what the test digits say of the network of the run that is in view; false
// while they were not read with it.
func (t *Training) TestLook() (run.Look, bool) {
	if t.run == nil || len(t.run.Epochs()) == 0 {
		return run.Look{}, false
	}
	_, _, iterations := t.inView()
	return t.run.Look(iterations)
}

// inView is the network of the run that is in view, the epochs up to it, and how many
// iterations it has behind it.
func (t *Training) inView() (*network.Network, []training.Epoch, int) {
	r, epochs := t.run, t.run.Epochs()
	if at := t.ViewedEpoch(); at != store.LatestEpoch {
		return r.Latest().WithParameters(epochs[at].Parameters), epochs[:at+1], epochs[at].Iterations
	}
	return r.Network(), epochs, r.IterationsNow()
}

// ScoreTest reads the test digits with the network of the run that is in view, and counts
// it. It is the only way in which a run reads them.
func (t *Training) ScoreTest() {
	if err := t.TestRefusal(); err != nil {
		return
	}
	r := t.run
	net, epochs, iterations := t.inView()
	fitted, err := calibration.Of(r.Model(net, epochs).Notes)
	if err != nil {
		fitted = calibration.None
	}
	t.scoring = true
	t.Changed.Notify(TrainingChange{Tested: true})
	t.env.Go(func() {
		predicted, err := r.Session().ScoreTest(t.env.Ctx, net, fitted, r.Data().Test)
		t.env.Post(func() {
			t.scoring = false
			if err == nil { // else the program ends
				look := run.Look{Iterations: iterations, Epoch: epochs[len(epochs)-1].Number, Predicted: predicted}
				r.AddLook(look)
				t.comparison.tested(r, look)
				t.prediction.Renew(r)
				t.env.Trace.Emit("test", trace.Attrs{"epoch": look.Epoch, "accuracy": predicted.Accuracy, "looks": r.Looks()})
			}
			t.Changed.Notify(TrainingChange{Tested: true})
		})
	})
}
