package lab

import (
	"slices"
	"strconv"
	"strings"

	"digitpad/network/message"
)

// Setting is a setting of an experiment: a flag of the command, a field of the form.
type Setting struct {
	Name    string // "rates": the flag's name and the key in Values
	Help    string // "the learning rates η to try"
	kind    kind
	Default string
	min     float64  // of every number
	max     float64  // of every number
	choices []string // of kindNames
}

// kind is the type of a setting's text.
type kind int

// The kinds of settings. The items of a list are separated by commas.
const (
	kindWhole   kind = iota // a whole number
	kindNumber              // a number
	kindWholes              // a list of whole numbers
	kindNumbers             // a list of numbers
	kindNames               // a list of names out of choices
)

// Values are the settings' values by name, as text.
type Values map[string]string

// Problem says, in a sentence for the user, what is wrong with a value; it is
// empty if nothing is.
func (s Setting) Problem(text string) message.Message {
	fields := items(text)
	if (s.kind == kindWhole || s.kind == kindNumber) && len(fields) != 1 {
		return message.New("Write one number.")
	}
	if len(fields) == 0 {
		return message.New("Write at least one, with commas between several.")
	}
	for _, field := range fields {
		if problem := s.itemProblem(field); !problem.Empty() {
			return problem
		}
	}
	return message.Message{}
}

// itemProblem says what is wrong with one item of a value.
func (s Setting) itemProblem(item string) message.Message {
	if s.kind == kindNames {
		if !slices.Contains(s.choices, item) {
			return message.New("There is no %q; choose from %s.", item, strings.Join(s.choices, ", "))
		}
		return message.Message{}
	}
	v, err := strconv.ParseFloat(item, 64)
	if err != nil {
		return message.New("%q is not a number.", item)
	}
	if _, err := strconv.Atoi(item); err != nil && s.kind != kindNumber && s.kind != kindNumbers {
		return message.New("%q is not a whole number.", item)
	}
	if !(v >= s.min && v <= s.max) {
		return message.New("%s is not between %g and %g.", item, s.min, s.max)
	}
	return message.Message{}
}

// items are the parts of a list, without the blanks around them.
func items(text string) []string {
	var fields []string
	for field := range strings.SplitSeq(text, ",") {
		if field = strings.TrimSpace(field); field != "" {
			fields = append(fields, field)
		}
	}
	return fields
}

// The settings that several experiments share. Each takes its default.

func seeds(count int) Setting {
	return Setting{"seeds", "how many seeds to train with, for the spread", kindWhole, strconv.Itoa(count), 1, 1000, nil}
}

func epochs(count int) Setting {
	return Setting{"epochs", "passes over the training images", kindWhole, strconv.Itoa(count), 1, 10000, nil}
}

func images(count int) Setting {
	return Setting{"images", "training images to use, as far as there are so many", kindWhole, strconv.Itoa(count), 10, 1e7, nil}
}

// measured is for networks that train on all images but are measured on some.
func measured(count int) Setting {
	return Setting{"measured", "training images to measure on, of those trained with", kindWhole, strconv.Itoa(count), 10, 1e7, nil}
}

func hidden(units int) Setting {
	return Setting{"hidden", "hidden units", kindWhole, strconv.Itoa(units), 1, 10000, nil}
}

func batch(m int) Setting {
	return Setting{"batch", "mini-batch size m", kindWhole, strconv.Itoa(m), 1, 1e7, nil}
}

func rate(eta float64) Setting {
	return Setting{"rate", "learning rate η", kindNumber, strconv.FormatFloat(eta, 'g', -1, 64), 1e-9, 1e6, nil}
}

// wholes reads the value of a setting of kindWhole or kindWholes, which was
// validated.
func (v Values) wholes(name string) []int {
	var list []int
	for _, field := range items(v.text(name)) {
		n, err := strconv.Atoi(field)
		if err != nil {
			panic("lab: setting " + name + " was not validated: " + err.Error())
		}
		list = append(list, n)
	}
	return list
}

// numbers reads the value of a setting of kindNumber or kindNumbers, which was
// validated.
func (v Values) numbers(name string) []float64 {
	var list []float64
	for _, field := range items(v.text(name)) {
		n, err := strconv.ParseFloat(field, 64)
		if err != nil {
			panic("lab: setting " + name + " was not validated: " + err.Error())
		}
		list = append(list, n)
	}
	return list
}

func (v Values) names(name string) []string { return items(v.text(name)) }
func (v Values) whole(name string) int      { return v.wholes(name)[0] }
func (v Values) number(name string) float64 { return v.numbers(name)[0] }

// has reports whether there is such a setting.
func (v Values) has(name string) bool {
	_, there := v[name]
	return there
}

func (v Values) text(name string) string {
	text, ok := v[name]
	if !ok {
		panic("lab: no setting " + name)
	}
	return text
}
