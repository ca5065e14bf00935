package prediction

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"digitpad/gui/i18n"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
)

// Source says in a few words which network answers, whether weights or biases were edited
// by hand, and how many of its units are switched off.
func Source(o predict.Origin, off int) string {
	source := sourceOf(o)
	if o.Edited > 0 {
		source = fmt.Sprintf(lang.L("edited: %s"), source)
	}
	if off > 0 {
		source = fmt.Sprintf(lang.L("%s, %d off"), source, off)
	}
	return source
}

func sourceOf(o predict.Origin) string {
	switch o.Kind {
	case predict.FromDigitpad:
		return lang.L("shipped network")
	case predict.FromPost:
		return lang.L("the post's network")
	case predict.FromTraining:
		return described(lang.L("your network"), o)
	case predict.FromFineTuning:
		return described(lang.L("corrected by you"), o)
	case predict.FromEpoch:
		return fmt.Sprintf(lang.L("your network, epoch %d"), o.Epoch)
	case predict.FromKeptRun:
		return fmt.Sprintf(lang.L("%s, epoch %d"), o.Name, o.Epoch)
	case predict.FromRun:
		switch o.Phase {
		case run.Running, run.Paused:
			return lang.L("your network, learning")
		case run.Waiting:
			return lang.L("your network, untrained")
		}
		return fmt.Sprintf(lang.L("your network, %s"), o.Sizes)
	}
	return o.Name
}

// described adds what is known of a network: its layers, and how well it reads.
func described(name string, o predict.Origin) string {
	parts := []string{name}
	if o.Sizes != "" {
		parts = append(parts, o.Sizes)
	}
	if accuracy, err := strconv.ParseFloat(o.Accuracy, 64); err == nil {
		parts = append(parts, i18n.FormatPercent(accuracy))
	}
	return strings.Join(parts, ", ")
}
