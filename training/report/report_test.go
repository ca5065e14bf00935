package report

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"digitpad/training"
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
	return Run{Settings: settings, Epochs: trainer.History(), Network: trainer.Network(), Train: trainer.Train(), Test: trainer.Validation(), Pad: pad}
}

// The same run gives the same bytes, well-formed, with everything that belongs into
// a report and no link to anything else.
func TestWrite(t *testing.T) {
	r := run(t)
	var first, second bytes.Buffer
	if err := Write(context.Background(), &first, r); err != nil {
		t.Fatal(err)
	}
	if err := Write(context.Background(), &second, r); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same run gives different bytes")
	}
	text := first.String()
	in, err := evaluate.Predict(context.Background(), r.Network, r.Test, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
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
		Code: "de", Decimal: ",", Translate: strings.ToUpper,
		SettingName: func(name string) string { return "the " + name },
	}
	var out bytes.Buffer
	if err := Write(context.Background(), &out, r); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"CONFUSION MATRIX", "MISTAKES", "EPOCH", `lang="de"`, "<th>the momentum</th><td>0,9</td>"} {
		if !strings.Contains(out.String(), word) {
			t.Errorf("%s is not translated", word)
		}
	}
	if text := regexp.MustCompile(`(?s)<svg.*</svg>|<style.*</style>|data:image/png;base64,[^"]*`).ReplaceAllString(out.String(), ""); regexp.MustCompile(`\d\.\d`).MatchString(text) {
		t.Errorf("%q stands there with a point", regexp.MustCompile(`.{20}\d\.\d.{5}`).FindString(text))
	}
}

// Without an epoch there is nothing to report, and a cancelled report writes nothing.
func TestRefuses(t *testing.T) {
	r := run(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	if err := Write(ctx, &out, r); !errors.Is(err, context.Canceled) || out.Len() > 0 {
		t.Errorf("cancelled: %v, %d bytes", err, out.Len())
	}
	r.Epochs = nil
	if err := Write(context.Background(), &out, r); err == nil || out.Len() > 0 {
		t.Errorf("without epochs: %v, %d bytes", err, out.Len())
	}
}
