package training

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"digitpad/network/message"
)

// SweepFields are the settings that With can change, by their names in the JSON form.
var SweepFields = []string{"batch", "rate", "hidden", "optimizer", "momentum", "schedule", "cost", "activation", "output", "initializer", "penalty", "decay", "dropout", "amount", "seed"}

// With returns the settings with one of SweepFields set to a value as a person writes it:
// a number; the name of a choice; for hidden, units joined by "-" (30-20); for batch, "n"
// for all of so many examples. The error is Problems about that field.
func (s Settings) With(field, value string, examples int) (Settings, error) {
	value = strings.TrimSpace(value)
	wrong := func(format string, args ...any) (Settings, error) {
		return s, Problems{{field, message.New(format, args...)}}
	}
	if !slices.Contains(SweepFields, field) {
		return wrong("This setting cannot differ between the runs of a comparison.")
	}
	form := value
	switch field {
	case "hidden":
		units := strings.Split(value, "-")
		for i, u := range units {
			units[i] = strings.TrimSpace(u)
			if _, err := strconv.Atoi(units[i]); err != nil {
				return wrong("%q is no number of hidden units: write such as 15, or 30-20 for two layers.", value)
			}
		}
		form = "[" + strings.Join(units, ",") + "]"
	case "batch":
		if value == "n" {
			form = strconv.Itoa(examples)
		}
	case "optimizer", "schedule", "cost", "activation", "output", "initializer", "penalty":
		quoted, err := json.Marshal(value)
		if err != nil {
			return wrong("%q is no name.", value)
		}
		form = string(quoted)
	}
	if !json.Valid([]byte(form)) || form == "null" { // which would leave the setting as it is
		return wrong("%q is no value of this setting.", value)
	}
	varied := s
	varied.Hidden = slices.Clone(s.Hidden) // else new units would overwrite the old ones
	if err := json.Unmarshal(fmt.Appendf(nil, "{%q:%s}", field, form), &varied); err != nil {
		return wrong("%q is no value of this setting.", value)
	}
	if err := varied.Validate(examples); err != nil {
		return s, err
	}
	return varied, nil
}
