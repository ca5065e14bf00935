package gui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"digitpad/gui/i18n"
	"digitpad/training"
	"digitpad/training/lab"
)

// markTexts lets the window speak every text with marks around it, so that what
// has none has not been looked up.
func markTexts(t *testing.T) {
	t.Helper()
	marked := map[string]string{}
	for key, text := range expectedTexts(t) {
		marked[key] = opened + text + closed
	}
	marked["thousands separator"] = ","
	marked["language code"] = "en" // of the help, which is looked up as a whole
	speakTexts(t, marked)
}

// madeWith is a text that is made with a format.
func madeWith(format string) string {
	if !i18n.Verb.MatchString(format) {
		return format
	}
	var values []any
	for _, v := range i18n.Verb.FindAllString(format, -1) {
		switch v[len(v)-1] {
		case '%':
		case 'd':
			values = append(values, 12)
		case 'x':
			values = append(values, uint32(0x803))
		case 'e', 'f', 'g':
			values = append(values, 0.25)
		case 'w', 'v':
			values = append(values, errors.New("the file is cut short"))
		default:
			values = append(values, "784-15")
		}
	}
	return fmt.Sprintf(strings.ReplaceAll(format, "%w", "%v"), values...)
}

// Errors, verdicts and captions are told by the formats that they were made with.
func TestTextsOfOtherPackagesAreRecognised(t *testing.T) {
	texts := textsOfOthers(t)
	for _, text := range texts {
		if said := i18n.Translate(madeWith(text)); said != madeWith(text) {
			t.Errorf("in English %q becomes %q", madeWith(text), said)
		}
	}
	markTexts(t)
	for _, text := range texts {
		if said := i18n.Translate(madeWith(text)); foreign(madeWith(text)) && !allMarked(said) {
			t.Errorf("%q is not recognised: %q", madeWith(text), said)
		}
	}
}

// allMarked reports whether all words of a text stand between marks.
func allMarked(said string) bool {
	depth, outside := 0, strings.Builder{}
	for _, r := range said {
		switch string(r) {
		case opened:
			depth++
		case closed:
			depth--
		default:
			if depth == 0 {
				outside.WriteRune(r)
			}
		}
	}
	return !foreign(outside.String())
}

func TestErrorsWithinErrorsAreSaid(t *testing.T) {
	speakTexts(t, readTexts(t, "de.json"))
	err := fmt.Errorf("the kept runs cannot be read: %w", fmt.Errorf("open /a/b: %w", errors.New("permission denied")))
	if got, want := i18n.Translate(err.Error()), "die aufgehobenen Läufe können nicht gelesen werden: beim Öffnen von /a/b: keine Berechtigung"; got != want {
		t.Errorf("in German %q", got)
	}
	s := training.DefaultSettings()
	s.Batch = 70000
	var problems training.Problems
	if !errors.As(s.Validate(60000), &problems) {
		t.Fatal("a mini-batch of more images than there are is no problem")
	}
	if got := i18n.Translate(problems.Of("batch")); !strings.Contains(got, "60000") || strings.Contains(got, "size") || strings.Contains(got, "%") {
		t.Errorf("in German the problem is %q", got)
	}
	if got := i18n.Translate("a text of 3 words that nobody knows"); got != "a text of 3 words that nobody knows" {
		t.Errorf("an unknown text becomes %q", got)
	}
	if got := i18n.Translate("60,000 MNIST training images"); got != "60\u00a0000 MNIST-Trainingsbilder" {
		t.Errorf("in German %q", got)
	}
}

// shortTrials makes experiments short: values by the name of the setting.
var shortTrials = lab.Values{
	"seeds": "2", "epochs": "2", "images": "100", "measured": "50", "batches": "1,10", "draws": "4", "after": "0,2",
	"random": "30", "turned": "30", "points": "20", "weights": "20", "rates": "0.1,1", "trial": "1", "starts": "3", "lines": "1",
	"grid": "5", "descent": "3", "probe": "50", "parameters": "20",
}

// Verdicts, tables and captions of every experiment are said in the language of
// the window.
func TestResultsOfExperimentsAreSaid(t *testing.T) {
	b := newBench(t)
	data := b.digits
	markTexts(t)
	for _, e := range lab.Experiments {
		t.Run(e.Name(), func(t *testing.T) {
			values := lab.Values{}
			for _, s := range e.Settings {
				if text, ok := shortTrials[s.Name]; ok {
					values[s.Name] = text
				}
				if s.Name == "presets" {
					values[s.Name] = training.Presets.Names()[0]
				}
			}
			result, err := e.Run(context.Background(), lab.Data{Train: data.train, Test: data.test}, values, func(lab.Partial) {})
			if err != nil {
				t.Fatal(err)
			}
			check := func(what, text string) {
				if said := i18n.Translate(text); foreign(text) && !allMarked(said) {
					t.Errorf("%s %q is said as %q", what, text, said)
				}
			}
			check("verdict", result.Verdict.Text)
			check("outcome", string(result.Verdict.Outcome))
			check("data", result.Data)
			for _, table := range result.Tables {
				check("table", table.Title)
				for _, column := range table.Columns {
					check("column", column)
				}
				for _, row := range table.Rows {
					for _, cell := range row {
						if text, ok := cell.(string); ok {
							check("cell", text)
						}
					}
				}
			}
			for _, chart := range result.Charts {
				check("chart", chart.Title)
				check("axis", chart.X.Label)
				check("axis", chart.Y.Label)
				for _, s := range chart.Series {
					check("series", s.Name)
				}
			}
		})
	}
}
