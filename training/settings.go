package training

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"slices"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training/dataset"
	"digitpad/training/optim"
)

// Settings are what a user chooses before a run. Choices are given by their names in the
// registries, so that settings can be written to a file.
type Settings struct {
	Hidden      []int   `json:"hidden"`      // units of each hidden layer
	Activation  string  `json:"activation"`  // of hidden units: network.Activations
	Output      string  `json:"output"`      // activation of output units
	Cost        string  `json:"cost"`        // network.Costs
	Encoding    string  `json:"encoding"`    // network.Encodings
	Initializer string  `json:"initializer"` // network.Initializers
	Seed        uint64  `json:"seed"`        // of all that is random
	Epochs      int     `json:"epochs"`      // passes over the training examples
	Batch       int     `json:"batch"`       // m, examples in a mini-batch
	Rate        float64 `json:"rate"`        // η, the learning rate that the schedule starts from
	Schedule    string  `json:"schedule"`    // Schedules
	Optimizer   string  `json:"optimizer"`   // Optimizers
	Momentum    float64 `json:"momentum"`    // μ in [0,1), for the optimisers that have one
	Penalty     string  `json:"penalty"`     // Penalties: what λ weighs
	Decay       float64 `json:"decay"`       // λ of the penalty on the weights, 0 for none
	Dropout     float64 `json:"dropout"`     // probability that a hidden unit is off, in [0,1), 0 for none
	Amount      float64 `json:"amount"`      // share of the training examples that is used, in (0,1]
	Patience    int     `json:"patience"`    // epochs without progress after which to stop, 0 for never
	Validation  int     `json:"validation"`  // one in so many training examples is held out for validation, 0 for none

	Augmentation dataset.Augmentation `json:"augmentation"` // of the training images; none if it is zero
}

// SettingNames are the names of all settings in their JSON form, in the order of their
// fields.
func SettingNames() []string {
	var names []string
	for f := range reflect.TypeFor[Settings]().Fields() {
		names = append(names, f.Tag.Get("json"))
	}
	return names
}

// DefaultSettings are the post's settings: 784→15→10, sigmoid units, quadratic cost,
// one-hot targets and mini-batches of 10. The post leaves the learning rate, the number of
// epochs and the validation data open; 3, 30 and one in six are Nielsen's.
func DefaultSettings() Settings {
	return Settings{
		Hidden:      []int{15},
		Activation:  network.Sigmoid.Name(),
		Output:      network.Sigmoid.Name(),
		Cost:        network.Quadratic.Name(),
		Encoding:    network.OneHot.Name(),
		Initializer: network.FanIn.Name(),
		Seed:        1,
		Epochs:      30,
		Batch:       10,
		Rate:        3,
		Schedule:    optim.Constant.Name(),
		Optimizer:   optim.SGD.Name(),
		Momentum:    0.9,
		Validation:  6, // of MNIST's 60,000 training images the 10,000 that Nielsen holds out
		Penalty:     optim.L2.Name(),
		Amount:      1,
	}
}

// schedulesOf010 are the names that version 0.1.0 had for some schedules.
var schedulesOf010 = map[string]string{
	"1/t":              optim.InverseTime.Name(),
	"warm-up":          optim.LinearWarmup.Name(),
	"halve on plateau": optim.ReduceOnPlateau.Name(),
}

// UnmarshalJSON implements json.Unmarshaler. It accepts the names of version 0.1.0.
// Fields that are missing keep their value; a field that Settings does not have is
// an error, since it would be ignored.
func (s *Settings) UnmarshalJSON(data []byte) error {
	type plain Settings
	p := plain(*s)
	if p.Penalty == "" { // files that are older than these settings
		p.Penalty, p.Amount = optim.L2.Name(), 1
	}
	in := json.NewDecoder(bytes.NewReader(data))
	in.DisallowUnknownFields()
	if err := in.Decode(&p); err != nil {
		return err
	}
	*s = Settings(p)
	if name, ok := schedulesOf010[s.Schedule]; ok {
		s.Schedule = name
	}
	return nil
}

// Problem is one thing that is wrong with Settings.
type Problem struct {
	Field   string          // as in the settings' JSON form: "rate"
	Message message.Message // a sentence for the user
}

// Problems is everything that is wrong with Settings, in the order of the
// fields.
type Problems []Problem

// Error is the text of Message.
func (p Problems) Error() string { return p.Message().String() }

// Message has a line for each problem.
func (p Problems) Message() message.Message {
	lines := make([]message.Message, len(p))
	for i, problem := range p {
		lines[i] = message.New("%s: %v", problem.Field, problem.Message)
	}
	return message.Join(lines, "\n")
}

// Of is the messages about one field, joined; empty where there is none.
func (p Problems) Of(field string) message.Message {
	var messages []message.Message
	for _, problem := range p {
		if problem.Field == field {
			messages = append(messages, problem.Message)
		}
	}
	return message.Join(messages, " ")
}

// Validate reports all that is wrong with the settings for a training set of so
// many examples, as Problems; nil if they can be trained with.
func (s Settings) Validate(examples int) error {
	var problems Problems
	need := func(field string, ok bool, format string, args ...any) {
		if !ok {
			problems = append(problems, Problem{field, message.New(format, args...)})
		}
	}
	known := func(field string, err error) bool {
		need(field, err == nil, "There is %v.", err)
		return err == nil
	}
	_, err := network.Activations.Lookup(s.Activation)
	named := known("activation", err)
	_, err = network.Activations.Lookup(s.Output)
	named = known("output", err) && named
	_, err = network.Costs.Lookup(s.Cost)
	named = known("cost", err) && named
	_, err = network.Encodings.Lookup(s.Encoding)
	named = known("encoding", err) && named
	if named {
		spec, _ := s.Spec()
		if err := spec.ValidateSizes(); err != nil {
			problems = append(problems, Problem{"hidden", message.Sentence(err)})
		} else if most := int(min(maxHistory/int64(4*spec.Parameters()), maxEpochs)); s.Epochs <= maxEpochs {
			need("epochs", s.Epochs <= most, "With so many weights, the number of epochs is 1 to %d: the network of each is kept.", most)
		}
		if err := spec.ValidateChoices(); err != nil {
			problems = append(problems, Problem{"output", message.Sentence(err)})
		}
	}
	_, err = network.Initializers.Lookup(s.Initializer)
	known("initializer", err)
	need("epochs", s.Epochs >= 1 && s.Epochs <= maxEpochs, "The number of epochs is 1 to %d.", maxEpochs)
	need("batch", s.Batch >= 1 && s.Batch <= examples,
		"The mini-batch size m is 1 (online learning) to %d (all examples: gradient descent).", examples)
	need("rate", s.Rate > 0 && s.Rate <= maxRate, "The learning rate η is above 0, and at most %d.", int(maxRate))
	_, err = optim.Schedules.Lookup(s.Schedule)
	known("schedule", err)
	optimizer, err := optim.Optimizers.Lookup(s.Optimizer)
	known("optimizer", err)
	need("momentum", s.Momentum >= 0 && s.Momentum < 1, "The momentum μ is 0 up to, not including, 1.")
	_, err = optim.Penalties.Lookup(s.Penalty)
	known("penalty", err)
	need("decay", s.Decay >= 0 && !math.IsInf(s.Decay, 0), "The weight decay λ is 0 or more.")
	if s.Rate > 0 && s.Rate <= maxRate && s.Decay > 0 && examples > 0 {
		need("decay", s.Rate*s.Decay < float64(examples) || s.Penalty == optim.L1.Name(),
			"With this learning rate, a weight decay of %g or more would turn weights over instead of shrinking them.", float64(examples)/s.Rate)
		if iterations := float64(s.Epochs) * math.Ceil(float64(examples)/float64(s.Batch)); iterations > 0 && !optim.Adaptive(optimizer) {
			need("decay", s.Decay*s.Rate/float64(examples)*iterations >= leastShrink,
				"In all iterations of the run together, a weight decay this small changes no weight. Set at least %.2g, or 0 for none.", leastShrink*float64(examples)/(s.Rate*iterations))
		}
	}
	need("dropout", s.Dropout >= 0 && s.Dropout < 1, "The dropout p is 0 (none) up to, not including, 1.")
	need("dropout", !(s.Dropout > 0) || len(s.Hidden) > 0, "Dropout switches hidden units off, and this network has none.")
	need("amount", s.Amount > 0 && s.Amount <= 1, "The share of the training examples is above 0 and at most 1.")
	need("validation", s.Validation == 0 || s.Validation >= 2, "The validation set is one in 2 or more of the examples, or 0 for none.")
	need("patience", s.Patience >= 0, "The patience is 0 (never stop early) or a number of epochs.")
	for _, a := range s.Augmentation.Amounts() {
		need(a.Name, a.Valid(), "The standard deviation is 0 to %g.", a.Max)
	}
	if len(problems) == 0 {
		return nil
	}
	return problems
}

// validateFor is Validate for a training set.
func (s Settings) validateFor(train *dataset.Dataset) error {
	if err := s.Validate(train.Len()); err != nil {
		return err
	}
	if !train.HasImages() && s.Augmentation != (dataset.Augmentation{}) {
		return Problems{{"shift", message.New("Augmentation changes images of 28×28 pixels; these examples are none.")}}
	}
	spec, err := s.specFor(train.Inputs(), train.Labels())
	if err == nil {
		err = spec.ValidateSizes()
	}
	if err != nil {
		return Problems{{"hidden", message.Sentence(err)}}
	}
	return nil
}

// maxHistory is how many bytes the parameters of all epochs may take: those of a
// checkpoint, less what else is in it.
const maxHistory int64 = maxCheckpoint - 1<<28

// otherNetwork returns a problem, with the reason, for each setting of the network or its
// initial parameters that differs.
func (s Settings) otherNetwork(than Settings, reason string) Problems {
	var problems Problems
	fixed := func(field string, same bool) {
		if !same {
			problems = append(problems, Problem{field, message.Message{Format: reason}})
		}
	}
	fixed("hidden", slices.Equal(s.Hidden, than.Hidden))
	fixed("activation", s.Activation == than.Activation)
	fixed("output", s.Output == than.Output)
	fixed("cost", s.Cost == than.Cost)
	fixed("encoding", s.Encoding == than.Encoding)
	fixed("initializer", s.Initializer == than.Initializer)
	fixed("seed", s.Seed == than.Seed)
	fixed("validation", s.Validation == than.Validation)
	fixed("amount", s.Amount == than.Amount)
	return problems
}

// Limits beyond which a setting is surely a typing mistake.
const (
	maxEpochs = 100000
	maxRate   = 1e6
)

// leastShrink is the least share of a weight of 1 that a penalty takes away at a time. Of
// a smaller one float32 would lose more than a hundredth to rounding, and below 2⁻²⁵ all;
// so the iterations that take less are saved up. See Trainer.decayDue.
const leastShrink = 1.0 / (1 << 18)

// Split splits off the validation data from the training data, and takes the amount that
// is used of the rest; see Validation and Amount.
func (s Settings) Split(data *dataset.Dataset) (train, validation *dataset.Dataset) {
	train, validation = data.Holdout(s.Validation)
	return train.FirstOfEach(s.Amount), validation
}

// Spec is the network for images of digits that the settings describe, unchecked but
// for the names.
func (s Settings) Spec() (network.Spec, error) { return s.specFor(dataset.Pixels, network.Labels) }

// specFor is the network for examples of so many inputs and labels.
func (s Settings) specFor(inputs, labels int) (network.Spec, error) {
	var spec network.Spec
	var err [4]error
	spec.Hidden, err[0] = network.Activations.Lookup(s.Activation)
	spec.Output, err[1] = network.Activations.Lookup(s.Output)
	spec.Cost, err[2] = network.Costs.Lookup(s.Cost)
	spec.Encoding, err[3] = network.Encodings.Lookup(s.Encoding)
	for _, err := range err {
		if err != nil {
			return network.Spec{}, err
		}
	}
	spec.Encoding = spec.Encoding.Of(labels)
	spec.Sizes = append(append([]int{inputs}, s.Hidden...), spec.Encoding.Outputs())
	return spec, nil
}
