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

// TestRefusal is why the test images cannot be read now with the network of the run that
// is in view, nil if they can.
func (t *Training) TestRefusal() error {
	r := t.run
	switch {
	case r == nil || len(r.Epochs()) == 0 || r.Progress().TotalIterations == 0:
		return message.Errorf("There is no run yet.")
	case t.scoring:
		return message.Errorf("The test images are being read.")
	case r.Phase() == run.Running:
		return message.Errorf("Pause the run first: the test images must not say when it ends.")
	}
	if _, read := t.TestLook(); read {
		return message.Errorf("The test images were read with this network already.")
	}
	return nil
}

// TestLook is what the test images say of the network of the run that is in view; false
// while they were not read with it.
func (t *Training) TestLook() (run.Look, bool) {
	if t.run == nil || len(t.run.Epochs()) == 0 {
		return run.Look{}, false
	}
	_, iterations := t.inView()
	return t.run.Look(iterations)
}

// inView are the epochs up to the network of the run that is in view, and how many
// iterations it has behind it.
func (t *Training) inView() ([]training.Epoch, int) {
	epochs := t.run.Epochs()
	if at := t.ViewedEpoch(); at != store.LatestEpoch {
		return epochs[:at+1], epochs[at].Iterations
	}
	return epochs, t.run.IterationsNow()
}

// networkInView is the network of the run that is in view.
func (t *Training) networkInView() (*network.Network, error) {
	if at := t.ViewedEpoch(); at != store.LatestEpoch {
		return t.run.After(at)
	}
	return t.run.Network(), nil
}

// ScoreTest reads the test images with the network of the run that is in view, and counts
// it. It is the only way in which a run reads them.
func (t *Training) ScoreTest() {
	if err := t.TestRefusal(); err != nil {
		return
	}
	r := t.run
	epochs, iterations := t.inView()
	net, err := t.networkInView()
	if err != nil {
		t.env.Report("The test images cannot be read", err)
		return
	}
	fitted, _ := calibration.Of(r.Model(net, epochs).Notes) // none where it cannot be read
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
