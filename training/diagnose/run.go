package diagnose

import (
	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
)

// Input is a run to diagnose.
type Input struct {
	Settings training.Settings
	Examples int              // n, of the training data
	Epochs   []training.Epoch // so far, from epoch 0 on
	Network  *network.Network // as it is after the last of them
	Sample   *dataset.Dataset
	Diverged bool // the run failed with a training.DivergedError
}

// sampleSize is the number of training examples that activations are measured on.
const sampleSize = 500

// Thresholds.
const (
	jump         = 1.02 // a cost that rises by more has jumped
	jumps        = 0.3  // share of the epochs whose cost jumps
	deadShare    = 0.25 // of the hidden units
	outputsShare = 0.3  // of the examples
	hiddenShare  = 0.6  // of the hidden activations
	guessing     = 0.2  // accuracy up to which a network has learned almost nothing
	fair         = 0.8  // accuracy from which learning may become slow
	crawl        = 0.25 // of the cost, by which all planned epochs at this speed would lower it
	enough       = 3    // epochs in which a trend shows
	overfit      = 1.05 // the test cost, relative to the best epoch's
)

// Run returns everything that is found, the most urgent first; nothing before the first
// epoch is over.
func Run(c Input) []Diagnosis {
	if len(c.Epochs) < 2 && !c.Diverged {
		return nil
	}
	var found []Diagnosis
	v := measure(c)
	for _, look := range []func(Input, stats) (Diagnosis, bool){
		rateTooHigh, deadReLUs, saturatedOutputs, saturatedHidden, decayTooStrong, rateTooLow, overfitting,
	} {
		if d, ok := look(c, v); ok {
			found = append(found, d)
		}
	}
	if d, ok := notLearning(c); ok && len(found) == 0 {
		found = append(found, d)
	}
	return found
}

// now is the last epoch.
func (c Input) now() training.Epoch { return c.Epochs[len(c.Epochs)-1] }

// rateTooHigh: From and To are the training cost before and after the worst
// jump; Share is that of the epochs with a jump.
func rateTooHigh(c Input, _ stats) (Diagnosis, bool) {
	d := Diagnosis{Finding: RateTooHigh, Fix: c.Settings}
	d.Fix.Rate /= 4
	if c.Diverged {
		d.Evidence.Diverged = true
		d.Fix.Rate = c.Settings.Rate / 10
		return d, true
	}
	worst, rises := 1.0, 0
	for i := 1; i < len(c.Epochs); i++ {
		from, to := c.Epochs[i-1], c.Epochs[i]
		if to.Train.Cost > jump*from.Train.Cost {
			rises++
		}
		if ratio := to.Train.Cost / from.Train.Cost; ratio > worst {
			worst = ratio
			d.Evidence.Epoch, d.Evidence.From, d.Evidence.To = from.Number, from.Train.Cost, to.Train.Cost
		}
	}
	done := len(c.Epochs) - 1
	d.Evidence.Share = float64(rises) / float64(done)
	return d, done >= enough && rises >= 2 && d.Evidence.Share >= jumps
}

// deadReLUs: Share is that of the hidden units.
func deadReLUs(c Input, v stats) (Diagnosis, bool) {
	d := Diagnosis{Finding: DeadReLUs, Evidence: Evidence{Share: v.dead}, Fix: c.Settings}
	d.Fix.Rate = min(d.Fix.Rate/10, 0.05)
	d.Fix.Initializer = network.He.Name()
	return d, v.dead >= deadShare
}

// saturatedOutputs: Share is that of the examples whose right output is almost
// 0, and To is the accuracy on the training data.
func saturatedOutputs(c Input, v stats) (Diagnosis, bool) {
	d := Diagnosis{Finding: SaturatedOutputs, Evidence: Evidence{Share: v.stuck, To: c.now().Train.Accuracy}, Fix: c.Settings}
	d.Fix.Cost = network.CrossEntropy.Name()
	d.Fix.Rate = min(d.Fix.Rate, 0.5)
	applies := c.Settings.Cost == network.Quadratic.Name() && c.Settings.Output == network.Sigmoid.Name()
	return d, applies && v.stuck >= outputsShare
}

// saturatedHidden: Share is that of the hidden activations, and To is the accuracy
// on the training data.
func saturatedHidden(c Input, v stats) (Diagnosis, bool) {
	d := Diagnosis{Finding: SaturatedHidden, Evidence: Evidence{Share: v.saturated, To: c.now().Train.Accuracy}, Fix: c.Settings}
	if d.Fix.Initializer == network.FanIn.Name() {
		d.Fix.Rate /= 10
	}
	d.Fix.Initializer = network.FanIn.Name()
	learned := d.Evidence.To >= fair // units of a trained network are saturated too
	return d, v.saturated >= hiddenShare && !learned
}

// decayTooStrong: Share is by how much an epoch shrinks each weight, 1 − (1 − ηλ/n) to
// the power of the iterations, and To is the accuracy on the training data.
func decayTooStrong(c Input, _ stats) (Diagnosis, bool) {
	d := Diagnosis{Finding: DecayTooStrong, Evidence: Evidence{Share: lost(c), To: c.now().Train.Accuracy}, Fix: c.Settings}
	d.Fix.Decay = 0
	return d, d.Evidence.Share > 0.9 && d.Evidence.To < fair
}

// rateTooLow: From and To are the training cost an epoch ago and now; Share is by how
// much it fell.
func rateTooLow(c Input, _ stats) (Diagnosis, bool) {
	d := Diagnosis{Finding: RateTooLow, Fix: c.Settings}
	d.Fix.Rate *= 10
	last := len(c.Epochs) - 1
	oneHot := c.Settings.Encoding == network.OneHot.Name() // other encodings limit the accuracy at any rate
	if last < enough || c.now().Train.Accuracy >= fair || !oneHot {
		return d, false
	}
	for i := last - enough; i < last; i++ {
		if c.Epochs[i+1].Train.Cost >= c.Epochs[i].Train.Cost {
			return d, false
		}
	}
	then := c.Epochs[last-1]
	d.Evidence = Evidence{Epoch: then.Number, From: then.Train.Cost, To: c.now().Train.Cost}
	d.Evidence.Share = 1 - d.Evidence.To/d.Evidence.From
	return d, d.Evidence.Share*float64(c.Settings.Epochs) < crawl
}

// overfitting: From and To are the test cost after its best epoch and now.
func overfitting(c Input, _ stats) (Diagnosis, bool) {
	best := 0
	for i, e := range c.Epochs {
		if e.Validation.Cost < c.Epochs[best].Validation.Cost {
			best = i
		}
	}
	then, now := c.Epochs[best], c.now()
	d := Diagnosis{
		Finding:  Overfitting,
		Evidence: Evidence{Epoch: then.Number, From: then.Validation.Cost, To: now.Validation.Cost},
		Fix:      c.Settings,
	}
	switch {
	case c.Settings.Augmentation == dataset.Augmentation{}:
		d.Fix.Augmentation = dataset.ModerateAugmentation()
	default:
		d.Fix.Patience = enough
	}
	return d, best > 0 && len(c.Epochs)-1-best >= enough && now.Validation.Cost > overfit*then.Validation.Cost && now.Train.Cost < then.Train.Cost
}

// notLearning: To is the accuracy on the training data. The fix is the post's settings.
func notLearning(c Input) (Diagnosis, bool) {
	d := Diagnosis{Finding: NotLearning, Fix: training.DefaultSettings()}
	d.Fix.Seed, d.Fix.Epochs, d.Fix.Batch = c.Settings.Seed, c.Settings.Epochs, min(10, c.Examples)
	if len(c.Epochs)-1 < enough {
		return d, false
	}
	d.Evidence.To = c.now().Train.Accuracy
	return d, d.Evidence.To < guessing
}
