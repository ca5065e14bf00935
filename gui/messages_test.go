package gui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"digitpad/gui/i18n"
	"digitpad/gui/internal/statetest"
	"digitpad/training"
	"digitpad/training/lab"
)

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

// shortExperiments makes experiments short: values by the name of the setting.
var shortExperiments = lab.Values{
	"seeds": "2", "epochs": "2", "images": "100", "measured": "50", "batches": "1,10", "draws": "4", "after": "0,2",
	"random": "30", "turned": "30", "points": "20", "weights": "20", "rates": "0.1,1", "trial": "1", "starts": "3", "lines": "1",
	"grid": "5", "descent": "3", "probe": "50", "parameters": "20",
}

// Verdicts, tables and captions of every experiment are said in the language of
// the window.
func TestResultsOfExperimentsAreSaid(t *testing.T) {
	data := statetest.Stripes(t, 400)
	test.NewTempApp(t)
	markTexts(t)
	for _, e := range lab.Experiments {
		t.Run(e.Name(), func(t *testing.T) {
			values := lab.Values{}
			for _, s := range e.Settings {
				if text, ok := shortExperiments[s.Name]; ok {
					values[s.Name] = text
				}
				if s.Name == "presets" {
					values[s.Name] = training.Presets.Names()[0]
				}
			}
			result, err := e.Run(context.Background(), lab.Data{Train: data.Train, Test: data.Test}, values, func(lab.Partial) {})
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
