package lab

import (
	"fmt"
	"slices"
	"testing"

	"digitpad/training"
)

// A setting takes its limits and what lies between, and of the right kind.
func TestSettingProblem(t *testing.T) {
	whole := Setting{kind: kindWhole, min: 1, max: 10}
	wholes := Setting{kind: kindWholes, min: 1, max: 10}
	number := Setting{kind: kindNumber, min: 0.5, max: 2}
	numbers := Setting{kind: kindNumbers, min: 0.5, max: 2}
	names := Setting{kind: kindNames, choices: []string{"red", "green"}}
	const one, some = "Write one number.", "Write at least one, with commas between several."
	for _, test := range []struct {
		setting    Setting
		text, want string
	}{
		{whole, "1", ""},
		{whole, " 10 ", ""},
		{whole, "0", "0 is not between 1 and 10."},
		{whole, "11", "11 is not between 1 and 10."},
		{whole, "2.5", `"2.5" is not a whole number.`},
		{whole, "1,2", one},
		{whole, " ", one},
		{wholes, "1,, 2 ,10", ""},
		{wholes, "1,2.5", `"2.5" is not a whole number.`},
		{wholes, ",", some},
		{number, "0.5", ""},
		{number, "2e0", ""},
		{number, "0.49", "0.49 is not between 0.5 and 2."},
		{number, "NaN", "NaN is not between 0.5 and 2."},
		{number, "1,2", one},
		{number, "", one},
		{numbers, "1.5,2", ""},
		{numbers, "1,3", "3 is not between 0.5 and 2."},
		{numbers, "", some},
		{names, "green,red", ""},
		{names, "green,blue", `There is no "blue"; choose from red, green.`},
		{names, "", some},
	} {
		if got := test.setting.Problem(test.text); got.String() != test.want {
			t.Errorf("kind %d, %q: %q, want %q", test.setting.kind, test.text, got, test.want)
		}
	}
}

// What several experiments ask for has the same limits in all: at least one of what
// is counted, an image for each digit, any seed; no training only where a network
// is looked at as it is.
func TestSharedLimits(t *testing.T) {
	untrained := []*Experiment{steepestDescent, gradientCheck}
	for _, e := range Experiments {
		for _, s := range e.Settings {
			if s.Help == "" || s.kind != kindNames && s.min >= s.max {
				t.Errorf("%s, %s: %q, from %g to %g", e.Name(), s.Name, s.Help, s.min, s.max)
			}
			least, ok := map[string]int{"seeds": 1, "epochs": 1, "hidden": 1, "batch": 1, "batches": 1, "images": 10, "measured": 10, "seed": 0}[s.Name]
			if s.Name == "epochs" && slices.Contains(untrained, e) {
				least = 0
			}
			if ok && (!s.Problem(fmt.Sprint(least)).Empty() || s.Problem(fmt.Sprint(least-1)).Empty()) {
				t.Errorf("%s: the least of %s is not %d: %s", e.Name(), s.Name, least, s.Problem(fmt.Sprint(least)))
			}
		}
	}
}

// What an experiment does not vary is as the post has it, but for the few that say
// otherwise.
func TestDefaultsAreThePosts(t *testing.T) {
	post := training.DefaultSettings()
	otherwise := map[string]string{
		"epochs hidden": "30", "optimizers hidden": "30", "unseen-writers hidden": "30", "peeking hidden": "30",
		"update-cost rate": "0.1", "minima rate": "1",
	}
	for _, e := range Experiments {
		for _, s := range e.Settings {
			want, fixed := map[string]string{
				"hidden": fmt.Sprint(post.Hidden[0]), "batch": fmt.Sprint(post.Batch), "rate": fmt.Sprint(post.Rate), "seed": fmt.Sprint(post.Seed),
			}[s.Name]
			if text, ok := otherwise[e.Name()+" "+s.Name]; ok {
				want = text
			}
			if fixed && s.kind != kindWholes && s.Default != want {
				t.Errorf("%s, %s: %s by default, want %s", e.Name(), s.Name, s.Default, want)
			}
		}
	}
}

// Values that no one has validated are a mistake in the program.
func TestValuesPanic(t *testing.T) {
	v := Values{"rate": "fast", "epochs": "2.5"}
	for what, read := range map[string]func(){
		"a number":           func() { v.number("rate") },
		"a whole number":     func() { v.whole("epochs") },
		"one that is absent": func() { v.text("seeds") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s can be read", what)
				}
			}()
			read()
		}()
	}
}
