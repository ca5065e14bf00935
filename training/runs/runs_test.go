package runs

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/evaluate"
	"digitpad/training/internal/toy"
	"digitpad/training/note"
)

func example(name string, started time.Time) *Run {
	r := &Run{Name: name, Data: "stripes", Examples: 400, Started: started, Outcome: Finished, Settings: training.DefaultSettings()}
	for i := range 3 {
		r.Add(training.Epoch{
			Number: i, Iterations: 40 * i, Seconds: 0.5,
			Train:      evaluate.Score{Cost: 1 / float64(i+1), Accuracy: 0.5},
			Validation: evaluate.Score{Cost: 2 / float64(i+1), Accuracy: [3]float64{0.1, 0.9, 0.8}[i]},
		})
	}
	return r
}

func TestStoreKeepsRuns(t *testing.T) {
	s := NewStore(filepath.Join(t.TempDir(), "runs"))
	if kept, err := s.Load(); err != nil || kept != nil {
		t.Fatalf("a store without a folder holds %v, %v", kept, err)
	}
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	second, first := example("second", at.Add(time.Second)), example("first", at)
	twin := example("twin of the first", at)
	for _, r := range []*Run{second, first, twin} {
		if err := s.Save(r); err != nil {
			t.Fatal(err)
		}
	}
	first.Name = "renamed"
	if err := s.Save(first); err != nil {
		t.Fatal(err)
	}
	kept, err := s.Load()
	if err != nil {
		t.Fatal(err)
	}
	if want := []Run{*first, *twin, *second}; !reflect.DeepEqual(kept, want) {
		t.Errorf("loaded %+v\nwant %+v", kept, want)
	}

	if err := s.Delete(first.ID); err != nil {
		t.Fatal(err)
	}
	if kept, _ := s.Load(); len(kept) != 2 {
		t.Errorf("%d runs after one was deleted", len(kept))
	}
	if err := s.Restore(first.ID); err != nil {
		t.Fatal(err)
	}
	if kept, _ := s.Load(); len(kept) != 3 {
		t.Errorf("%d runs after it was restored", len(kept))
	}
	if err := s.Delete(first.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.Empty(); err != nil {
		t.Fatal(err)
	}
	if err := s.Restore(first.ID); err == nil {
		t.Error("a run came back from nothing")
	}
}

// The networks of a run are kept, deleted and brought back with it.
func TestStoreKeepsNetworks(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "runs")
	s := NewStore(folder)
	r := example("with networks", time.Now())
	if err := s.Save(r); err != nil {
		t.Fatal(err)
	}
	net := network.New(network.PostSpec())
	net.Parameters()[3] = 0.5
	for _, m := range snapshots {
		if err := s.SaveNetwork(r.ID, m, codec.Model{Network: net, Notes: map[string]string{"moment": string(m)}}); err != nil {
			t.Fatal(err)
		}
	}
	has := func(want ...Snapshot) {
		t.Helper()
		kept, err := s.Load()
		if err != nil || len(kept) != 1 || !slices.Equal(kept[0].Networks, want) {
			t.Fatalf("loaded %+v, %v", kept, err)
		}
	}
	has(LastEpoch, BestEpoch)
	file, err := os.Open(s.NetworkFile(r.ID, BestEpoch))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	m, err := codec.Read(file)
	if err != nil || m.Notes["moment"] != "best" || m.Network.Parameters()[3] != 0.5 {
		t.Errorf("the best network comes back with %v, %v", m.Notes, err)
	}

	if err := s.Delete(r.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(s.NetworkFile(r.ID, LastEpoch)); err == nil {
		t.Error("the network of a deleted run stays")
	}
	if err := s.Restore(r.ID); err != nil {
		t.Fatal(err)
	}
	has(LastEpoch, BestEpoch)
	if err := os.Remove(s.NetworkFile(r.ID, LastEpoch)); err != nil {
		t.Fatal(err)
	}
	has(BestEpoch)
	if err := errors.Join(s.Delete(r.ID), s.Empty()); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Errorf("%v is left of a run that was deleted for good", left)
	}
}

// A file that cannot be read is named; it stays, and so do the others.
func TestDamagedFileHarmsNoOther(t *testing.T) {
	folder := t.TempDir()
	s := NewStore(folder)
	if err := s.Save(example("good", time.Now())); err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(folder, "bad.json")
	if err := os.WriteFile(bad, []byte(`{"name": "half a r`), 0o666); err != nil {
		t.Fatal(err)
	}
	kept, err := s.Load()
	if len(kept) != 1 || err == nil || !strings.Contains(err.Error(), bad) {
		t.Errorf("%d runs, %v", len(kept), err)
	}
	if _, err := os.Stat(bad); err != nil {
		t.Error(err)
	}
}

func TestRunSumsUp(t *testing.T) {
	r := example("", time.Now())
	r.Add(training.Epoch{Number: 3, Validation: evaluate.Score{Cost: math.NaN(), Accuracy: 1}})
	if last, ok := r.Last(); !ok || last.Accuracy != 0.8 {
		t.Errorf("the last epoch has %+v, %t", last, ok)
	}
	if best, epoch, ok := r.Best(); !ok || best != 0.9 || epoch != 1 {
		t.Errorf("the best epoch is %d with %g, %t", epoch, best, ok)
	}
	if got := r.Seconds(); got != 1.5 {
		t.Errorf("%g seconds", got)
	}
	if _, _, ok := new(Run).Best(); ok {
		t.Error("a run without epochs has a best one")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"examples":10,"settings":{}}`))
	f.Add([]byte(`{"examples":400,"settings":{"hidden":[15],"activation":"sigmoid","output":"sigmoid","cost":"quadratic","encoding":"one-hot","initializer":"fan-in","seed":1,"epochs":3,"batch":10,"rate":3,"schedule":"constant","optimizer":"sgd","momentum":0.9},"epochs":[{"number":0},{"number":1}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Decode(data)
		if err != nil {
			return
		}
		if err := r.Settings.Validate(r.Examples); err != nil {
			t.Errorf("decoded with settings that are wrong: %v", err)
		}
		if len(r.Epochs()) != len(r.Records) {
			t.Error("epochs were lost")
		}
	})
}

// Runs of 0.1.0 were validated on the test images, and named the scores so; one that is
// saved now says so by itself.
func TestRunOf010(t *testing.T) {
	settings, err := json.Marshal(training.DefaultSettings())
	if err != nil {
		t.Fatal(err)
	}
	old := fmt.Sprintf(`{"name":"old","data":"digits","examples":100,"settings":%s,"epochs":[
		{"number":0,"train":{"Cost":1,"Accuracy":0.1},"test":{"Cost":2,"Accuracy":0.2}},
		{"number":1,"iterations":10,"train":{"Cost":0.5,"Accuracy":0.8},"test":{"Cost":0.75,"Accuracy":0.7}}]}`, settings)
	r, err := Decode([]byte(old))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		best, epoch, ok := r.Best()
		if !r.ByTest || len(r.Records) != 2 || r.Records[0].Validation.Cost != 2 || best != 0.7 || epoch != 1 || !ok || !r.Validated() {
			t.Errorf("%+v: best %g", r, best)
		}
		data, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if r, err = Decode(data); err != nil {
			t.Fatal(err)
		}
	}
}

// Without validation data the training data says how a run did.
func TestUnvalidated(t *testing.T) {
	var r Run
	r.Add(training.Epoch{Train: evaluate.Score{Cost: 1, Accuracy: 0.1}})
	r.Add(training.Epoch{Number: 1, Train: evaluate.Score{Cost: 0.5, Accuracy: 0.6}})
	best, epoch, _ := r.Best()
	last, _ := r.Last()
	if r.Validated() || best != 0.6 || epoch != 1 || last.Cost != 0.5 {
		t.Errorf("best %g after epoch %d, last %+v", best, epoch, last)
	}
}

// A network is the run's that carries its settings, its data and the figures of one of its
// epochs; nothing less will do.
func TestMade(t *testing.T) {
	r := example("x", time.Time{})
	net := network.New(network.PostSpec())
	data := toy.Data(t, "stripes", 400, 1)
	notes := func(epoch int, change func(*training.Settings)) map[string]string {
		s := training.DefaultSettings()
		change(&s)
		return training.ModelAfter(s, net, r.Epochs()[epoch], data, data).Notes
	}
	same := func(*training.Settings) {}
	with := func(note, value string) map[string]string {
		n := notes(1, same)
		n[note] = value
		return n
	}
	for epoch := range 3 {
		if got, ok := r.Made(notes(epoch, same)); !ok || got != epoch {
			t.Errorf("epoch %d: %d, %t", epoch, got, ok)
		}
	}
	for name, other := range map[string]map[string]string{
		"no notes":      nil,
		"another seed":  notes(1, func(s *training.Settings) { s.Seed++ }),
		"more epochs":   with(note.Epochs, "3"),
		"other digits":  with(note.TrainedOn, "spots"),
		"fewer digits":  with(note.Examples, "399"),
		"another score": with(note.ValidationAccuracy, "0.8"),
	} {
		if epoch, ok := r.Made(other); ok {
			t.Errorf("%s: it is that of epoch %d", name, epoch)
		}
	}
}
