// Package report writes what became of a training run as one HTML file: settings,
// curves, the confusion matrix, the mistakes, and how every class was read. The file
// needs no other, and the same run gives the same bytes.
package report

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"image"
	"image/color"
	"image/png"
	"io"
	"strconv"
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
	Network  *network.Network // that the run leaves
	Train    *dataset.Dataset // its name and number of examples
	Test     *dataset.TestSet // its name and number of examples, and the images that are shown
	ByTest   bool             // whether the run was validated on the test data, as those of 0.1.0 were

	// Predicted is what the network makes of the test data; of no examples where that was
	// not read. Looks is how often it was read for this run.
	Predicted evaluate.Predictions
	Looks     int

	Pad      []byte   // the digit on the pad, 28×28 pixels of ink; nil for none
	Language Language // English if it is zero
}

// Language is what a report is written in.
type Language struct {
	Code        string                       // "de"; empty for "en"
	Decimal     string                       // the decimal mark; empty for "."
	Translate   func(message.Message) string // a message in it; nil leaves English
	SettingName func(name string) string     // what a person calls a setting; nil leaves the names of training.Settings
}

// say is a text with values in its place.
func (l Language) say(english string, values ...any) string {
	m := message.Text(english)
	if len(values) > 0 {
		m = message.New(english, values...)
	}
	if l.Translate == nil {
		return m.String()
	}
	return l.Translate(m)
}

// number is a number as the language writes it.
func (l Language) number(format string, v float64) string {
	return l.marks(fmt.Sprintf(format, v))
}

// marks puts the language's decimal mark into a number, and the other of point and comma
// between its thousands.
func (l Language) marks(number string) string {
	if cmp.Or(l.Decimal, ".") == "." {
		return number
	}
	return strings.NewReplacer(".", l.Decimal, ",", ".").Replace(number)
}

// functions are what the page is written with.
func (l Language) functions() template.FuncMap {
	return template.FuncMap{
		"say":     l.say,
		"code":    func() string { return cmp.Or(l.Code, "en") },
		"percent": func(share float64) string { return l.number("%.2f %%", 100*share) },
		"two":     func(v float64) string { return l.number("%.2f", v) },
		"four":    func(v float64) string { return l.number("%.4g", v) },
	}
}

// Of the mistakes and of the predictions so many are shown: the most confident mistakes,
// and the predictions of the first images.
const (
	mostMistakes    = 60
	mostPredictions = 60
)

//go:embed report.html
var page string

var pages = template.Must(template.New("report").Funcs(Language{}.functions()).Parse(page)) // another language replaces them

// Write writes the report. The error is that of w, or says what is missing.
func Write(w io.Writer, r Run) error {
	if len(r.Epochs) == 0 {
		return message.Errorf("a report needs a run with at least one epoch")
	}
	predicted := r.Predicted
	chart, err := r.chart()
	if err != nil {
		return err
	}
	last, best := &r.Epochs[len(r.Epochs)-1], &r.Epochs[training.Best(r.Epochs)]
	contents := struct {
		Run
		Sizes       string
		Parameters  int
		Values      []setting
		Last, Best  *training.Epoch
		Chart       template.HTML
		Score       evaluate.Score
		Share       evaluate.Share // of the test images that are read rightly
		Rows        []row
		Wrong       int
		Mistakes    []prediction
		Predictions []prediction
		Drawing     *drawing
	}{
		Run:        r,
		Sizes:      strings.ReplaceAll(r.Network.Spec().SizesString(), "-", " → "),
		Parameters: r.Network.Spec().Parameters(),
		Last:       last, Best: best,
		Chart: chart,
		Score: predicted.Score,
		Share: evaluate.NewShare(predicted.Confusion.Correct(), predicted.Confusion.Examples()),
		Rows:  rows(&predicted.Confusion),
	}
	if contents.Values, err = r.settings(); err != nil {
		return err
	}
	mistakes := predicted.Misclassified()
	contents.Wrong = len(mistakes)
	if contents.Mistakes, err = r.predictions(predicted, mistakes[:min(len(mistakes), mostMistakes)]); err != nil {
		return err
	}
	first := make([]int, min(len(predicted.Examples), mostPredictions))
	for i := range first {
		first[i] = i
	}
	if contents.Predictions, err = r.predictions(predicted, first); err != nil {
		return err
	}
	if contents.Drawing, err = r.drawing(); err != nil {
		return err
	}
	page, err := pages.Clone()
	if err != nil {
		return err
	}
	page.Funcs(r.Language.functions())
	var out bytes.Buffer // so that w gets a whole report or nothing
	if err := page.Execute(&out, contents); err != nil {
		return err
	}
	_, err = out.WriteTo(w)
	return err
}

// setting is one of training.Settings.
type setting struct{ Name, Value string }

// settings are the settings by their names, in the order of their fields.
func (r Run) settings() ([]setting, error) {
	text, err := json.Marshal(r.Settings)
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
		s := setting{fmt.Sprint(name), strings.Trim(string(value), `"[]`)}
		if r.Language.SettingName != nil {
			s.Name = r.Language.SettingName(s.Name)
		}
		if v, err := strconv.ParseFloat(s.Value, 64); err == nil {
			s.Value = r.Language.number("%v", v)
		}
		all = append(all, s)
	}
	return all, nil
}

// chart is cost and accuracy by epoch, as SVG.
func (r Run) chart() (template.HTML, error) {
	style := plots.Light()
	style.Translate = r.Language.Translate
	figure := plots.Run{
		Epochs: r.Epochs, Planned: r.Settings.Epochs, Examples: r.Train.Len(),
		Best: true, ViewedEpoch: plots.None, ByTest: r.ByTest,
	}.Figure(style)
	figure.Number = r.Language.marks
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

// prediction is how an example was read.
type prediction struct {
	Index, Label, Prediction int
	Confidence               float64
	Picture                  template.URL
}

// Right reports whether it was read as its label.
func (p prediction) Right() bool { return p.Prediction == p.Label }

// predictions are those of some test images.
func (r Run) predictions(of evaluate.Predictions, examples []int) (all []prediction, err error) {
	for _, i := range examples {
		var ink [dataset.Pixels]byte
		r.Test.Open().Input(i).Unpack(ink[:])
		picture, err := picture(ink[:])
		if err != nil {
			return nil, err
		}
		e := of.Examples[i]
		all = append(all, prediction{i, e.Label, e.Predicted, float64(e.Confidence), picture})
	}
	return all, nil
}

// drawing is how the digit on the pad is read.
type drawing struct {
	Prediction int
	Outputs    []float64
	Picture    template.URL
}

// drawing is that of the run's network; nil without a digit on the pad.
func (r Run) drawing() (*drawing, error) {
	if r.Pad == nil {
		return nil, nil
	}
	picture, err := picture(r.Pad)
	if err != nil {
		return nil, err
	}
	outputs := r.Network.Forward(r.Network.NewPass(), network.NewInput(r.Pad))
	d := &drawing{Prediction: r.Network.Spec().Encoding.Decode(outputs), Picture: picture}
	for _, a := range outputs {
		d.Outputs = append(d.Outputs, float64(a))
	}
	return d, nil
}

// picture is 28×28 pixels of ink as a PNG in an address.
func picture(ink []byte) (template.URL, error) {
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
