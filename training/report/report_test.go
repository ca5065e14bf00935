package report

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// run is a short run on images in which the label says where the ink is.
func run(t *testing.T) Run {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	const count = 200
	images, labels := make([]byte, count*dataset.Pixels), make([]byte, count)
	for i := range labels {
		labels[i] = byte(random.IntN(10))
		for range 40 {
			images[i*dataset.Pixels+int(labels[i])*40+random.IntN(200)] = byte(100 + random.IntN(156))
		}
	}
	data, err := dataset.New("images <of ink>", images, labels)
	if err != nil {
		t.Fatal(err)
	}
	settings := training.DefaultSettings()
	settings.Epochs = 2
	trainer, err := training.NewTrainer(settings, data.Slice(0, 150), data.Slice(150, count))
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range trainer.Events(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
	}
	pad := make([]byte, dataset.Pixels)
	data.Input(0).Unpack(pad)
	test := dataset.Seal(trainer.Validation())
	predicted, err := trainer.ScoreTest(t.Context(), trainer.Network(), calibration.None, test)
	if err != nil {
		t.Fatal(err)
	}
	return Run{
		Settings: settings, Epochs: trainer.History(), Network: trainer.Network(), Train: trainer.Train(), Test: test, Pad: pad,
		Predicted: predicted, Looks: trainer.TestLooks(),
	}
}

// The same run gives the same bytes, well-formed, with everything that belongs into
// a report and no link to anything else.
func TestWrite(t *testing.T) {
	r := run(t)
	var first, second bytes.Buffer
	if err := Write(&first, r); err != nil {
		t.Fatal(err)
	}
	if err := Write(&second, r); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same run gives different bytes")
	}
	text := first.String()
	in := r.Predicted
	wrong := len(in.Misclassified())
	if wrong == 0 || wrong > mostMistakes {
		t.Fatalf("%d mistakes: the test needs some", wrong)
	}
	if got, want := strings.Count(text, "data:image/png"), wrong+r.Test.Len()+1; got != want {
		t.Errorf("%d pictures, want %d: of %d mistakes, %d predictions and the digit on the pad", got, want, wrong, r.Test.Len())
	}
	marked := 0
	for _, e := range in.Examples {
		if e.Predicted != e.Label {
			marked++
		}
	}
	if got := strings.Count(text, `<figure class="wrong">`); got != marked {
		t.Errorf("%d predictions are marked as wrong, %d are", got, marked)
	}
	for _, part := range []string{"784 → 15 → 10", "images &lt;of ink&gt;", "<svg", "<th>schedule</th><td>constant</td>", "<th>hidden</th><td>15</td>", "<th>rate</th><td>3</td>"} {
		if !strings.Contains(text, part) {
			t.Errorf("the report lacks %q", part)
		}
	}
	for _, link := range []string{"<script", "<link", "src=\"http", "href=\"http"} {
		if strings.Contains(text, link) {
			t.Errorf("the report holds %q", link)
		}
	}
	decoder := xml.NewDecoder(&first)
	decoder.Strict, decoder.AutoClose, decoder.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// The confusion matrix counts every test image once.
func TestRows(t *testing.T) {
	var confusion evaluate.Confusion
	confusion[3][3], confusion[3][8], confusion[5][3] = 7, 2, 1
	all := rows(&confusion)
	if r := all[3]; r.Correct != 7 || r.Examples != 9 || r.Cells[8].Shade != 100 || r.Cells[3].Shade != 0 || !r.Cells[3].Right {
		t.Errorf("the row of the 3: %+v", r)
	}
	if r := all[5]; r.Share() != 0 || r.Cells[3].Shade != 50 {
		t.Errorf("the row of the 5: %+v", r)
	}
}

// Words are translated, in the text and in the chart, and numbers have the language's
// decimal mark.
func TestTranslate(t *testing.T) {
	r := run(t)
	r.Language = Language{
		Code: "de", Decimal: ",", Translate: func(m message.Message) string { return strings.ToUpper(m.String()) },
		SettingName: func(name string) string { return "the " + name },
	}
	var out bytes.Buffer
	if err := Write(&out, r); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"CONFUSION MATRIX", "MISTAKES", "EPOCH", `lang="de"`, "<th>the momentum</th><td>0,9</td>"} {
		if !strings.Contains(out.String(), word) {
			t.Errorf("%s is not translated", word)
		}
	}
	if svg := regexp.MustCompile(`<text[^>]*>−?\d+\.\d+( %)?</text>`).FindString(out.String()); svg != "" {
		t.Errorf("in the chart %q stands with a point", svg)
	}
	if text := regexp.MustCompile(`(?s)<svg.*</svg>|<style.*</style>|data:image/png;base64,[^"]*`).ReplaceAllString(out.String(), ""); regexp.MustCompile(`\d\.\d`).MatchString(text) {
		t.Errorf("%q stands there with a point", regexp.MustCompile(`.{20}\d\.\d.{5}`).FindString(text))
	}
}

// Without an epoch there is nothing to report.
func TestRefuses(t *testing.T) {
	r := run(t)
	r.Epochs = nil
	var out bytes.Buffer
	if err := Write(&out, r); err == nil || out.Len() > 0 {
		t.Errorf("without epochs: %v, %d bytes", err, out.Len())
	}
}

// A report says how often the test images were read, what the run went by, and shows
// nothing of the test images where they were not read.
func TestUnread(t *testing.T) {
	unvalidated := func(r *Run) {
		r.Epochs = slices.Clone(r.Epochs)
		for i := range r.Epochs {
			r.Epochs[i].Validation = evaluate.Score{}
		}
	}
	for _, c := range []struct {
		change func(r *Run)
		says   []string
		shown  bool
	}{
		{func(*Run) {}, []string{"Looks at the test images</th><td>1<", "most of the validation images", "cost, validation"}, true},
		{func(r *Run) { r.Predicted, r.Looks = evaluate.Predictions{}, 0 }, []string{"Looks at the test images</th><td>0<"}, false},
		{unvalidated, []string{"most of the training images"}, true},
		{func(r *Run) { r.ByTest = true }, []string{"This run went by the test images", "cost, test"}, true},
	} {
		r := run(t)
		c.change(&r)
		var out bytes.Buffer
		if err := Write(&out, r); err != nil {
			t.Fatal(err)
		}
		text := out.String()
		for _, said := range c.says {
			if !strings.Contains(text, said) {
				t.Errorf("it does not say %q", said)
			}
		}
		for _, shown := range []string{"Confusion matrix", "Accuracy on the test", "The first test images"} {
			if strings.Contains(text, shown) != c.shown {
				t.Errorf("it shows %q: %t", shown, !c.shown)
			}
		}
	}
}
