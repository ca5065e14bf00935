package gui

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"digitpad/assets"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/ink"
	"digitpad/training/optim"
)

// bench is a window without a display whose goroutine is the test's: what
// workers post waits in a queue until the test pumps it.
type testBench struct {
	*Window
	t     testing.TB
	queue chan func()
	trace *bytes.Buffer
}

// newBench opens a window with small digits already loaded.
func newBench(t testing.TB) *testBench {
	t.Helper()
	b := &testBench{t: t, queue: make(chan func(), 1000), trace: &bytes.Buffer{}}
	a := test.NewTempApp(t)
	b.Window = newWindow(Options{
		App: a, Post: func(f func()) { b.queue <- f },
		Home: t.TempDir(), Trace: b.trace,
	})
	b.model = codec.Model{}
	b.digits = stripes(t, 400)
	b.refreshTools()
	b.learn.form.Fill(smallSettings())
	b.window.Resize(fyne.NewSize(1240, 800))
	t.Cleanup(func() {
		b.BeginClose()
		done := make(chan struct{})
		go func() { b.Close(); close(done) }()
		for {
			select {
			case <-b.queue: // dropped, as the window is closing
			case <-done:
				return
			}
		}
	})
	return b
}

// pump runs what is posted until the condition holds.
func (b *testBench) pump(what string, done func() bool) {
	b.t.Helper()
	deadline := time.After(20 * time.Second)
	for !done() {
		select {
		case f := <-b.queue:
			f()
		case <-deadline:
			b.t.Fatalf("waited in vain: %s", what)
		}
	}
}

func (b *testBench) pumpUntil(p phase) {
	b.t.Helper()
	b.pump(p.String(), func() bool { return b.run != nil && b.run.phase == p })
}

// smallSettings train in a moment.
func smallSettings() training.Settings {
	s := training.DefaultSettings()
	s.Hidden, s.Epochs = []int{8}, 2
	return s
}

// stripes are digits that anything learns: label d is a row of ink at height d.
func stripes(t testing.TB, n int) digits {
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
	return digits{make("training stripes", n, 1), make("test stripes", n/4, 2)}
}

// stroke draws a line on the pad with the left button.
func (b *testBench) stroke(x0, y0, x1, y1 float32) {
	side := b.pad.image.Size().Width
	at := func(x, y float32) fyne.PointEvent {
		return fyne.PointEvent{Position: fyne.NewPos(x*side, y*side).Add(b.pad.image.Position())}
	}
	b.pad.MouseDown(&desktop.MouseEvent{PointEvent: at(x0, y0), Button: desktop.MouseButtonPrimary})
	for i := range 11 {
		t := float32(i) / 10
		b.pad.Dragged(&fyne.DragEvent{PointEvent: at(x0+t*(x1-x0), y0+t*(y1-y0))})
	}
	b.pad.MouseUp(&desktop.MouseEvent{PointEvent: at(x1, y1), Button: desktop.MouseButtonPrimary})
	b.pad.DragEnd()
}

func TestDrawingIsAnsweredInTheMiddleOfTheStroke(t *testing.T) {
	b := newBench(t)
	b.use(codec.Model{Network: network.New(network.PostSpec())}, "test")
	b.pad.MouseDown(&desktop.MouseEvent{
		PointEvent: fyne.PointEvent{Position: fyne.NewPos(100, 100)}, Button: desktop.MouseButtonPrimary,
	})
	if len(b.bars.Values) != 10 {
		t.Fatalf("while the button is down there are %d bars, want 10", len(b.bars.Values))
	}
	if b.answer.Digit.Text != "0" { // of equal activations the first
		t.Errorf("answer %q, want 0", b.answer.Digit.Text)
	}
	b.Clear()
	if len(b.bars.Values) != 0 || b.answer.Digit.Text != "" {
		t.Error("an empty pad still has an answer")
	}
	b.Undo()
	if len(b.bars.Values) != 10 {
		t.Error("Undo does not bring the bars back")
	}
}

func TestNormaliseSwitchChangesWhatTheNetworkSees(t *testing.T) {
	b := newBench(t)
	b.stroke(0.1, 0.1, 0.2, 0.3)
	drawing := b.pad.Page().Drawing
	if got, want := b.image(b.pad.Page()), drawing.Image(); got != want {
		t.Error("with normalisation the network does not see Drawing.Image")
	}
	b.ToggleNormalise()
	if got, want := b.image(b.pad.Page()), drawing.Raw(); got != want {
		t.Error("without normalisation the network does not see Drawing.Raw")
	}
	if b.prefs.Normalise {
		t.Error("the switch is not remembered")
	}
	if got, want := b.input.Pixels.Pix[4*5*ink.Side+4*4], drawing.Raw()[5*ink.Side+4]; got != want {
		t.Errorf("the view shows %d where the network sees %d", got, want)
	}
}

func TestRandomDigitShowsATestImageUnchanged(t *testing.T) {
	b := newBench(t)
	b.RandomDigit()
	page := b.pad.Page()
	if page.Image == nil {
		t.Fatal("no image on the pad")
	}
	if b.image(page) != *page.Image {
		t.Error("a test image is normalised once more")
	}
	found := false
	for i := range b.digits.test.Len() {
		p := pageOf(b.digits.test, i)
		found = found || *p.Image == *page.Image && p.Label == page.Label
	}
	if !found {
		t.Error("the image is not one of the test images")
	}
}

func TestTrainingFromStartToFinish(t *testing.T) {
	b := newBench(t)
	b.stroke(0.1, 0.5, 0.9, 0.5)
	b.StartPause()
	b.pumpUntil(finished)
	if got := len(b.run.epochs); got != 3 {
		t.Fatalf("%d epochs are kept, want epoch 0 and two more", got)
	}
	if b.model.Network == nil || b.answering != b.run || len(b.bars.Values) != 10 {
		t.Error("the trained network does not answer the pad")
	}
	if b.learn.start.Text != "Train" || !b.learn.stop.Disabled() || b.learn.reset.Disabled() {
		t.Error("after the run the buttons are wrong")
	}
	done := b.run
	b.StepIteration()
	b.StepEpoch()
	if b.run != done || !b.learn.step.Disabled() || !b.learn.epoch.Disabled() {
		t.Error("a step after the end threw the run away")
	}
	path := filepath.Join(b.options.Home, "last.safetensors")
	b.pump("the network is remembered", func() bool { return b.prefs.Network == path })
	m, err := readModel(path)
	if err != nil {
		t.Fatal(err)
	}
	if m.Notes[training.NoteTrain] != "training stripes" || m.Notes[training.NoteEpochs] != "2" {
		t.Errorf("the kept network has the notes %v", m.Notes)
	}
	x := b.digits.test.Input(0)
	if got, want := m.Network.Predict(m.Network.NewPass(), x), b.model.Network.Predict(b.pass, x); got != want {
		t.Errorf("the kept network reads %d where the trained one reads %d", got, want)
	}
}

func TestPauseHoldsAndResumeGoesOn(t *testing.T) {
	b := newBench(t)
	s := smallSettings()
	s.Epochs = 10000
	b.learn.form.Fill(s)
	b.StartPause()
	b.pumpUntil(running)
	if b.learn.start.Text != "Pause" {
		t.Errorf("while it trains the button says %q", b.learn.start.Text)
	}
	if !b.learn.form.entries["hidden"].Disabled() || b.learn.form.entries["rate"].Disabled() {
		t.Error("a run must lock what is part of the network, and nothing else")
	}
	// Before the first iteration a run that is held is one that waits.
	b.pump("an iteration", func() bool { return b.run.progress.TotalIterations > 0 })
	b.StartPause()
	b.pumpUntil(paused)
	held := b.run.session.Snapshot()
	time.Sleep(30 * time.Millisecond)
	if b.run.session.Snapshot() != held {
		t.Error("a paused run went on")
	}
	if b.learn.start.Text != "Resume" {
		t.Errorf("while it is paused the button says %q", b.learn.start.Text)
	}
	before, epochs := b.run.progress.TotalIterations, len(b.run.epochs)
	b.StepIteration()
	b.pump("a step", func() bool {
		return b.run.phase == paused && (b.run.progress.TotalIterations > before || len(b.run.epochs) > epochs)
	})
	if b.run.progress.TotalIterations == before { // it was paused at the end of an epoch, which is now evaluated
		b.StepIteration()
		b.pump("an iteration", func() bool { return b.run.phase == paused && b.run.progress.TotalIterations > before })
	}
	if got := b.run.progress.TotalIterations - before; got != 1 {
		t.Errorf("a step did %d iterations", got)
	}
	b.Stop()
	b.pumpUntil(stopped)
	if b.answer.Source.Content == "" {
		t.Error("nobody says which network answers")
	}
}

func TestStepEpochEndsAtTheEpoch(t *testing.T) {
	b := newBench(t)
	b.StepEpoch()
	b.pump("an epoch", func() bool { return b.run != nil && b.run.phase == paused && len(b.run.epochs) == 2 })
	if b.run.progress.Iteration != 0 {
		t.Errorf("paused at iteration %d of the next epoch", b.run.progress.Iteration)
	}
}

func TestResetGoesBackToTheSameWeights(t *testing.T) {
	b := newBench(t)
	b.StepIteration()
	b.pump("a step", func() bool { return b.run != nil && b.run.phase == paused })
	first := b.run.epochs[0].Parameters
	b.Reset()
	b.pump("epoch 0", func() bool { return len(b.run.epochs) == 1 })
	if b.run.phase != waiting {
		t.Errorf("after Reset the run is %s", b.run.phase)
	}
	for i, v := range b.run.epochs[0].Parameters {
		if v != first[i] {
			t.Fatalf("parameter %d starts at %g, before at %g", i, v, first[i])
		}
	}
}

func TestWrongSettingsAreSaidAtTheirFieldsAllAtOnce(t *testing.T) {
	b := newBench(t)
	b.learn.form.entries["rate"].SetText("fast")
	b.learn.form.entries["batch"].SetText("0")
	b.learn.form.entries["decay"].SetText("-1")
	b.StartPause()
	if b.run != nil {
		t.Fatal("a run started with wrong settings")
	}
	for _, name := range []string{"rate", "batch", "decay"} {
		f := b.learn.form.byName[name]
		if f.Message.Text == "" || f.MessageBox.Hidden {
			t.Errorf("no message at %q", name)
		}
	}
	if b.learn.form.byName["epochs"].Message.Text != "" {
		t.Error("a message at a field that is right")
	}
	if !b.learn.form.further.Visible() {
		t.Error("a wrong setting stays hidden behind More")
	}
	b.learn.form.Fill(smallSettings())
	b.settingsChanged()
	if b.learn.form.byName["rate"].Message.Text != "" {
		t.Error("the message stays when the setting is right again")
	}
}

func TestSettingsChangeWhileTraining(t *testing.T) {
	b := newBench(t)
	s := smallSettings()
	s.Epochs = 10000
	b.learn.form.Fill(s)
	b.StartPause()
	b.pumpUntil(running)
	b.learn.form.entries["rate"].SetText("0.25")
	b.pump("an epoch at the new rate", func() bool {
		return len(b.run.epochs) > 0 && b.run.epochs[len(b.run.epochs)-1].Rate == 0.25
	})
	if b.run.settings.Rate != 0.25 {
		t.Error("the run's settings do not follow")
	}
	if len(b.run.changes) == 0 || b.run.changes[0] > float64(len(b.run.epochs)) {
		t.Errorf("the changes to mark are %v", b.run.changes)
	}
}

// Remembered settings that make no sense are shown, with what is wrong, and draw
// nothing.
func TestWrongRememberedSettingsAreSaid(t *testing.T) {
	b := newBench(t)
	b.prefs.Settings.Schedule = "whenever"
	b.prefs.Settings.Rate = -1
	b.restore()
	if b.learn.chart.Figure != nil {
		t.Error("a chart of rates that there cannot be")
	}
	if b.learn.form.byName["rate"].Message.Text == "" {
		t.Error("no message at the rate")
	}
}

func TestAScheduleIsShownBeforeARun(t *testing.T) {
	b := newBench(t)
	s := smallSettings()
	s.Schedule = optim.Cosine.Name()
	b.learn.form.Fill(s)
	b.settingsChanged()
	if b.learn.chart.Figure == nil {
		t.Error("no chart of the learning rate")
	}
	b.learn.form.Fill(smallSettings())
	b.settingsChanged()
	if b.learn.chart.Figure != nil {
		t.Error("a constant rate has a chart")
	}
}

func TestDivergenceKeepsTheLastGoodEpochAndOffersHalfTheRate(t *testing.T) {
	b := newBench(t)
	s := smallSettings()
	s.Hidden, s.Activation, s.Rate, s.Initializer = []int{30, 30}, network.ReLU.Name(), 1e4, network.He.Name()
	s.Output, s.Cost = network.Softmax.Name(), network.LogLikelihood.Name()
	b.learn.form.Fill(s)
	b.StartPause()
	b.pumpUntil(failed)
	if b.model.Network == nil {
		t.Fatal("no network answers")
	}
	for _, v := range b.model.Network.Parameters() {
		if v-v != 0 {
			t.Fatal("a network answers whose parameters are not finite")
		}
	}
	if b.window.Canvas().Overlays().Top() == nil {
		t.Fatal("nobody says what happened")
	}
	if said := b.trace.String(); !strings.Contains(said, "iteration") {
		t.Error("the message does not say at which iteration")
	}
	b.Retry(5e3)
	if b.run.settings.Rate != 5e3 {
		t.Errorf("the new run has η = %g", b.run.settings.Rate)
	}
}

func TestOpenNetworkKeepsWhatThereIsWhenAFileIsBad(t *testing.T) {
	b := newBench(t)
	good := filepath.Join(t.TempDir(), "good.safetensors")
	if err := writeModel(codec.Model{Network: network.New(network.PostSpec())}, good); err != nil {
		t.Fatal(err)
	}
	b.OpenNetworkFile(good)
	b.pump("the network", func() bool { return b.model.Network != nil })
	was := b.model.Network
	bad := filepath.Join(t.TempDir(), "bad.safetensors")
	if err := os.WriteFile(bad, []byte("not a network"), 0o644); err != nil {
		t.Fatal(err)
	}
	b.OpenNetworkFile(bad)
	b.pump("the message", func() bool { return b.modal() })
	if b.model.Network != was || b.prefs.Network != good {
		t.Error("a bad file has changed what there was")
	}
	if recent := b.recent.ChildMenu.Items; len(recent) != 1 || recent[0].Label != "good.safetensors" {
		t.Error("the recent networks are not the good one alone")
	}
	if !strings.Contains(b.trace.String(), "bad.safetensors") {
		t.Error("the message does not name the file")
	}
}

func TestNewsOfAReplacedRunIsIgnored(t *testing.T) {
	b := newBench(t)
	b.StartPause()
	old := b.run
	b.Reset()
	b.hear(old, news{events: []training.Event{{Kind: training.Failed, Err: context.Canceled}}})
	if b.run.phase == failed || b.modal() {
		t.Error("old news reached the new run")
	}
}

func TestClosingInTheMiddleOfTraining(t *testing.T) {
	b := newBench(t)
	s := smallSettings()
	s.Epochs = 100000
	b.learn.form.Fill(s)
	b.StartPause()
	b.pumpUntil(running)
	b.BeginClose()
	done := make(chan struct{})
	go func() { b.Close(); close(done) }()
	for {
		select {
		case f := <-b.queue:
			f() // reaches nothing any more
			continue
		case <-done:
		case <-time.After(20 * time.Second):
			t.Fatal("Close does not return")
		}
		break
	}
	select {
	case <-b.run.session.Done():
	default:
		t.Error("the session still runs")
	}
}

func TestKeysDoWhatTheHelpSays(t *testing.T) {
	b := newBench(t)
	b.stroke(0.2, 0.2, 0.8, 0.8)
	b.actions.onKey(fyne.KeyDelete)
	if !b.pad.Page().Empty() {
		t.Error("Delete does not clear the pad")
	}
	b.actions.onKey(fyne.KeyR)
	if b.pad.Page().Image == nil {
		t.Error("R brings no test digit")
	}
	width := b.pad.Brush()
	b.actions.onKey(fyne.KeyRightBracket)
	if b.pad.Brush() <= width || b.brush.Value != b.pad.Brush() {
		t.Error("] does not widen the brush, or the slider does not follow")
	}
	b.actions.onKey(fyne.KeySpace)
	b.pumpUntil(finished)
	keys := map[string]string{}
	for _, a := range b.actions.all() {
		if a.keys() == "" {
			continue
		}
		for _, key := range strings.Split(a.keys(), " or ") {
			if other, taken := keys[key]; taken {
				t.Errorf("%s stands for %q and for %q", key, a.title, other)
			}
			keys[key] = a.title
		}
	}
	b.ShowHelp()
	if !b.modal() {
		t.Error("no list of shortcuts")
	}
}

func TestTraceSaysWhereTheControlsAre(t *testing.T) {
	b := newBench(t)
	b.trace.Reset()
	b.placed = placesOf(b.Window.trace, b.named(), nil)
	var said struct {
		Event    string
		Controls map[string][4]int
	}
	if err := json.Unmarshal(b.trace.Bytes(), &said); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"pad", "start", "stop", "clear", "rate", "tab Train"} {
		if box := said.Controls[name]; box[2] < 10 || box[3] < 10 {
			t.Errorf("%s has the box %v", name, box)
		}
	}
	b.trace.Reset()
	b.placed = placesOf(b.Window.trace, b.named(), b.placed)
	if b.trace.Len() != 0 {
		t.Error("controls that did not move are traced again")
	}
	b.tabs.Select(1)
	if _, ok := b.named()["start"]; ok {
		t.Error("a control of a hidden tab is traced")
	}
}

func TestNoControlIsOutOfTheSmallestWindow(t *testing.T) {
	b := newBench(t)
	b.window.Resize(fyne.NewSize(1024, 660)) // 700 less the menu bar
	size := b.window.Canvas().Size()
	if least := b.window.Content().MinSize(); least.Width > 1024 || least.Height > 660 {
		t.Errorf("the window cannot be smaller than %v", least)
	}
	driver := fyne.CurrentApp().Driver()
	for name, o := range b.named() {
		if f, ok := b.learn.form.byName[name]; ok && b.learn.form.isFurther(f) {
			continue
		}
		at := driver.AbsolutePositionForObject(o)
		if at.X < 0 || at.Y < 0 || at.X+o.Size().Width > size.Width || at.Y+o.Size().Height > size.Height {
			t.Errorf("%s lies at %v with %v in a window of %v", name, at, o.Size(), size)
		}
	}
}

func TestEveryButtonSaysWhatItDoes(t *testing.T) {
	b := newBench(t)
	for _, button := range []*ui.Button{b.undo, b.redo, b.clear, b.random, b.learn.start, b.learn.step, b.learn.epoch, b.learn.stop, b.learn.reset} {
		if button.Text == "" {
			t.Error("a button without a word")
		}
	}
}

func TestAScribbleIsNotAnsweredAsIfItWereADigit(t *testing.T) {
	b := newBench(t)
	m, err := shipped(assets.Shipped)
	if err != nil {
		t.Skip(err)
	}
	b.use(m, shippedSource())
	for i := range 9 { // a zigzag
		x := float32(i) / 10
		b.stroke(0.05+x, 0.1, 0.1+x, 0.9)
	}
	if !b.answer.Doubt {
		t.Errorf("a zigzag is read as %s, %s, without doubt", b.answer.Digit.Text, b.answer.First.Content)
	}
}
