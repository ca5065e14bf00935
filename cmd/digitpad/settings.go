package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"

	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/optim"
)

// settingsFlags are the flags for everything in training.Settings.
type settingsFlags struct {
	Hidden      layers  `default:"${hidden}" placeholder:"N,…" help:"Units of each hidden layer, or none."`
	Rate        float64 `default:"${rate}" help:"Learning rate η."`
	Batch       int     `default:"${batch}" help:"Mini-batch size m: 1 is online learning, all examples gradient descent."`
	Epochs      int     `default:"${epochs}" help:"Passes over the training examples."`
	Seed        uint64  `default:"${seed}" help:"Seed of all that is random; the same seed gives the same network."`
	Activation  string  `default:"${activation}" help:"Activation of hidden units: ${activations}."`
	Output      string  `default:"${output}" help:"Activation of output units: ${activations}."`
	Cost        string  `default:"${cost}" help:"Cost that training minimises: ${costs}."`
	Encoding    string  `default:"${encoding}" help:"What the outputs mean: ${encodings}."`
	Initializer string  `default:"${initializer}" help:"Weights at the start: ${initializers}."`
	Optimizer   string  `default:"${optimizer}" help:"How a gradient changes the weights: ${optimizers}."`
	Momentum    float64 `default:"${momentum}" help:"Momentum μ, for the optimizers that have one."`
	Schedule    string  `default:"${schedule}" help:"Learning rate over the epochs: ${schedules}."`
	Penalty     string  `default:"${penalty}" help:"What λ weighs: ${penalties}. l2 adds λ/2n·Σw² to the cost, l1 λ/n·Σ|w|."`
	Decay       float64 `default:"${decay}" help:"Weight λ of the penalty, 0 for none; with l2 this is weight decay. Other programs write λ/n as one number. With momentum, nesterov, rmsprop and adam the penalty is in the gradient (L2 regularisation); adamw takes its step on the weights themselves."`
	Dropout     float64 `default:"${dropout}" help:"Probability p that a hidden unit is switched off in an iteration, anew for each example; 0 is none."`
	Amount      float64 `default:"${amount}" help:"Share of the training examples to use, up to 1 for all: the first of each digit."`
	Patience    int     `default:"${patience}" help:"Stop after so many epochs without a lower cost on the validation data, and keep the best network; 0 is never."`
	Validation  int     `default:"${validation}" help:"Hold one in so many of the training images out for validation, by which early stopping, schedules and the best epoch go: 6 of MNIST's 60,000 are 10,000. 0 holds out none."`

	augmentationFlags `group:"Random changes of the training images, anew in each epoch; 0 is none:"`
}

// augmentationFlags are the flags for training.Augmentation.
type augmentationFlags struct {
	Shift    float64 `default:"0" help:"Standard deviation of a shift, in pixels; ${shift} is moderate."`
	Rotation float64 `default:"0" help:"Of a rotation, in degrees; ${rotation} is moderate."`
	Scale    float64 `default:"0" help:"Of the size, as a share of 1; ${scale} is moderate."`
	Shear    float64 `default:"0" help:"Of the tangent of a slant; ${shear} is moderate."`
	Stroke   float64 `default:"0" help:"Of the width of the strokes, in pixels; ${stroke} is moderate."`
	Elastic  float64 `default:"0" help:"Of a warp, in pixels; ${elastic} is moderate."`
}

// settings are the flags as training takes them.
func (f *settingsFlags) settings() training.Settings {
	return training.Settings{
		Hidden:      f.Hidden,
		Activation:  f.Activation,
		Output:      f.Output,
		Cost:        f.Cost,
		Encoding:    f.Encoding,
		Initializer: f.Initializer,
		Seed:        f.Seed,
		Epochs:      f.Epochs,
		Batch:       f.Batch,
		Rate:        f.Rate,
		Schedule:    f.Schedule,
		Optimizer:   f.Optimizer,
		Momentum:    f.Momentum,
		Penalty:     f.Penalty,
		Decay:       f.Decay,
		Dropout:     f.Dropout,
		Amount:      f.Amount,
		Patience:    f.Patience,
		Validation:  f.Validation,

		Augmentation: dataset.Augmentation(f.augmentationFlags),
	}
}

// settingsVars are the defaults of the flags, which are the post's settings, and
// the names that they choose from.
func settingsVars() kong.Vars {
	post := training.DefaultSettings()
	moderate := dataset.ModerateAugmentation()
	list := func(names []string) string { return strings.Join(names, ", ") }
	return kong.Vars{
		"hidden":       layers(post.Hidden).String(),
		"rate":         fmt.Sprint(post.Rate),
		"batch":        fmt.Sprint(post.Batch),
		"epochs":       fmt.Sprint(post.Epochs),
		"seed":         fmt.Sprint(post.Seed),
		"activation":   post.Activation,
		"output":       post.Output,
		"cost":         post.Cost,
		"encoding":     post.Encoding,
		"initializer":  post.Initializer,
		"optimizer":    post.Optimizer,
		"momentum":     fmt.Sprint(post.Momentum),
		"schedule":     post.Schedule,
		"penalty":      post.Penalty,
		"decay":        fmt.Sprint(post.Decay),
		"dropout":      fmt.Sprint(post.Dropout),
		"amount":       fmt.Sprint(post.Amount),
		"patience":     fmt.Sprint(post.Patience),
		"validation":   fmt.Sprint(post.Validation),
		"shift":        fmt.Sprint(moderate.Shift),
		"rotation":     fmt.Sprint(moderate.Rotation),
		"scale":        fmt.Sprint(moderate.Scale),
		"shear":        fmt.Sprint(moderate.Shear),
		"stroke":       fmt.Sprint(moderate.Stroke),
		"elastic":      fmt.Sprint(moderate.Elastic),
		"activations":  list(network.Activations.Names()),
		"costs":        list(network.Costs.Names()),
		"encodings":    list(network.Encodings.Names()),
		"initializers": list(network.Initializers.Names()),
		"optimizers":   list(optim.Optimizers.Names()),
		"penalties":    list(optim.Penalties.Names()),
		"schedules":    list(optim.Schedules.Names()),
		"formats":      list(codec.Extensions(codec.Format.Written)),
		"readable":     list(codec.Extensions(codec.Format.Readable)),
	}
}

// layers are the units of each hidden layer, as a flag.
type layers []int

// String is the inverse of UnmarshalText.
func (l layers) String() string {
	if len(l) == 0 {
		return "none"
	}
	return strings.Trim(strings.ReplaceAll(fmt.Sprint([]int(l)), " ", ","), "[]")
}

// UnmarshalText reads "30", "30,20" or "none".
func (l *layers) UnmarshalText(text []byte) error {
	*l = nil
	if string(text) == "none" {
		return nil
	}
	for part := range strings.SplitSeq(string(text), ",") {
		units, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil {
			return errors.New(`hidden layers are numbers of units such as 30 or 30,20, or none, not "` + string(text) + `"`)
		}
		*l = append(*l, units)
	}
	return nil
}
