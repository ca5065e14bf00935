// Package statetest runs a state in a test, without a window: what workers post waits in
// a queue until the test pumps it, so that the test's goroutine is that of the state.
package statetest

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"digitpad/gui/async"
	"digitpad/gui/state"
	"digitpad/gui/state/owner"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/gui/trace"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/ink"
	"digitpad/training/lab"
	"digitpad/training/synth"
)

// Queue is what workers post.
type Queue struct {
	T     testing.TB
	posts chan func()
}

// NewQueue makes an empty queue.
func NewQueue(t testing.TB) *Queue { return &Queue{T: t, posts: make(chan func(), 10000)} }

// Post leaves a function for the test to run.
func (q *Queue) Post(f func()) { q.posts <- f }

// Posts is the queue itself.
func (q *Queue) Posts() chan func() { return q.posts }

// Pump runs what is posted until the condition holds.
func (q *Queue) Pump(what string, done func() bool) {
	q.T.Helper()
	deadline := time.After(time.Minute)
	for !done() {
		select {
		case f := <-q.posts:
			f()
		case <-deadline:
			q.T.Fatalf("waited in vain: %s", what)
		}
	}
}

// PumpAll runs what has been posted so far.
func (q *Queue) PumpAll() {
	for {
		select {
		case f := <-q.posts:
			f()
		default:
			return
		}
	}
}

// Drain drops what is posted until done is closed, as a program does that ends.
func (q *Queue) Drain(done <-chan struct{}) {
	for {
		select {
		case <-q.posts:
		case <-done:
			return
		}
	}
}

// Report is a message that a state has shown.
type Report struct {
	Title string
	Err   error
}

// State is a state in a test, with small digits already loaded and no network.
type State struct {
	*state.State
	*Queue
	Prefs    *store.Preferences
	Home     string
	Log      *bytes.Buffer // the event log
	Reports  []Report
	Released atomic.Int32 // how often memory was given back to the system

	files *async.Queue
	work  async.Group
	end   func()
}

// New makes a state in a folder of its own.
func New(t testing.TB) *State { return NewIn(t, t.TempDir()) }

// NewIn makes a state that keeps what it keeps in a folder.
func NewIn(t testing.TB, home string) *State {
	t.Helper()
	prefs := store.DefaultPreferences()
	prefs.Settings = SmallSettings()
	s := &State{Queue: NewQueue(t), Prefs: &prefs, Home: home, Log: &bytes.Buffer{}}
	ctx, cancel := context.WithCancel(context.Background())
	work := &s.work
	s.files = &async.Queue{Background: func(f func()) { work.Go(f) }}
	env := owner.Env{
		Ctx: ctx, Post: s.Post, Go: func(f func()) { work.Go(f) }, Detach: func(f func()) { work.Go(f) },
		Files: s.files, Home: home,
		Report: func(title string, err error) { s.Reports = append(s.Reports, Report{title, err}) },
		Trace:  trace.New(s.Log), Unpaced: true, Release: func() { s.Released.Add(1) },
	}
	s.State = state.New(env, s.Prefs, "")
	s.Datasets.Use(Stripes(t, 400))
	s.end = sync.OnceFunc(func() {
		cancel()
		done := make(chan struct{})
		go func() { s.State.End(); work.Wait(); s.State.Release(); close(done) }()
		s.Drain(done)
	})
	t.Cleanup(s.end)
	return s
}

// End ends all work, as the end of the program does.
func (s *State) End() { s.end() }

// PumpUntil waits for a phase of the run.
func (s *State) PumpUntil(p run.Phase) {
	s.T.Helper()
	s.Pump(p.String(), func() bool { r := s.Training.Run(); return r != nil && r.Phase() == p })
}

// Train trains a run to its end.
func (s *State) Train() {
	s.T.Helper()
	s.Training.StartPause()
	s.PumpUntil(run.Finished)
}

// WaitForFiles pumps until all that was to be done to files is done and told.
func (s *State) WaitForFiles() {
	s.T.Helper()
	done := false
	s.files.Do(func() { s.Post(func() { done = true }) })
	s.Pump("the files", func() bool { return done })
}

// BlockHome puts a file in the place of the empty folder for what is kept, so that nothing
// can be, until unblock is called.
func (s *State) BlockHome() (unblock func()) {
	s.T.Helper()
	if err := errors.Join(os.Remove(s.Home), os.WriteFile(s.Home, nil, 0o644)); err != nil {
		s.T.Fatal(err)
	}
	return func() {
		s.T.Helper()
		if err := os.Remove(s.Home); err != nil {
			s.T.Fatal(err)
		}
	}
}

// Settle pumps until no work is under way that would post anything.
func (s *State) Settle() {
	done := make(chan struct{})
	go func() { s.work.Wait(); close(done) }()
	for {
		select {
		case f := <-s.posts:
			f()
		case <-done:
			s.PumpAll()
			return
		}
	}
}

// Reported checks that a message says something, and forgets all messages.
func (s *State) Reported(words string) {
	s.T.Helper()
	for _, r := range s.Reports {
		if strings.Contains(r.Title, words) || strings.Contains(r.Err.Error(), words) {
			s.Reports = nil
			return
		}
	}
	s.T.Errorf("no message says %q: %v", words, s.Reports)
}

// Configure puts small settings for so many epochs in the place of those of the state.
func (s *State) Configure(epochs int) training.Settings {
	settings := SmallSettings()
	settings.Epochs = epochs
	s.Settings.Fill(settings)
	return settings
}

// Experiment is the experiment of a name.
func Experiment(name string) *lab.Experiment {
	e, err := lab.Experiments.Lookup(name)
	if err != nil {
		panic("statetest: " + err.Error())
	}
	return e
}

// AddSample adds one of the user's digits, by a stroke file.
func (s *State) AddSample(sample ink.Sample) {
	s.T.Helper()
	var file bytes.Buffer
	if err := ink.WriteStrokes(&file, sample); err != nil {
		s.T.Fatal(err)
	}
	path := filepath.Join(s.T.TempDir(), "sample.jsonl")
	if err := os.WriteFile(path, file.Bytes(), 0o644); err != nil {
		s.T.Fatal(err)
	}
	n := s.Samples.Len()
	s.Samples.Import(path)
	s.Pump("the sample", func() bool { return s.Samples.Len() == n+1 })
}

// Remember adds a digit of the synthetic writer, as a correction does.
func (s *State) Remember(label int, seed uint64) {
	s.Samples.Add(ink.Sample{Label: label, Source: "digitpad", Drawing: synth.NewWriter(seed).Draw(label, 0)})
}

// Edit changes the settings as a person does; unreadable are the fields whose text is no
// value.
func (s *State) Edit(change func(*training.Settings), unreadable training.Problems) {
	v, _ := s.Settings.Value()
	v.Hidden = slices.Clone(v.Hidden)
	change(&v)
	s.Settings.Edit(v, unreadable)
}

// Draw lays a stroke through some points, given as x and y in pad units, on the page.
func (s *State) Draw(points ...float64) {
	s.Page.BeginStroke(ink.Point{X: points[0], Y: points[1]}, false)
	for i := 2; i < len(points); i += 2 {
		s.Page.ExtendStroke(ink.Point{X: points[i], Y: points[i+1]})
	}
}

// LastReport is the title of the message that was shown last, empty for none.
func (s *State) LastReport() string {
	if len(s.Reports) == 0 {
		return ""
	}
	return s.Reports[len(s.Reports)-1].Title
}

// Unending is so many epochs that no test sees the end of them, however long it has to
// wait for its turn.
const Unending = 20000

// Trained is a state with a finished run of so many epochs and a digit on the page.
func Trained(t testing.TB, epochs int) *State {
	t.Helper()
	s := New(t)
	s.Configure(epochs)
	s.Page.PutExample(s.Datasets.Data().Test.Open(), 0)
	s.Train()
	return s
}

// Misread is a state whose network misreads the drawing on the page, and the digit that
// it is meant to be.
func Misread(t testing.TB) (*State, int) {
	t.Helper()
	s := Trained(t, 3)
	s.Page.Put(store.Content{Drawing: synth.NewWriter(5).Draw(3, 0)})
	return s, (s.Prediction.Result().Digit + 4) % 10
}

// ReadWorkspace reads a workspace's file.
func ReadWorkspace(t testing.TB, path string) store.Workspace {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	w, err := store.ReadWorkspace(file)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// SmallSettings train in a moment.
func SmallSettings() training.Settings {
	s := training.DefaultSettings()
	s.Hidden, s.Epochs = []int{8}, 2
	return s
}

// Stripes are digits that anything learns: label d is a row of ink at height d.
func Stripes(t testing.TB, n int) dataset.TrainTest {
	t.Helper()
	make := func(name string, n int, seed uint64) *dataset.Dataset {
		random := rand.New(rand.NewPCG(seed, 0))
		images, labels := make([]byte, n*dataset.Pixels), make([]byte, n)
		for i := range n {
			labels[i] = byte(random.IntN(10))
			row := 4 + 2*int(labels[i])
			for col := range dataset.Side {
				images[i*dataset.Pixels+row*dataset.Side+col] = byte(128 + random.IntN(128))
			}
		}
		d, err := dataset.New(name, images, labels)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	return dataset.TrainTest{Train: make("training stripes", n, 1), Test: dataset.Seal(make("test stripes", n/4, 2))}
}

// Model is a small network with random weights.
func Model(seed uint64) codec.Model {
	spec := network.PostSpec()
	n := network.New(spec)
	random := rand.New(rand.NewPCG(seed, 1))
	parameters := make([]float32, len(n.Parameters()))
	for i := range parameters {
		parameters[i] = float32(random.NormFloat64()) / 10
	}
	return codec.Model{Network: n.WithParameters(parameters), Notes: map[string]string{}}
}

// Unnamed is how many files of a folder the program has open that have no name any more. It
// skips the test where the system does not tell.
func Unnamed(t testing.TB, folder string) (n int) {
	t.Helper()
	files, err := filepath.Glob("/proc/self/fd/*")
	if err != nil || len(files) == 0 {
		t.Skip("this system does not tell which files are open")
	}
	for _, file := range files {
		if target, err := os.Readlink(file); err == nil && strings.HasPrefix(target, folder) && strings.HasSuffix(target, "(deleted)") {
			n++
		}
	}
	return n
}

// Parameters are those of the network after an epoch.
func Parameters(e training.Epoch) []float32 {
	values, err := e.Parameters.Values()
	if err != nil {
		panic("statetest: " + err.Error())
	}
	return values
}
