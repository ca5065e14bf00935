package datasets

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"digitpad/gui/async"
	"digitpad/gui/state/owner"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/store"
	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/ink"
)

// maxImported is how many digits a file may bring: more than a person draws.
const maxImported = 5000

// countInterval is the least time between two counts of what is read, while a network
// trains.
const countInterval = time.Second / 5

// Sample is one of the user's digits, with the image that a network gets of it, by
// whether drawings are normalised.
type Sample struct {
	ink.Sample
	normalised, raw ink.Image
}

// deletedSample is a sample that can come back to its place.
type deletedSample struct {
	*Sample
	at int
}

// Samples owns the user's digits: the drawings that he has said the digit of.
type Samples struct {
	// Changed tells that there are other samples, or that networks get other images
	// of them.
	Changed owner.Signal[struct{}]

	// Counted tells how many of them the network that answers reads right.
	Counted owner.Signal[SampleCount]

	env        owner.Env
	page       *predict.Page
	prediction *predict.Prediction

	all     []*Sample
	deleted []deletedSample    // the latest last
	data    *dataset.Dataset   // all of them; nil where it has to be made anew
	unsaved []store.SampleEdit // belongs to the jobs on files
	counter *async.LatestOnly
	counted countTarget // last
}

// countTarget is what is counted: the samples that a network reads right.
type countTarget struct {
	network *network.Network
	data    *dataset.Dataset
}

// SampleCount is how many samples a network reads right.
type SampleCount struct{ Right, Of int }

// NewSamples makes Samples that holds none yet; Load reads those that were kept.
func NewSamples(env owner.Env, page *predict.Page, prediction *predict.Prediction) *Samples {
	s := &Samples{env: env, page: page, prediction: prediction, counter: env.LatestOnly(countInterval)}
	normalise := page.Normalise()
	page.Options.Listen(func(struct{}) {
		if page.Normalise() != normalise {
			normalise = page.Normalise()
			s.changed()
		}
	})
	return s
}

func newSample(s ink.Sample) *Sample {
	return &Sample{Sample: s, normalised: s.Drawing.Image(), raw: s.Drawing.Raw()}
}

// Len is the number of samples.
func (s *Samples) Len() int { return len(s.all) }

// At is sample i.
func (s *Samples) At(i int) *Sample { return s.all[i] }

// Image is what a network gets of a sample: what it would get if the drawing lay on
// the pad.
func (s *Samples) Image(m *Sample) *ink.Image {
	if s.page.Normalise() {
		return &m.normalised
	}
	return &m.raw
}

// changed makes void what was made of the samples before, and tells of it.
func (s *Samples) changed() {
	s.data = nil
	s.Changed.Notify(struct{}{})
}

// Dataset is the samples as examples, nil while there are none.
func (s *Samples) Dataset() *dataset.Dataset {
	if s.data != nil || len(s.all) == 0 {
		return s.data
	}
	var images, labels []byte
	for _, m := range s.all {
		images = append(images, s.Image(m)[:]...)
		labels = append(labels, byte(m.Label))
	}
	data, err := dataset.New("digits of yours", images, labels)
	if err != nil {
		panic("datasets: " + err.Error()) // labels are checked where they come in
	}
	s.data = data
	return data
}

// Add adds a drawing and saves it. One that is among the samples already gets the
// label.
func (s *Samples) Add(sample ink.Sample) {
	same := func(m *Sample) bool { return reflect.DeepEqual(m.Drawing, sample.Drawing) }
	if i := slices.IndexFunc(s.all, same); i >= 0 {
		s.Relabel(i, sample.Label)
		return
	}
	s.all = append(s.all, newSample(sample))
	s.changed()
	s.save(store.SampleEdit{To: &sample})
}

// Show lays a sample on the pad as it was drawn.
func (s *Samples) Show(i int) { s.page.Put(store.Content{Drawing: s.all[i].Drawing}) }

// Delete deletes a sample; Restore brings it back.
func (s *Samples) Delete(i int) {
	if i < 0 || i >= len(s.all) {
		return
	}
	deleted := s.all[i].Sample
	s.deleted = append(s.deleted, deletedSample{s.all[i], i})
	s.all = slices.Delete(s.all, i, i+1)
	s.changed()
	s.save(store.SampleEdit{From: &deleted})
}

// CanRestore reports whether there is a deleted sample.
func (s *Samples) CanRestore() bool { return len(s.deleted) > 0 }

// Restore brings the sample back that was deleted last.
func (s *Samples) Restore() {
	last := len(s.deleted) - 1
	if last < 0 {
		return
	}
	back := s.deleted[last]
	s.deleted = s.deleted[:last]
	s.all = slices.Insert(s.all, min(back.at, len(s.all)), back.Sample)
	s.changed()
	sample := back.Sample.Sample
	s.save(store.SampleEdit{To: &sample})
}

// Relabel says which digit a sample is.
func (s *Samples) Relabel(i, label int) {
	if i < 0 || i >= len(s.all) || s.all[i].Label == label {
		return
	}
	m := s.all[i]
	was, is := m.Sample, m.Sample
	is.Label, m.Label = label, label
	s.changed()
	s.save(store.SampleEdit{From: &was, To: &is})
}

// Guess is what the network that answers reads in a sample.
func (s *Samples) Guess(m *Sample) evaluate.Prediction {
	guess := evaluate.Prediction{Label: m.Label, Predicted: m.Label}
	r := s.prediction.Read(*s.Image(m))
	if !r.Answered {
		return guess
	}
	guess.Predicted = r.Digit
	guess.Confidence = evaluate.Confidence(r.Encoding, r.Outputs, r.Digit)
	return guess
}

// Count counts how many samples the network that answers reads right, unless that has
// been counted.
func (s *Samples) Count() {
	t := countTarget{s.prediction.Network(), s.Dataset()}
	if t.network == nil || t.data == nil || t.data == s.counted.data && predict.SameNetwork(t.network, s.counted.network) {
		return
	}
	s.counted = t
	s.counter.Do(func(ctx context.Context) func() {
		e, err := evaluate.Network(ctx, t.network, t.data)
		if err != nil { // cancelled
			return nil
		}
		return func() {
			if t.data == s.data {
				s.Counted.Notify(SampleCount{e.Confusion.Correct(), t.data.Len()})
			}
		}
	})
}

// Flush writes what could not be written before.
func (s *Samples) Flush() { s.save() }

// save writes changes of the samples. What cannot be written is tried again with the
// next ones.
func (s *Samples) save(edits ...store.SampleEdit) {
	path := filepath.Join(s.env.Home, store.SamplesFile)
	for i := range edits { // written elsewhere, while the samples may change
		if to := edits[i].To; to != nil {
			copied := *to
			edits[i].To = &copied
		}
		if from := edits[i].From; from != nil {
			copied := *from
			edits[i].From = &copied
		}
	}
	s.env.File(func() {
		s.unsaved = append(s.unsaved, edits...)
		if err := store.EditSamples(path, s.unsaved); err != nil {
			s.env.Post(func() { s.env.Report("Your digits could not be kept", err) })
			return
		}
		s.unsaved = nil
	})
}

// Load reads the samples. Lines that cannot be read are moved to another file, and the
// others stay. It reads at once, as preferences are read, so that they are there
// before they are asked for.
func (s *Samples) Load() {
	if s.env.Home == "" {
		return
	}
	path := filepath.Join(s.env.Home, store.SamplesFile)
	data, err := async.ReadWithTimeout(path, os.ReadFile)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			s.env.Report("Your digits cannot be read", err)
		}
		return
	}
	read := store.RecoverSamples(data)
	for _, sample := range read.Samples {
		s.all = append(s.all, newSample(sample))
	}
	s.changed()
	if read.Err == nil {
		return
	}
	aside, err := store.Quarantine(path)
	if err != nil {
		err = message.Errorf("%w; that line could not be put aside, so no new digits are kept: %w", read.Err, err)
	} else {
		err = message.Errorf("%w; what could not be read is kept as %s, and the other %d are here", read.Err, aside, len(read.Samples))
	}
	s.env.Report("Some of your digits cannot be read", err)
}

// Encode is the samples as a stroke file.
func (s *Samples) Encode() ([]byte, error) {
	samples := make([]ink.Sample, len(s.all))
	for i, m := range s.all {
		samples[i] = m.Sample
	}
	var b bytes.Buffer
	err := ink.WriteStrokes(&b, samples...)
	return b.Bytes(), err
}

// Import adds the digits of a stroke file, all or none.
func (s *Samples) Import(path string) {
	s.env.Detach(func() {
		samples, err := store.ReadStrokeFile(path)
		if err == nil && len(samples) > maxImported {
			err = message.Errorf("%s holds %d digits; at most %d can be added to yours", path, len(samples), maxImported)
		}
		var added []*Sample
		if err == nil {
			for _, sample := range samples {
				added = append(added, newSample(sample))
			}
		}
		s.env.Post(func() {
			if err != nil {
				s.env.Report("The digits cannot be read", err)
				return
			}
			var edits []store.SampleEdit
			for _, m := range added {
				edits = append(edits, store.SampleEdit{To: &m.Sample})
			}
			s.all = append(s.all, added...)
			s.changed()
			s.save(edits...)
		})
	})
}

// errTooFew is that there are not enough samples for what is to be done.
var errTooFew = errors.New("too few drawings")

// enoughOfEach is an error that names the digits of which there is no example, nil if
// there is one of each.
func enoughOfEach(data *dataset.Dataset) error {
	var drawn [network.Labels]bool
	if data != nil {
		for i := range data.Len() {
			drawn[data.Label(i)] = true
		}
	}
	var missing []string
	for digit, there := range drawn {
		if !there {
			missing = append(missing, strconv.Itoa(digit))
		}
	}
	if missing == nil {
		return nil
	}
	return tooFew{message.Errorf("To learn from your digits alone a network needs at least one drawing of each; still missing: %s. Draw them and click their bars.", strings.Join(missing, ", "))}
}

// tooFew is errTooFew in a sentence for the user.
type tooFew struct{ error }

// Is makes every tooFew an errTooFew.
func (t tooFew) Is(target error) bool { return target == errTooFew }

// Unwrap is the sentence.
func (t tooFew) Unwrap() error { return t.error }
