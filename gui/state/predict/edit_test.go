package predict_test

import (
	"maps"
	"math"
	"path/filepath"
	"slices"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/note"
)

// pairs are parameters of the post's network: a weight of each layer, and a bias.
var pairs = []predict.Parameter{{Layer: 0, From: 14*28 + 14, To: 3}, {Layer: 1, From: 3, To: 7}, {Layer: 1, From: predict.Bias, To: 7}}

// edited is a state in which the post's network answers, and one weight or bias after
// the other was changed.
func edited(t *testing.T, home string) *statetest.State {
	t.Helper()
	s := statetest.NewIn(t, home)
	s.Prediction.UsePost()
	s.Draw(0.5, 0.2, 0.5, 0.8)
	for i, at := range pairs {
		if err := s.Prediction.Edit(at, float64(i)+2.5); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// An edit answers at once, changes that parameter alone, and leaves the network that was
// edited as it was.
func TestEdit(t *testing.T) {
	s := statetest.New(t)
	s.Prediction.UsePost()
	s.Draw(0.5, 0.2, 0.5, 0.8)
	whole, before := s.Prediction.Network(), slices.Clone(s.Prediction.Result().Outputs)
	parameters := slices.Clone(whole.Parameters())
	heard := 0
	s.Prediction.Changed.Listen(func(c predict.PredictionChange) {
		if c.Network {
			heard++
		}
	})
	at := predict.Parameter{Layer: 1, From: predict.Bias, To: 7}
	was := s.Prediction.Parameter(at)
	if err := s.Prediction.Edit(at, 40); err != nil {
		t.Fatal(err)
	}
	r := s.Prediction.Result()
	if r.Digit != 7 || heard != 1 || s.Prediction.Parameter(at) != 40 {
		t.Errorf("with a bias of 40 for the output 7, %d is read; heard %d times", r.Digit, heard)
	}
	for k, a := range r.Outputs {
		if k != 7 && a != before[k] {
			t.Errorf("the output %d has changed", k)
		}
	}
	if !slices.Equal(whole.Parameters(), parameters) {
		t.Error("the network that was edited has changed")
	}
	if e, ok := s.Prediction.Edited(at); !ok || e.Before != was || e.After != 40 || s.Prediction.Origin().Edited != 1 || s.Prediction.Origin().Kind != predict.FromPost {
		t.Errorf("the edit is %+v of %+v", e, s.Prediction.Origin())
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e39, -1e39} {
		if err := s.Prediction.Edit(at, v); err == nil || s.Prediction.Parameter(at) != 40 {
			t.Errorf("the value %g is taken: %v", v, err)
		}
	}
}

// Edits are undone one by one, or put back one by one or all at once; and what was put
// back comes back by an undo.
func TestEditsAreUndoneAndPutBack(t *testing.T) {
	s := edited(t, t.TempDir())
	p := s.Prediction
	p.PutBack(pairs[1])
	if edits := p.Edits(); len(edits) != 2 || edits[0].Parameter != pairs[0] || edits[1].Parameter != pairs[2] {
		t.Errorf("after one was put back there are %+v", edits)
	}
	p.UndoEdit()
	if edits := p.Edits(); len(edits) != 3 || p.Parameter(pairs[1]) != 3.5 {
		t.Errorf("after the undo there are %+v", edits)
	}
	p.UndoEdit()
	if edits := p.Edits(); len(edits) != 2 || p.Origin().Edited != 2 {
		t.Errorf("after two undos there are %+v", edits)
	}
	p.PutAllBack()
	post, err := predict.ShippedModel("post.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Edits()) != 0 || p.Origin().Edited != 0 || !slices.Equal(p.Network().Parameters(), post.Network.Parameters()) {
		t.Errorf("put back, the network is not what it was: %+v", p.Edits())
	}
	if p.UndoEdit(); len(p.Edits()) != 2 || p.Parameter(pairs[0]) != 2.5 {
		t.Errorf("what was put back does not come back: %+v", p.Edits())
	}
	// A value written back by hand is no edit any more.
	if err := p.Edit(pairs[0], float64(p.Edits()[0].Before)); err != nil || len(p.Edits()) != 1 {
		t.Errorf("written back by hand: %v, %+v", err, p.Edits())
	}
}

// Units that are switched off stay so while weights change.
func TestEditsLeaveUnitsOff(t *testing.T) {
	s := statetest.New(t)
	s.Prediction.UsePost()
	s.Draw(0.5, 0.2, 0.5, 0.8)
	s.Prediction.SwitchUnit(predict.Unit{Layer: 0, Index: 4}, true)
	if err := s.Prediction.Edit(pairs[2], 1); err != nil {
		t.Fatal(err)
	}
	n, img := s.Prediction.Model().Network.Ablate(0, 4), s.Prediction.Image()
	if want := n.Forward(n.NewPass(), network.NewInput(img[:])); !slices.Equal(s.Prediction.Result().Outputs, want) {
		t.Errorf("the outputs are %v, want %v", s.Prediction.Result().Outputs, want)
	}
}

// A network that is edited while a run goes on stays as it was edited, and put back
// follows the run again.
func TestEditsEndFollowingARun(t *testing.T) {
	s := statetest.New(t)
	s.Configure(statetest.Unending)
	s.Training.StartPause()
	s.PumpUntil(run.Running)
	s.Pump("a network", func() bool { return s.Prediction.Following() != nil && s.Prediction.Network() != nil })
	at := predict.Parameter{Layer: 0, From: 5, To: 1}
	if err := s.Prediction.Edit(at, 3); err != nil {
		t.Fatal(err)
	}
	n, epochs := s.Prediction.Network(), len(s.Training.Run().Epochs())
	s.Pump("more epochs", func() bool { return len(s.Training.Run().Epochs()) > epochs+2 })
	if s.Prediction.Network() != n || s.Prediction.Following() != nil {
		t.Error("the run took the edited network away")
	}
	s.Prediction.PutAllBack()
	if s.Prediction.Following() != s.Training.Run() || s.Prediction.Origin().Edited != 0 {
		t.Errorf("put back, the run is not followed: %+v", s.Prediction.Origin())
	}
	n = s.Prediction.Network()
	s.Pump("the network to learn", func() bool { return s.Prediction.Network() != n })
	if s.Prediction.CanUndoEdit() {
		t.Error("an edit of another moment can be undone")
	}
}

// A network with edits that another takes the place of is set aside, not lost.
func TestEditsAreSetAside(t *testing.T) {
	s := edited(t, t.TempDir())
	p := s.Prediction
	n := p.Network()
	p.UseShipped()
	if len(p.Edits()) != 0 || p.CanUndoEdit() || p.Origin().Edited != 0 || !p.CanReturnToEdited() {
		t.Fatalf("the shipped network has the edits %+v", p.Edits())
	}
	if err := p.Edit(pairs[2], 4); err != nil {
		t.Fatal(err)
	}
	p.ReturnToEdited()
	if !slices.Equal(p.Network().Parameters(), n.Parameters()) || len(p.Edits()) != 3 || p.Origin().Kind != predict.FromPost {
		t.Errorf("back at the edited network there are %+v of %+v", p.Edits(), p.Origin())
	}
	s.WaitForFiles()
	if want := filepath.Join(s.Home, store.EditedFile); s.Prefs.Network != want {
		t.Errorf("the next start has the network %q, want %q", s.Prefs.Network, want)
	}
	if p.ReturnToEdited(); len(p.Edits()) != 1 || p.Parameter(pairs[2]) != 4 {
		t.Errorf("the other edited network is lost: %+v", p.Edits())
	}
}

// The next start has the network as it was edited, marked as such, and can put it back;
// also if another answered at the end.
func TestEditsOutliveTheProgram(t *testing.T) {
	for _, chosen := range []bool{false, true} {
		home := t.TempDir()
		s := edited(t, home)
		s.WaitForFiles()
		want := s.Prediction.Network()
		if chosen {
			s.Prediction.UseShipped()
		}
		prefs := *s.Prefs
		s.End()
		s = statetest.NewIn(t, home)
		*s.Prefs = prefs
		s.Restore("")
		p := s.Prediction
		if !chosen && p.CanReturnToEdited() {
			t.Error("the edited network that answers was also set aside")
		}
		if chosen {
			if p.Origin().Kind != predict.FromDigitpad || len(p.Edits()) != 0 || !p.CanReturnToEdited() {
				t.Fatalf("the next start has %+v with %+v", p.Origin(), p.Edits())
			}
			p.ReturnToEdited()
		}
		if !slices.Equal(p.Network().Parameters(), want.Parameters()) || p.Origin().Edited != 3 || p.Origin().Kind != predict.FromPost {
			t.Fatalf("the next start has %+v with %+v", p.Origin(), p.Edits())
		}
		p.PutAllBack()
		post, err := predict.ShippedModel("post.safetensors")
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(p.Network().Parameters(), post.Network.Parameters()) {
			t.Error("put back, the network is not what it was")
		}
		s.WaitForFiles()
		if _, err := predict.ReadModel(filepath.Join(home, store.EditedFile)); err == nil {
			t.Error("the file of the edited network stays")
		}
	}
}

// A file that is saved of an edited network says so, and whoever opens it can put it
// back; notes that do not fit the network say nothing.
func TestEditsAreInTheFile(t *testing.T) {
	s := edited(t, t.TempDir())
	path := filepath.Join(t.TempDir(), "edited.safetensors")
	if err := predict.WriteModel(s.Prediction.Model(), path); err != nil {
		t.Fatal(err)
	}
	m, err := predict.ReadModel(path)
	if err != nil {
		t.Fatal(err)
	}
	other := statetest.New(t)
	other.Prediction.Use(m, predict.Origin{Kind: predict.FromFile, Name: "edited.safetensors", File: path})
	if p := other.Prediction; p.Origin().Edited != 3 || !slices.Equal(p.Edits(), s.Prediction.Edits()) {
		t.Errorf("the file opens as %+v with %+v", p.Origin(), p.Edits())
	}
	for _, note := range []string{
		"", "edits", "[]", `[{"Layer":9,"From":0,"To":0,"Before":1,"After":2}]`, `[{"Layer":0,"From":-2,"To":0,"Before":1,"After":2}]`,
		`[{"Layer":1,"From":3,"To":7,"Before":1,"After":2}]`,
	} {
		notes := map[string]string{predict.NoteEdits: note}
		other.Prediction.Use(codec.Model{Network: m.Network, Notes: notes}, predict.Origin{Kind: predict.FromFile})
		if p := other.Prediction; p.Origin().Edited != 0 || len(p.Edits()) != 0 {
			t.Errorf("the note %q is taken for %+v", note, p.Edits())
		}
	}
}

// What is put back is the network of a run as it is then, not as it was when it was edited.
func TestWhatIsPutBackHasLearnedMeanwhile(t *testing.T) {
	s := statetest.New(t)
	s.Configure(statetest.Unending)
	s.Training.StepIteration()
	s.PumpUntil(run.Paused)
	if s.Prediction.CanReturnToEdited() {
		t.Error("a network without edits was set aside")
	}
	if err := s.Prediction.Edit(predict.Parameter{Layer: 0, From: 5, To: 1}, 3); err != nil {
		t.Fatal(err)
	}
	s.Training.StepIteration()
	s.Pump("another iteration", func() bool {
		return s.Training.Run().Progress().TotalIterations == 2 && s.Training.Run().Phase() == run.Paused
	})
	s.Prediction.PutAllBack()
	if got, want := s.Prediction.Network().Parameters(), s.Training.Run().Network().Parameters(); !slices.Equal(got, want) {
		t.Error("the network that answers has not learned what the run has")
	}
	s.Prediction.UsePost()
	s.Prediction.UseShipped()
	if s.Prediction.CanReturnToEdited() {
		t.Error("networks without edits were set aside")
	}
}

// What is edited again has its last value, and the one that it had before all edits; with
// that it is no longer edited.
func TestAParameterIsEditedAgain(t *testing.T) {
	s := edited(t, t.TempDir())
	p, before := s.Prediction, s.Prediction.Edits()
	for _, v := range []float64{7, -7} {
		if err := p.Edit(pairs[0], v); err != nil {
			t.Fatal(err)
		}
		if e, ok := p.Edited(pairs[0]); !ok || e.After != float32(v) || e.Before != before[0].Before || len(p.Edits()) != len(before) || p.Parameter(pairs[0]) != float32(v) {
			t.Errorf("the edit is %+v of %d", e, len(p.Edits()))
		}
	}
	p.UndoEdit()
	if p.Parameter(pairs[0]) != 7 {
		t.Errorf("undone, it is %g", p.Parameter(pairs[0]))
	}
	if err := p.Edit(pairs[0], float64(before[0].Before)); err != nil {
		t.Fatal(err)
	}
	if _, ok := p.Edited(pairs[0]); ok || len(p.Edits()) != len(before)-1 {
		t.Errorf("with its own value there are the edits %+v", p.Edits())
	}
}

// A network that is returned to is no longer set aside.
func TestAnEditedNetworkReturnsOnce(t *testing.T) {
	s := edited(t, t.TempDir())
	s.Prediction.UseShipped()
	if s.Prediction.ReturnToEdited(); s.Prediction.CanReturnToEdited() {
		t.Error("the network that answers is set aside, too")
	}
}

// A weight is that of the connection from a unit to another, in the layer's own matrix.
func TestParametersAreThoseOfTheNetwork(t *testing.T) {
	s := statetest.New(t)
	s.Prediction.UsePost()
	for l, layer := range s.Prediction.Network().Layers() {
		for _, at := range []predict.Parameter{{Layer: l}, {Layer: l, From: 3, To: 2}, {Layer: l, From: layer.In - 1, To: layer.Out - 1}} {
			if got, want := s.Prediction.Parameter(at), layer.W[at.From*layer.Stride+at.To]; got != want {
				t.Errorf("%+v is %g, want %g", at, got, want)
			}
		}
		at := predict.Parameter{Layer: l, From: predict.Bias, To: 2}
		if got, want := s.Prediction.Parameter(at), layer.B[2]; got != want {
			t.Errorf("%+v is %g, want %g", at, got, want)
		}
	}
}

// Whoever asks for a parameter that a network does not have is told which; every one that
// it has is there.
func TestParametersThatAreNotThere(t *testing.T) {
	s := statetest.New(t)
	s.Prediction.UsePost()
	n := s.Prediction.Network()
	for _, c := range []struct {
		at   predict.Parameter
		want bool
	}{
		{predict.Parameter{}, true},
		{predict.Parameter{From: 783, To: 14}, true},
		{predict.Parameter{From: 784, To: 14}, false},
		{predict.Parameter{From: 783, To: 15}, false},
		{predict.Parameter{To: -1}, false},
		{predict.Parameter{From: predict.Bias}, true},
		{predict.Parameter{From: predict.Bias - 1}, false},
		{predict.Parameter{Layer: 1, From: 14, To: 9}, true},
		{predict.Parameter{Layer: 1, From: 15, To: 9}, false},
		{predict.Parameter{Layer: 2}, false},
		{predict.Parameter{Layer: -1}, false},
	} {
		if c.at.In(n) != c.want {
			t.Errorf("%+v is in 784-15-10: %t", c.at, !c.want)
		}
		func() {
			defer func() {
				if panicked := recover() != nil; panicked == c.want {
					t.Errorf("%+v is asked for, a panic: %t", c.at, panicked)
				}
			}()
			s.Prediction.Parameter(c.at)
		}()
	}
}

// The only edit is put back, undone, set aside and read again like one of many.
func TestTheOnlyEdit(t *testing.T) {
	s := statetest.New(t)
	p := s.Prediction
	p.UsePost()
	was := p.Parameter(bias)
	for what, back := range map[string]func(){"put back": func() { p.PutBack(bias) }, "all put back": p.PutAllBack, "undone": p.UndoEdit} {
		edit(t, s, bias, 3)
		if len(p.Edits()) != 1 || !p.CanUndoEdit() {
			t.Errorf("there are the edits %+v", p.Edits())
		}
		if back(); p.Parameter(bias) != was || len(p.Edits()) > 0 || p.Origin() != (predict.Origin{Kind: predict.FromPost}) {
			t.Errorf("%s, the bias is %g, was %g, of %+v", what, p.Parameter(bias), was, p.Origin())
		}
	}
	edit(t, s, bias, 3)
	m := p.Model()
	if p.UseShipped(); !p.CanReturnToEdited() {
		t.Fatal("it is not set aside")
	}
	if p.ReturnToEdited(); p.Parameter(bias) != 3 || p.Origin().Edited != 1 {
		t.Errorf("returned to, the bias is %g, of %+v", p.Parameter(bias), p.Origin())
	}
	s.WaitForFiles()
	if kept, err := predict.ReadModel(filepath.Join(s.Home, store.EditedFile)); err != nil || !slices.Equal(kept.Network.Parameters(), m.Network.Parameters()) {
		t.Errorf("another network than that which is returned to is kept: %v", err)
	}
	p.PutAllBack()
	if o := p.Origin(); o.Kind != predict.FromPost || o.Edited != 0 || p.Parameter(bias) != was {
		t.Errorf("put back after the return, %+v answers", o)
	}
	if _, noted := p.Model().Notes[predict.NoteEdits]; noted {
		t.Error("put back, its notes still tell of the edit")
	}
}

// What is wrong with a note of edits makes all of it void; the format is that of the files
// of before, in which a bias comes from -1.
func TestTheNoteOfEdits(t *testing.T) {
	s := statetest.New(t)
	p := s.Prediction
	p.UsePost()
	edit(t, s, predict.Parameter{Layer: 1, From: predict.Bias, To: 7}, 2.5)
	n := p.Network()
	p.UseShipped()
	const good = `{"Layer":1,"From":-1,"To":7,"Before":0.5,"After":2.5}`
	for text, want := range map[string]int{
		"[" + good + "]":             1,
		"[" + good + ", 5]":          0,
		"[" + good + "," + good[:20]: 0,
		"{}":                         0,
	} {
		p.Use(codec.Model{Network: n, Notes: map[string]string{predict.NoteEdits: text}}, predict.Origin{Kind: predict.FromFile})
		if len(p.Edits()) != want || p.Origin().Edited != want {
			t.Errorf("the note %s tells of %+v", text, p.Edits())
		}
	}
}

// What was measured of a network does not hold for the edited one; the rest of its notes
// does, and all of them when it is put back.
func TestTheNotesOfAnEditedNetwork(t *testing.T) {
	s := statetest.New(t)
	m := statetest.Model(3)
	m.Notes = map[string]string{note.TestCost: "1", note.TestedOn: "digits", note.TestAccuracy: "0.5", note.Epochs: "7"}
	s.Prediction.Use(m, predict.Origin{Kind: predict.FromFile})
	edit(t, s, bias, 3)
	notes := maps.Clone(s.Prediction.Model().Notes)
	delete(notes, predict.NoteEdits)
	if !maps.Equal(notes, map[string]string{note.Epochs: "7"}) {
		t.Errorf("the edited network has the notes %v", notes)
	}
	s.Prediction.PutAllBack()
	if got := s.Prediction.Model().Notes; !maps.Equal(got, m.Notes) || len(got) != 4 {
		t.Errorf("put back, it has the notes %v", got)
	}
	m.Notes = nil
	s.Prediction.Use(m, predict.Origin{Kind: predict.FromFile})
	if edit(t, s, bias, 3); len(s.Prediction.Model().Notes) != 1 {
		t.Errorf("a network without notes has %v", s.Prediction.Model().Notes)
	}
}

// A network from a file that is edited leads back to that file, also after the next start;
// one that never had a file leads back to what it is.
func TestAnEditedFileLeadsBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.safetensors")
	if err := predict.WriteModel(statetest.Model(3), path); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		file string
		want predict.Origin
	}{
		{path, predict.Origin{Kind: predict.FromFile, Name: "mine.safetensors", File: path}},
		{"", predict.Origin{Kind: predict.FromTraining}},
	} {
		s := statetest.New(t)
		m, err := predict.ReadModel(path)
		if err != nil {
			t.Fatal(err)
		}
		before := predict.Origin{Kind: predict.FromFile, Name: "mine.safetensors", File: c.file}
		s.Prediction.Use(m, before)
		edit(t, s, bias, 3)
		s.WaitForFiles()
		if s.Prefs.Unedited != c.file || filepath.Base(s.Prefs.Network) != store.EditedFile {
			t.Errorf("the next start opens %q, edited is %q", s.Prefs.Network, s.Prefs.Unedited)
		}
		again := statetest.NewIn(t, s.Home)
		again.Prefs.Network, again.Prefs.Unedited = s.Prefs.Network, s.Prefs.Unedited
		again.Prediction.Restore("")
		again.Prediction.PutAllBack()
		o := again.Prediction.Origin()
		if o.Kind != c.want.Kind || o.File != c.want.File || c.file != "" && o.Name != c.want.Name || o.Edited != 0 || again.Prefs.Network != c.file || again.Prefs.Unedited != "" {
			t.Errorf("put back after a start, %+v answers; the next start opens %q", o, again.Prefs.Network)
		}
		s.Prediction.PutAllBack()
		if o := s.Prediction.Origin(); o != before || s.Prefs.Network != c.file || s.Prefs.Unedited != "" {
			t.Errorf("put back, %+v answers; the next start opens %q", o, s.Prefs.Network)
		}
	}
}
