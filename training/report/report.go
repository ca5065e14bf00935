// Package report writes what became of a training run as one HTML file: settings,
// curves, the confusion matrix, the mistakes, and how every class was read. The file
// needs no other, and the same run gives the same bytes.
package report

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"image"
	"image/color"
	"image/png"
	"io"
	"strings"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/plots"
)

// Run is what a report is about.
type Run struct {
	Settings training.Settings
	Epochs   []training.Epoch // epoch 0 first, at least that
	Network  *network.Network // whose predictions are reported
	Train    *dataset.Dataset // its name and number of examples
	Test     *dataset.Dataset // what is predicted

	// Translate gives the words of the report in another language; nil leaves them in
	// English.
	Translate func(english string) string
}

// mostMistakes is how many mistakes are shown; the most confident come first.
const mostMistakes = 60

//go:embed report.html
var page string

var pages = template.Must(template.New("report").Funcs(template.FuncMap{
	"say":     func(english string) string { return english }, // replaced for each report
	"percent": func(share float64) string { return fmt.Sprintf("%.2f %%", 100*share) },
	"four":    func(v float64) string { return fmt.Sprintf("%.4g", v) },
}).Parse(page))

// Write evaluates the network on the test data and writes the report. The error is the
// context's, or that of w, or says what is missing.
func Write(ctx context.Context, w io.Writer, r Run) error {
	if len(r.Epochs) == 0 {
		return message.Errorf("a report needs a run with at least one epoch")
	}
	predicted, err := evaluate.Predict(ctx, r.Network, r.Test, func(int, int) {})
	if err != nil {
		return err
	}
	chart, err := r.chart()
	if err != nil {
		return err
	}
	last, best := r.Epochs[len(r.Epochs)-1], r.Epochs[training.Best(r.Epochs)]
	contents := struct {
		Run
		Sizes      string
		Parameters int
		Values     []setting
		Last, Best training.Epoch
		Chart      template.HTML
		Score      evaluate.Score
		Rows       []row
		Wrong      int
		Mistakes   []mistake
	}{
		Run:        r,
		Sizes:      strings.ReplaceAll(r.Network.Spec().SizesString(), "-", " → "),
		Parameters: r.Network.Spec().Parameters(),
		Last:       last, Best: best,
		Chart: chart,
		Score: predicted.Score,
		Rows:  rows(&predicted.Confusion),
	}
	if contents.Values, err = settings(r.Settings); err != nil {
		return err
	}
	mistakes := predicted.Misclassified()
	contents.Wrong = len(mistakes)
	for _, i := range mistakes[:min(len(mistakes), mostMistakes)] {
		picture, err := picture(r.Test.Input(i))
		if err != nil {
			return err
		}
		g := predicted.Examples[i]
		contents.Mistakes = append(contents.Mistakes, mistake{i, g.Label, g.Predicted, float64(g.Confidence), picture})
	}
	page, err := pages.Clone()
	if err != nil {
		return err
	}
	if r.Translate != nil {
		page.Funcs(template.FuncMap{"say": r.Translate})
	}
	var out bytes.Buffer // so that w gets a whole report or nothing
	if err := page.Execute(&out, contents); err != nil {
		return err
	}
	_, err = out.WriteTo(w)
	return err
}

// setting is one of training.Settings.
type setting struct{ Name, Value string }

// settings are the settings by the names that files and flags give them, in the order
// of their fields.
func settings(s training.Settings) ([]setting, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	if _, err := decoder.Token(); err != nil { // the opening brace
		return nil, err
	}
	var all []setting
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return nil, err
		}
		all = append(all, setting{fmt.Sprint(name), strings.Trim(string(value), `"[]`)})
	}
	return all, nil
}

// chart is cost and accuracy by epoch, as SVG.
func (r Run) chart() (template.HTML, error) {
	style := plots.Light()
	style.Translate = r.Translate
	figure := plots.Run{
		Epochs: r.Epochs, Planned: r.Settings.Epochs, Examples: r.Train.Len(),
		Best: true, ViewedEpoch: plots.None,
	}.Figure(style)
	var svg bytes.Buffer
	const width, height = 10, 4 // inches
	if err := figure.Write(&svg, ".svg", width, height); err != nil {
		return "", err
	}
	_, drawing, found := strings.Cut(svg.String(), "<svg") // without what only a file needs
	if !found {
		return "", message.Errorf("the chart is no drawing")
	}
	return template.HTML("<svg" + drawing), nil
}

// row is a row of the confusion matrix.
type row struct {
	Label    int
	Cells    []cell
	Correct  int
	Examples int
}

// Share is the accuracy of the class.
func (r row) Share() float64 { return float64(r.Correct) / float64(max(r.Examples, 1)) }

// cell is how many examples of a label were read as a digit.
type cell struct {
	Count int
	Right bool
	Shade int // of a mistake, in percent of the most frequent one
}

func rows(confusion *evaluate.Confusion) []row {
	most := 1
	for label, counts := range confusion {
		for prediction, count := range counts {
			if label != prediction {
				most = max(most, count)
			}
		}
	}
	var all []row
	for label, counts := range confusion {
		r := row{Label: label, Correct: counts[label]}
		for prediction, count := range counts {
			r.Examples += count
			c := cell{Count: count, Right: label == prediction}
			if !c.Right {
				c.Shade = 100 * count / most
			}
			r.Cells = append(r.Cells, c)
		}
		all = append(all, r)
	}
	return all
}

// mistake is an example that was misread.
type mistake struct {
	Index, Label, Prediction int
	Confidence               float64
	Picture                  template.URL
}

// picture is an input as a PNG in an address.
func picture(x network.Input) (template.URL, error) {
	var ink [dataset.Pixels]byte
	x.Unpack(ink[:])
	img := image.NewGray(image.Rect(0, 0, dataset.Side, dataset.Side))
	for p, v := range ink {
		img.SetGray(p%dataset.Side, p/dataset.Side, color.Gray{255 - v})
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return "", err
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(out.Bytes())), nil
}
