package gui

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"digitpad/gui/i18n"
	"digitpad/gui/internal/statetest"
	"digitpad/network/message"
	"digitpad/training/lab"
	"digitpad/training/presets"
)

// verb is what fmt puts something in for.
var verb = regexp.MustCompile(`%[-+#0]*[0-9.]*[a-zA-Z%]`)

// madeWith is a message that is made with a format.
func madeWith(format string) message.Message {
	m := message.Message{Format: format}
	for _, v := range verb.FindAllString(format, -1) {
		switch v[len(v)-1] {
		case '%':
		case 'd':
			m.Args = append(m.Args, 12)
		case 'x':
			m.Args = append(m.Args, uint32(0x803))
		case 'e', 'f', 'g':
			m.Args = append(m.Args, 0.25)
		case 'w', 'v':
			m.Args = append(m.Args, message.Errorf("the file is cut short"))
		default:
			m.Args = append(m.Args, "784-15")
		}
	}
	if m.Args == nil && !strings.Contains(format, "%%") {
		return message.Text(format)
	}
	return m
}

// Errors, verdicts and captions are said in the language of the window.
func TestTextsOfOtherPackagesAreSaid(t *testing.T) {
	texts := textsOfOthers(t)
	for _, text := range texts {
		if said, want := i18n.Message(madeWith(text)), madeWith(text).String(); said != want {
			t.Errorf("in English %q becomes %q", want, said)
		}
	}
	markTexts(t)
	for _, text := range texts {
		if said := i18n.Message(madeWith(text)); foreign(madeWith(text).String()) && !allMarked(said) {
			t.Errorf("%q is said as %q", text, said)
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

// writtenNumber is a text among a message's arguments in which a fraction is written, which
// no language can change; empty if there is none.
func writtenNumber(m message.Message) string {
	for _, arg := range m.Args {
		switch arg := arg.(type) {
		case message.Message:
			if text := writtenNumber(arg); text != "" {
				return text
			}
		case string:
			if writtenFraction.MatchString(arg) {
				return arg
			}
		}
	}
	return ""
}

var writtenFraction = regexp.MustCompile(`[0-9](\.[0-9]| ±| \[)`) // or an interval, which may have fractions

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
					values[s.Name] = presets.All.Names()[0]
				}
			}
			result, err := e.Run(context.Background(), lab.Data{Train: data.Train, Test: data.Test.Open()}, values, func(lab.Partial) {})
			if err != nil {
				t.Fatal(err)
			}
			checkMessage := func(what string, m message.Message) {
				t.Helper()
				if said := i18n.Message(m); foreign(m.String()) && !allMarked(said) {
					t.Errorf("%s %q is said as %q", what, m, said)
				}
				if text := writtenNumber(m); text != "" {
					t.Errorf("%s %q has the number %q as a text, which keeps its decimal point in every language", what, m, text)
				}
			}
			check := func(what, text string) { t.Helper(); checkMessage(what, message.Text(text)) }
			checkMessage("verdict", result.Verdict.Text)
			check("outcome", string(result.Verdict.Outcome))
			checkMessage("data", result.Data)
			for _, table := range result.Tables {
				checkMessage("table", table.Title)
				for _, column := range table.Columns {
					check("column", column)
				}
				for _, row := range table.Rows {
					for _, cell := range row {
						switch cell := cell.(type) {
						case string:
							check("cell", cell)
						case message.Message:
							checkMessage("cell", cell)
						}
					}
				}
			}
			for _, chart := range result.Charts {
				checkMessage("chart", chart.Title)
				check("axis", chart.X.Label)
				check("axis", chart.Y.Label)
				for _, s := range chart.Series {
					checkMessage("series", s.Name)
				}
			}
		})
	}
}
