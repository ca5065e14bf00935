package lab

import (
	"context"
	"errors"
	"time"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
)

// Experiments lists the built-in experiments.
var Experiments = network.Registry[*Experiment]{
	encodings, specialisedOutputs, batchSize, minibatchGradient, updateCost, firstOrder, steepestDescent, accuracy, learningRate,
	optimizers, moreEpochs, minima, hiddenUnits, unseenWriters, peeking, gradientCheck, gradientAverage, nielsen,
}

// Experiment tests a claim of the post.
type Experiment struct {
	name string

	Title       string
	Claim       string // the post's sentence
	Source      string // where it stands: "section 2.2", "(11)"
	Formula     string // in Unicode, a line each
	Explanation string // what is done, and what to look for
	Fixed       string // what is the same for everything that is compared
	Criteria    Criteria
	Settings    []Setting

	run func(*run) (Result, error)
}

// Name is the experiment's name in flags and menus.
func (e *Experiment) Name() string { return e.name }

// Data is what an experiment works on. It holds images out of Train for validation:
// settings are chosen and epochs compared by these. The test images are read by the
// networks that runs end with, and choose nothing.
type Data struct {
	Train, Test *dataset.Dataset

	// Pen is digits drawn with a pen, which never came from a scanner; nil if
	// there are none.
	Pen *dataset.Dataset

	// Network and Example are the user's own, for the experiments that can look
	// at them; nil for a network that the experiment trains, and an example of
	// the test data.
	Network *network.Network
	Example *Example
}

// Example is an image and the digit that it shows.
type Example struct {
	Input network.Input
	Label int
}

// Partial is the progress of an experiment with its charts so far.
type Partial struct {
	Share  float64 // of the work done, in [0,1]
	Charts []Chart // what there is to see so far
}

// Run runs the experiment. Missing values take their defaults. Report is called with the
// progress, one call at a time but on any goroutine. The error is training.Problems if
// values are wrong, and the context's soon after its end.
func (e *Experiment) Run(ctx context.Context, data Data, values Values, report func(Partial)) (Result, error) {
	if data.Train == nil || data.Test == nil || data.Train.Len() == 0 || data.Test.Len() == 0 {
		return Result{}, message.Errorf("an experiment needs training examples and test examples")
	}
	values = e.complete(values)
	if err := e.Validate(values); err != nil {
		return Result{}, err
	}
	start := time.Now()
	r := newRun(ctx, data, values, report)
	result, err := e.run(r)
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	if problems := training.Problems(nil); errors.As(err, &problems) {
		return Result{}, problems
	}
	if err != nil {
		return Result{}, message.Errorf("experiment %s: %w", e.name, err)
	}
	result.Experiment, result.Data, result.Values = e.name, r.describeData(), values
	result.Seconds = time.Since(start).Seconds()
	return result, nil
}

// complete is values with the defaults of those that are missing.
func (e *Experiment) complete(values Values) Values {
	whole := Values{}
	for _, s := range e.Settings {
		whole[s.Name] = s.Default
	}
	for name, text := range values {
		whole[name] = text
	}
	return whole
}

// Validate reports all problems of values as training.Problems.
func (e *Experiment) Validate(values Values) error {
	var problems training.Problems
	known := map[string]bool{}
	for _, s := range e.Settings {
		known[s.Name] = true
		if text, ok := values[s.Name]; ok {
			if problem := s.Problem(text); !problem.Empty() {
				problems = append(problems, training.Problem{Field: s.Name, Message: problem})
			}
		}
	}
	for name := range values {
		if !known[name] {
			problems = append(problems, training.Problem{Field: name, Message: message.New("This experiment has no such setting.")})
		}
	}
	if problems == nil {
		return nil
	}
	return problems
}
