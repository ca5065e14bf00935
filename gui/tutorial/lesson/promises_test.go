package lesson_test

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"digitpad/assets"
	"digitpad/gui/tutorial/lesson"
	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/diagnose"
)

// took is what became of a run with a step's settings on the built-in sample.
type took struct {
	epochs     []training.Epoch
	costs      []float64 // of its mini-batches
	diagnosed  diagnose.Finding
	found      bool
	iterations int // in an epoch
}

func (r took) last() training.Epoch { return r.epochs[len(r.epochs)-1] }

// falls reports whether the cost on the training images fell in every epoch.
func (r took) falls() bool {
	for i := 1; i < len(r.epochs); i++ {
		if r.epochs[i].Train.Cost >= r.epochs[i-1].Train.Cost {
			return false
		}
	}
	return true
}

// reached is the first epoch that reads a share of the validation images; 0 if none does.
func (r took) reached(share float64) int {
	for _, e := range r.epochs {
		if e.Validation.Accuracy >= share {
			return e.Number
		}
	}
	return 0
}

// jumps is how far the cost jumps from one mini-batch to the next, in the last epoch.
func (r took) jumps() float64 {
	sum, costs := 0.0, r.costs[len(r.costs)-r.iterations:]
	for i := 1; i < len(costs); i++ {
		sum += math.Abs(costs[i] - costs[i-1])
	}
	return sum / float64(len(costs)-1)
}

// train does a run with settings as a session does.
func train(t *testing.T, s training.Settings, data *dataset.Dataset) took {
	t.Helper()
	digits, validation := s.Split(data)
	trainer, err := training.NewTrainer(s, digits, validation)
	if err != nil {
		t.Fatal(err)
	}
	r := took{iterations: (digits.Len() + s.Batch - 1) / s.Batch}
	session := training.NewSession(trainer, func(e training.Event) {
		r.costs = append(r.costs, e.Costs...)
		if e.Kind == training.EpochDone {
			r.epochs = append(r.epochs, *e.Epoch)
		}
	})
	session.RecordCosts(true)
	session.Run()
	session.Wait()
	last := r.last()
	net, err := last.Network(network.New(trainer.Network().Spec()))
	if err != nil {
		t.Fatal(err)
	}
	if findings := diagnose.Run(diagnose.Input{Settings: s, Epochs: r.epochs, Network: net, Sample: diagnose.SampleOf(digits), Examples: digits.Len()}); len(findings) > 0 {
		r.diagnosed, r.found = findings[0].Finding, true
	}
	return r
}

// What the lessons promise of a run happens with the settings that they give.
func TestLessonsKeepTheirPromises(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for a dozen seconds")
	}
	data, _, err := dataset.Sample(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var usual, ten took // the runs that others are compared with
	promises := []struct {
		text string // with which a step begins
		kept func(t *testing.T, s training.Settings, r took)
	}{
		{"The quadratic cost (1) is C", func(t *testing.T, _ training.Settings, r took) {
			if usual = r; !r.falls() {
				t.Error("the cost does not fall in every epoch")
			}
		}},
		{"Each step is Δv", func(t *testing.T, _ training.Settings, r took) {
			if !r.falls() || r.last().Validation.Accuracy > 0.3 || r.last().Train.Cost < 5*usual.epochs[1].Train.Cost {
				t.Errorf("no crawl: the cost comes to %g, %.1f %% are read", r.last().Train.Cost, 100*r.last().Validation.Accuracy)
			}
			if r.diagnosed != diagnose.RateTooLow {
				t.Errorf("the line below the chart says %v", r.diagnosed)
			}
		}},
		{"(4) is an approximation", func(t *testing.T, _ training.Settings, r took) {
			if r.last().Train.Cost < 0.45 || r.last().Validation.Accuracy > 0.15 {
				t.Errorf("the network learns: the cost comes to %g", r.last().Train.Cost)
			}
			if r.diagnosed != diagnose.RateTooHigh && r.diagnosed != diagnose.SaturatedOutputs {
				t.Errorf("the line below the chart says %v", r.diagnosed)
			}
		}},
		{"In between lies", func(t *testing.T, s training.Settings, r took) {
			const goal = 0.9
			if r.reached(goal) > 0 {
				t.Error("the goal is reached without a choice")
			}
			for rate, good := range map[float64]bool{0.3: true, 1: true, 3: true, 100: false} {
				s.Rate = rate
				if at := train(t, s, data).reached(goal); (at > 0) != good {
					t.Errorf("η = %g reaches the goal: %t", rate, at > 0)
				}
			}
		}},
		{"The exact gradient (10)", func(t *testing.T, _ training.Settings, r took) {
			if ten = r; !r.falls() {
				t.Error("the cost does not fall in every epoch")
			}
		}},
		{"m = 1 is online learning", func(t *testing.T, _ training.Settings, r took) {
			if r.jumps() < 1.2*ten.jumps() {
				t.Errorf("the cost jumps by %g from iteration to iteration, with m = 10 by %g", r.jumps(), ten.jumps())
			}
		}},
		{"The other way round: m = 1000", func(t *testing.T, _ training.Settings, r took) {
			if r.jumps() > ten.jumps()/2 {
				t.Errorf("the cost jumps by %g from iteration to iteration, with m = 10 by %g", r.jumps(), ten.jumps())
			}
			if !r.falls() || r.last().Train.Cost < 2*ten.last().Train.Cost {
				t.Errorf("the cost comes to %g, with m = 10 to %g", r.last().Train.Cost, ten.last().Train.Cost)
			}
		}},
		{"One epoch rarely suffices", func(t *testing.T, _ training.Settings, r took) {
			if at := r.reached(0.94); at < 2 {
				t.Errorf("94 %% are read after epoch %d", at)
			}
		}},
	}
	kept := 0
	for _, file := range assets.Lessons() {
		l, err := lesson.Read(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		for i, step := range l.Steps {
			at := slices.IndexFunc(promises, func(p struct {
				text string
				kept func(*testing.T, training.Settings, took)
			},
			) bool {
				return strings.HasPrefix(step.Text, p.text)
			})
			switch {
			case at >= 0 && step.Settings != nil:
				kept++
				t.Run(promises[at].text, func(t *testing.T) {
					promises[at].kept(t, *step.Settings, train(t, *step.Settings, data))
				})
			case step.Settings != nil && step.Goal != nil:
				t.Errorf("%s, step %d: nothing tries what it promises", l.Title, i+1)
			}
		}
	}
	if kept != len(promises) {
		t.Errorf("%d of %d promises are in the lessons", kept, len(promises))
	}
}
