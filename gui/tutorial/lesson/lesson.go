// Package lesson reads lesson files: a sequence of steps, each with a text, the
// tab and the settings that it is about, and a goal. A lesson names no files and
// runs nothing, so one from a stranger can be opened.
package lesson

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/guide"
	"digitpad/training/plots"
	"digitpad/training/presets"
)

// Extension is how the names of lesson files end.
const Extension = ".digitpad-lesson"

// Lesson is what a lesson file holds.
type Lesson struct {
	Format string `json:"format"` // "digitpad lesson 1"
	Title  string `json:"title"`
	Steps  []Step `json:"steps"`
}

// Step is one page of a lesson.
type Step struct {
	Text     string             `json:"text"`
	Tab      string             `json:"tab,omitempty"`      // that is shown, of Tabs; empty leaves it
	Guide    string             `json:"guide,omitempty"`    // the place in the guide that explains the step: an anchor of guide.Known; with the tab "guide" it is opened
	Setting  string             `json:"setting,omitempty"`  // the setting that the step is about, of training.Settings; with the tab "train" it is brought into view
	Network  string             `json:"network,omitempty"`  // that answers from here on, of Networks; empty leaves it
	Chart    string             `json:"chart,omitempty"`    // what the chart of the run shows, of plots.Quantities; empty leaves it
	Preset   string             `json:"preset,omitempty"`   // settings of presets.All that the form is filled with
	Settings *training.Settings `json:"settings,omitempty"` // of the form; what a file leaves out is the post's
	Hide     []string           `json:"hide,omitempty"`     // controls that the step does without, of Controls
	Goal     *Goal              `json:"goal,omitempty"`     // nil for a step to be read only
}

// Goal is reached when all that it asks for is so. Members that are nil or empty
// ask for nothing.
type Goal struct {
	Digit    *int     `json:"digit,omitempty"`    // the drawing on the pad is read as it
	Accuracy *float64 `json:"accuracy,omitempty"` // of the run on the validation data, at least, in (0,1]
	Epochs   *int     `json:"epochs,omitempty"`   // the run has completed at least
	Visit    *int     `json:"visit,omitempty"`    // the network of this epoch answers
	Tab      string   `json:"tab,omitempty"`      // is shown
}

// State is what goals are compared with.
type State struct {
	Digit    int     // that the drawing is read as; -1 for none
	Accuracy float64 // the best of the run so far
	Epochs   int     // completed
	Visited  int     // the epoch whose network answers; -1 while it is the present one
	Tab      string
}

// Reached reports whether a state is what the goal asks for.
func (g *Goal) Reached(s State) bool {
	return (g.Digit == nil || *g.Digit == s.Digit) &&
		(g.Accuracy == nil || s.Accuracy >= *g.Accuracy) &&
		(g.Epochs == nil || s.Epochs >= *g.Epochs) &&
		(g.Visit == nil || *g.Visit == s.Visited) &&
		(g.Tab == "" || g.Tab == s.Tab)
}

// Tabs are the tabs that a lesson can show, in the window's order.
var Tabs = []string{"train", "guide", "inspect", "evaluate", "compare", "my-digits", "lab", "about"}

// Networks are those that a lesson can choose: the post's, and the one that comes with
// digitpad.
var Networks = []string{"post", "shipped"}

// Controls are what a step can hide: tools of the pad, settings and buttons of a run.
var Controls = []string{
	"brush", "normalise", "test-digit", "go-back", "steps", "formula",
	"data", "hidden", "rate", "batch", "epochs", "seed", "more", "presets",
}

const format = "digitpad lesson 1"

// Limits of a lesson file.
const (
	maxFile     = 1 << 20 // bytes
	maxSteps    = 100
	maxTitle    = 80  // characters
	maxText     = 600 // characters of a step
	maxExamples = 60000
)

// Read reads a lesson file. The error says what is wrong with it, and in which
// step, counted from 1.
func Read(r io.Reader) (Lesson, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	switch {
	case err != nil:
		return Lesson{}, message.Errorf("lesson: %w", err)
	case len(data) > maxFile:
		return Lesson{}, message.Errorf("lesson: the file is longer than %d MB", maxFile>>20)
	case !utf8.Valid(data):
		return Lesson{}, errors.New("lesson: the file is not text in UTF-8")
	}
	var l Lesson
	in := json.NewDecoder(bytes.NewReader(data))
	in.DisallowUnknownFields()
	if err := in.Decode(&l); err != nil {
		return Lesson{}, message.Errorf("lesson: %w", err)
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return Lesson{}, errors.New("lesson: there is more in the file after the lesson")
	}
	if err := l.validate(); err != nil {
		return Lesson{}, message.Errorf("lesson: %w", err)
	}
	return l, nil
}

func (l Lesson) validate() error {
	switch {
	case l.Format != format:
		return message.Errorf("its format is %q instead of %q", l.Format, format)
	case strings.TrimSpace(l.Title) == "" || utf8.RuneCountInString(l.Title) > maxTitle:
		return message.Errorf("a title has 1 to %d characters", maxTitle)
	case len(l.Steps) == 0 || len(l.Steps) > maxSteps:
		return message.Errorf("it has %d steps instead of 1 to %d", len(l.Steps), maxSteps)
	}
	for i, s := range l.Steps {
		if err := s.validate(); err != nil {
			return message.Errorf("step %d: %w", i+1, err)
		}
	}
	return nil
}

func (s Step) validate() error {
	if n := utf8.RuneCountInString(s.Text); strings.TrimSpace(s.Text) == "" || n > maxText {
		return message.Errorf("its text has %d characters instead of 1 to %d", n, maxText)
	}
	if s.Preset != "" {
		if _, err := presets.All.Lookup(s.Preset); err != nil {
			return err
		}
		if s.Settings != nil {
			return errors.New("it has both a preset and settings")
		}
	}
	if s.Settings != nil {
		if err := s.Settings.Validate(maxExamples); err != nil {
			return err
		}
	}
	for _, name := range s.Hide {
		if !slices.Contains(Controls, name) {
			return message.Errorf("there is no control %q to hide; there are %s", name, strings.Join(Controls, ", "))
		}
	}
	if s.Guide != "" && !guide.Known(s.Guide) {
		return message.Errorf("the guide has no place %q; there are sections, such as \"section 3.2\", and equations, such as \"(4)\"", s.Guide)
	}
	if s.Network != "" && !slices.Contains(Networks, s.Network) {
		return message.Errorf("there is no network %q; there are %s", s.Network, strings.Join(Networks, ", "))
	}
	if s.Chart != "" && !slices.Contains(plots.Quantities, plots.Quantity(s.Chart)) {
		return message.Errorf("there is no chart %q; there are %q", s.Chart, plots.Quantities)
	}
	if s.Setting != "" && !slices.Contains(training.SettingNames(), s.Setting) {
		return message.Errorf("there is no setting %q; there are %s", s.Setting, strings.Join(training.SettingNames(), ", "))
	}
	if s.Goal == nil {
		return knownTab(s.Tab)
	}
	return errors.Join(knownTab(s.Tab), s.Goal.validate())
}

func (g *Goal) validate() error {
	switch {
	case *g == Goal{}:
		return errors.New("its goal asks for nothing")
	case g.Digit != nil && (*g.Digit < 0 || *g.Digit > 9):
		return message.Errorf("the goal's digit %d is not one of 0 to 9", *g.Digit)
	case g.Accuracy != nil && !(*g.Accuracy > 0 && *g.Accuracy <= 1):
		return message.Errorf("the goal's accuracy %g is not above 0 and at most 1", *g.Accuracy)
	case g.Epochs != nil && *g.Epochs < 1:
		return message.Errorf("the goal's %d epochs are not 1 or more", *g.Epochs)
	case g.Visit != nil && *g.Visit < 0:
		return message.Errorf("there is no epoch %d to visit", *g.Visit)
	}
	return knownTab(g.Tab)
}

func knownTab(tab string) error {
	if tab != "" && !slices.Contains(Tabs, tab) {
		return message.Errorf("there is no tab %q; there are %s", tab, strings.Join(Tabs, ", "))
	}
	return nil
}

// UnmarshalJSON implements json.Unmarshaler. Settings start from the post's, and
// no member that is unknown is passed over.
func (s *Step) UnmarshalJSON(data []byte) error {
	type plain Step
	var given struct {
		plain
		Settings json.RawMessage `json:"settings"`
	}
	if err := strictly(data, &given); err != nil {
		return err
	}
	*s = Step(given.plain)
	if len(s.Hide) == 0 {
		s.Hide = nil
	}
	if given.Settings == nil || string(given.Settings) == "null" {
		return nil
	}
	settings := training.DefaultSettings()
	if err := strictly(given.Settings, &settings); err != nil {
		return err
	}
	s.Settings = &settings
	return nil
}

func strictly(data []byte, into any) error {
	in := json.NewDecoder(bytes.NewReader(data))
	in.DisallowUnknownFields()
	return in.Decode(into)
}
