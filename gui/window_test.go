package gui

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/prediction"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/ink"
	"digitpad/training/note"
	"digitpad/training/optim"
)

// testWindow is a window without a display whose goroutine is the test's: what workers
// post waits in a queue until the test pumps it.
type testWindow struct {
	*Window
	*statetest.Queue
	t     testing.TB
	trace *bytes.Buffer
}

// newTestWindow opens a window with small digits already loaded and without a network.
func newTestWindow(t testing.TB) *testWindow {
	t.Helper()
	return newTestWindowIn(t, t.TempDir())
}

// newTestWindowIn opens a window that keeps what it keeps in a folder.
func newTestWindowIn(t testing.TB, home string) *testWindow {
	t.Helper()
	b := &testWindow{Queue: statetest.NewQueue(t), t: t, trace: &bytes.Buffer{}}
	b.Window = newWindow(Options{App: test.NewTempApp(t), Post: b.Post, Home: home, Trace: b.trace})
	b.state.Datasets.Use(statetest.Stripes(t, 400))
	b.state.Settings.Fill(statetest.SmallSettings())
	b.window.Resize(fyne.NewSize(1240, 800))
	t.Cleanup(b.close)
	return b
}

// close closes the window, as the end of the program does.
func (b *testWindow) close() {
	b.BeginClose()
	done := make(chan struct{})
	go func() { b.Close(); close(done) }()
	b.Drain(done)
}

// pump runs what is posted until the condition holds.
func (b *testWindow) pump(what string, done func() bool) {
	b.t.Helper()
	b.Pump(what, done)
}

func (b *testWindow) pumpUntil(p run.Phase) {
	b.t.Helper()
	b.pump(p.String(), func() bool { r := b.state.Training.Run(); return r != nil && r.Phase() == p })
}

// submenu are the items of a submenu of the first menu, by its title in English.
func (b *testWindow) submenu(title string) []*fyne.MenuItem {
	for _, item := range b.menus.main.Items[0].Items {
		if item.Label == title && item.ChildMenu != nil {
			return item.ChildMenu.Items
		}
	}
	b.t.Fatalf("there is no submenu %q", title)
	return nil
}

// source says which network answers.
func (b *testWindow) source() string { return prediction.Source(b.state.Prediction.Origin(), 0) }

// digit is the digit that is shown, empty for none.
func (b *testWindow) digit() string {
	if r := b.state.Prediction.Result(); r.Answered {
		return strconv.Itoa(r.Digit)
	}
	return ""
}

// said is what is said of the digit.
func (b *testWindow) said() string {
	first, _ := prediction.Lines(b.state.Prediction.Result())
	return first
}

// button is a button in view by its name.
func (b *testWindow) button(name string) *ui.Button { return b.anchors()[name].(*ui.Button) }

// problem is what is said to be wrong with a setting.
func (b *testWindow) problem(name string) string {
	return b.state.Settings.Problems().Of(name).String()
}

// entry is the text field of a setting in view.
func (b *testWindow) entry(name string) *ui.Entry { return b.anchors()[name].(*ui.Entry) }

// choice is the list of a setting in view.
func (b *testWindow) choice(name string) *ui.Select { return b.anchors()[name].(*ui.Select) }

// onPad is a point, in pad units, as a position on the pad.
func (b *testWindow) onPad(x, y float32) fyne.Position {
	size := b.sidebar.pad.Size()
	side := min(size.Width, size.Height)
	return fyne.NewPos((size.Width-side)/2+1+x*(side-2), (size.Height-side)/2+1+y*(side-2))
}

// trainedWindow is a window whose network was trained.
func trainedWindow(t testing.TB) *testWindow {
	t.Helper()
	b := newTestWindow(t)
	b.stroke(0.5, 0.15, 0.5, 0.85)
	b.state.Training.StartPause()
	b.pumpUntil(run.Finished)
	return b
}

// stroke draws a line on the pad with the left button.
func (b *testWindow) stroke(x0, y0, x1, y1 float32) {
	at := func(x, y float32) fyne.PointEvent { return fyne.PointEvent{Position: b.onPad(x, y)} }
	b.sidebar.pad.MouseDown(&desktop.MouseEvent{PointEvent: at(x0, y0), Button: desktop.MouseButtonPrimary})
	for i := range 11 {
		t := float32(i) / 10
		b.sidebar.pad.Dragged(&fyne.DragEvent{PointEvent: at(x0+t*(x1-x0), y0+t*(y1-y0))})
	}
	b.sidebar.pad.MouseUp(&desktop.MouseEvent{PointEvent: at(x1, y1), Button: desktop.MouseButtonPrimary})
	b.sidebar.pad.DragEnd()
}

func TestDrawingIsAnsweredInTheMiddleOfTheStroke(t *testing.T) {
	b := newTestWindow(t)
	b.state.Prediction.Use(codec.Model{Network: network.New(network.PostSpec())}, predict.Origin{Kind: predict.FromFile, Name: "test"})
	b.sidebar.pad.MouseDown(&desktop.MouseEvent{
		PointEvent: fyne.PointEvent{Position: fyne.NewPos(100, 100)}, Button: desktop.MouseButtonPrimary,
	})
	if len(b.state.Prediction.Result().Outputs) != 10 {
		t.Fatalf("while the button is down there are %d bars, want 10", len(b.state.Prediction.Result().Outputs))
	}
	if b.digit() != "0" { // of equal activations the first
		t.Errorf("answer %q, want 0", b.digit())
	}
	b.state.Page.Clear()
	if len(b.state.Prediction.Result().Outputs) != 0 || b.digit() != "" {
		t.Error("an empty pad still has an answer")
	}
	b.state.Page.Undo()
	if len(b.state.Prediction.Result().Outputs) != 10 {
		t.Error("Undo does not bring the bars back")
	}
}

func TestNormaliseSwitchChangesWhatTheNetworkSees(t *testing.T) {
	b := newTestWindow(t)
	b.stroke(0.1, 0.1, 0.2, 0.3)
	drawing := b.state.Page.Content().Drawing
	if got, want := b.state.Page.Image(), drawing.Image(); got != want {
		t.Error("with normalisation the network does not see Drawing.Image")
	}
	b.sidebar.normalise.SetChecked(!b.sidebar.normalise.Checked)
	if got, want := b.state.Page.Image(), drawing.Raw(); got != want {
		t.Error("without normalisation the network does not see Drawing.Raw")
	}
	if b.prefs.Normalise {
		t.Error("the switch is not remembered")
	}
	if got, want := b.sidebar.input.Pixels.Pix[4*5*ink.Side+4*4], drawing.Raw()[5*ink.Side+4]; got != want {
		t.Errorf("the view shows %d where the network sees %d", got, want)
	}
}

func TestRandomDigitShowsATestImageUnchanged(t *testing.T) {
	b := newTestWindow(t)
	b.RandomDigit()
	page := b.state.Page.Content()
	if page.Image == nil {
		t.Fatal("no image on the pad")
	}
	if b.state.Page.Image() != *page.Image {
		t.Error("a test image is normalised once more")
	}
	found := false
	for i := range b.state.Datasets.Data().Test.Len() {
		var img ink.Image
		b.state.Datasets.Data().Test.Open().Input(i).Unpack(img[:])
		found = found || img == *page.Image && b.state.Datasets.Data().Test.Open().Label(i) == page.Label
	}
	if !found {
		t.Error("the image is not one of the test images")
	}
}

func TestTrainingFromStartToFinish(t *testing.T) {
	b := newTestWindow(t)
	b.stroke(0.1, 0.5, 0.9, 0.5)
	b.state.Training.StartPause()
	b.pumpUntil(run.Finished)
	if got := len(b.state.Training.Run().Epochs()); got != 3 {
		t.Fatalf("%d epochs are kept, want epoch 0 and two more", got)
	}
	if b.state.Prediction.Model().Network == nil || b.state.Prediction.Following() != b.state.Training.Run() || len(b.state.Prediction.Result().Outputs) != 10 {
		t.Error("the trained network does not answer the pad")
	}
	if b.button("start").Text != "Train" || !b.button("stop").Disabled() || b.button("reset").Disabled() {
		t.Error("after the run the buttons are wrong")
	}
	done := b.state.Training.Run()
	b.state.Training.StepIteration()
	b.state.Training.StepEpoch()
	if b.state.Training.Run() != done || !b.button("step").Disabled() || !b.button("epoch").Disabled() {
		t.Error("a step after the end threw the run away")
	}
	path := filepath.Join(b.options.Home, "last.safetensors")
	b.pump("the network is remembered", func() bool { return b.prefs.Network == path })
	m, err := predict.ReadModel(path)
	if err != nil {
		t.Fatal(err)
	}
	if m.Notes[note.TrainedOn] != "training stripes" || m.Notes[note.Epochs] != "2" {
		t.Errorf("the kept network has the notes %v", m.Notes)
	}
	x := b.state.Datasets.Data().Test.Open().Input(0)
	if got, want := m.Network.Predict(m.Network.NewPass(), x), b.state.Prediction.Model().Network.Predict(b.state.Prediction.Model().Network.NewPass(), x); got != want {
		t.Errorf("the kept network reads %d where the trained one reads %d", got, want)
	}
}

func TestPauseHoldsAndResumeGoesOn(t *testing.T) {
	b := newTestWindow(t)
	s := statetest.SmallSettings()
	s.Epochs = 10000
	b.state.Settings.Fill(s)
	b.state.Training.StartPause()
	b.pumpUntil(run.Running)
	if b.button("start").Text != "Pause" {
		t.Errorf("while it trains the button says %q", b.button("start").Text)
	}
	if !b.entry("hidden").Disabled() || b.entry("rate").Disabled() {
		t.Error("a run must lock what is part of the network, and nothing else")
	}
	// Before the first iteration a run that is held is one that waits.
	b.pump("an iteration", func() bool { return b.state.Training.Run().Progress().TotalIterations > 0 })
	b.state.Training.StartPause()
	b.pumpUntil(run.Paused)
	held := b.state.Training.Run().Latest()
	time.Sleep(30 * time.Millisecond)
	if b.state.Training.Run().Latest() != held {
		t.Error("a paused run went on")
	}
	if b.button("start").Text != "Resume" {
		t.Errorf("while it is paused the button says %q", b.button("start").Text)
	}
	before, epochs := b.state.Training.Run().Progress().TotalIterations, len(b.state.Training.Run().Epochs())
	b.state.Training.StepIteration()
	b.pump("a step", func() bool {
		return b.state.Training.Run().Phase() == run.Paused && (b.state.Training.Run().Progress().TotalIterations > before || len(b.state.Training.Run().Epochs()) > epochs)
	})
	if b.state.Training.Run().Progress().TotalIterations == before { // it was paused at the end of an epoch, which is now evaluated
		b.state.Training.StepIteration()
		b.pump("an iteration", func() bool {
			return b.state.Training.Run().Phase() == run.Paused && b.state.Training.Run().Progress().TotalIterations > before
		})
	}
	if got := b.state.Training.Run().Progress().TotalIterations - before; got != 1 {
		t.Errorf("a step did %d iterations", got)
	}
	b.state.Training.Stop()
	b.pumpUntil(run.Stopped)
	if b.source() == "" {
		t.Error("nobody says which network answers")
	}
}

func TestStepEpochEndsAtTheEpoch(t *testing.T) {
	b := newTestWindow(t)
	b.state.Training.StepEpoch()
	b.pump("an epoch", func() bool {
		return b.state.Training.Run() != nil && b.state.Training.Run().Phase() == run.Paused && len(b.state.Training.Run().Epochs()) == 2
	})
	if b.state.Training.Run().Progress().Iteration != 0 {
		t.Errorf("paused at iteration %d of the next epoch", b.state.Training.Run().Progress().Iteration)
	}
}

func TestResetGoesBackToTheSameWeights(t *testing.T) {
	b := newTestWindow(t)
	b.state.Training.StepIteration()
	b.pump("a step", func() bool { return b.state.Training.Run() != nil && b.state.Training.Run().Phase() == run.Paused })
	first := statetest.Parameters(b.state.Training.Run().Epochs()[0])
	b.state.Training.Reset()
	b.pump("epoch 0", func() bool { return len(b.state.Training.Run().Epochs()) == 1 })
	if b.state.Training.Run().Phase() != run.Waiting {
		t.Errorf("after Reset the run is %s", b.state.Training.Run().Phase())
	}
	for i, v := range statetest.Parameters(b.state.Training.Run().Epochs()[0]) {
		if v != first[i] {
			t.Fatalf("parameter %d starts at %g, before at %g", i, v, first[i])
		}
	}
}

func TestWrongSettingsAreSaidAtTheirFieldsAllAtOnce(t *testing.T) {
	b := newTestWindow(t)
	b.entry("rate").SetText("fast")
	b.entry("batch").SetText("0")
	more := b.button("more")
	test.Tap(more)
	b.entry("decay").SetText("-1")
	test.Tap(more)
	b.state.Training.StartPause()
	if b.state.Training.Run() != nil {
		t.Fatal("a run started with wrong settings")
	}
	for _, name := range []string{"rate", "batch", "decay"} {
		if b.problem(name) == "" {
			t.Errorf("no message at %q", name)
		}
	}
	if b.problem("epochs") != "" {
		t.Error("a message at a field that is right")
	}
	if b.anchors()["decay"] == nil {
		t.Error("a wrong setting stays hidden behind More")
	}
	b.state.Settings.Fill(statetest.SmallSettings())
	b.state.Settings.Edit(b.state.Settings.Value())
	if b.problem("rate") != "" {
		t.Error("the message stays when the setting is right again")
	}
}

func TestSettingsChangeWhileTraining(t *testing.T) {
	b := newTestWindow(t)
	s := statetest.SmallSettings()
	s.Epochs = 10000
	b.state.Settings.Fill(s)
	b.state.Training.StartPause()
	b.pumpUntil(run.Running)
	b.entry("rate").SetText("0.25")
	b.pump("an epoch at the new rate", func() bool {
		return len(b.state.Training.Run().Epochs()) > 0 && b.state.Training.Run().Epochs()[len(b.state.Training.Run().Epochs())-1].Rate == 0.25
	})
	if b.state.Training.Run().Settings().Rate != 0.25 {
		t.Error("the run's settings do not follow")
	}
	if len(b.state.Training.Run().Changes()) == 0 || b.state.Training.Run().Changes()[0] > float64(len(b.state.Training.Run().Epochs())) {
		t.Errorf("the changes to mark are %v", b.state.Training.Run().Changes())
	}
}

// Remembered settings that make no sense are shown, with what is wrong, and draw
// nothing.
func TestWrongRememberedSettingsAreSaid(t *testing.T) {
	b := newTestWindow(t)
	s := statetest.SmallSettings()
	s.Schedule, s.Rate = "whenever", -1
	b.state.Settings.Fill(s)
	b.restore()
	if b.train.Chart().Figure != nil {
		t.Error("a chart of rates that there cannot be")
	}
	if b.problem("rate") == "" {
		t.Error("no message at the rate")
	}
}

func TestAScheduleIsShownBeforeARun(t *testing.T) {
	b := newTestWindow(t)
	s := statetest.SmallSettings()
	s.Schedule = optim.Cosine.Name()
	b.state.Settings.Fill(s)
	b.state.Settings.Edit(b.state.Settings.Value())
	if b.train.Chart().Figure == nil {
		t.Error("no chart of the learning rate")
	}
	b.state.Settings.Fill(statetest.SmallSettings())
	b.state.Settings.Edit(b.state.Settings.Value())
	if b.train.Chart().Figure != nil {
		t.Error("a constant rate has a chart")
	}
}

func TestDivergenceKeepsTheLastGoodEpochAndOffersHalfTheRate(t *testing.T) {
	b := newTestWindow(t)
	s := statetest.SmallSettings()
	s.Hidden, s.Activation, s.Rate, s.Initializer = []int{30, 30}, network.ReLU.Name(), 1e4, network.He.Name()
	s.Output, s.Cost = network.Softmax.Name(), network.LogLikelihood.Name()
	s.Validation = 0 // with fewer digits it does not
	b.state.Settings.Fill(s)
	b.state.Training.StartPause()
	b.pumpUntil(run.Failed)
	if b.state.Prediction.Model().Network == nil {
		t.Fatal("no network answers")
	}
	for _, v := range b.state.Prediction.Model().Network.Parameters() {
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
	b.state.Training.Retry(5e3)
	if b.state.Training.Run().Settings().Rate != 5e3 {
		t.Errorf("the new run has η = %g", b.state.Training.Run().Settings().Rate)
	}
}

func TestOpenNetworkKeepsWhatThereIsWhenAFileIsBad(t *testing.T) {
	b := newTestWindow(t)
	good := filepath.Join(t.TempDir(), "good.safetensors")
	if err := predict.WriteModel(codec.Model{Network: network.New(network.PostSpec())}, good); err != nil {
		t.Fatal(err)
	}
	b.files.OpenNetworkFile(good)
	b.pump("the network", func() bool { return b.state.Prediction.Model().Network != nil })
	was := b.state.Prediction.Model().Network
	bad := filepath.Join(t.TempDir(), "bad.safetensors")
	if err := os.WriteFile(bad, []byte("not a network"), 0o644); err != nil {
		t.Fatal(err)
	}
	b.files.OpenNetworkFile(bad)
	b.pump("the message", func() bool { return b.dialogs.Modal() })
	if b.state.Prediction.Model().Network != was || b.prefs.Network != good {
		t.Error("a bad file has changed what there was")
	}
	if recent := b.submenu("Open recent"); len(recent) != 1 || recent[0].Label != "good.safetensors" {
		t.Error("the recent networks are not the good one alone")
	}
	if !strings.Contains(b.trace.String(), "bad.safetensors") {
		t.Error("the message does not name the file")
	}
}

func TestClosingInTheMiddleOfTraining(t *testing.T) {
	b := newTestWindow(t)
	s := statetest.SmallSettings()
	s.Epochs = 100000
	b.state.Settings.Fill(s)
	b.state.Training.StartPause()
	b.pumpUntil(run.Running)
	ended := make(chan struct{})
	run := b.state.Training.Run()
	go func() { run.Wait(); close(ended) }()
	b.BeginClose()
	done := make(chan struct{})
	go func() { b.Close(); close(done) }()
	for {
		select {
		case f := <-b.Posts():
			f() // reaches nothing any more
			continue
		case <-done:
		case <-time.After(20 * time.Second):
			t.Fatal("Close does not return")
		}
		break
	}
	select {
	case <-ended:
	case <-time.After(time.Second):
		t.Error("the session still runs")
	}
}

func TestKeysDoWhatTheHelpSays(t *testing.T) {
	b := newTestWindow(t)
	b.stroke(0.2, 0.2, 0.8, 0.8)
	b.onKey(fyne.KeyDelete)
	if !b.state.Page.Content().Empty() {
		t.Error("Delete does not clear the pad")
	}
	b.onKey(fyne.KeyR)
	if b.state.Page.Content().Image == nil {
		t.Error("R brings no test image")
	}
	width := b.state.Page.Brush()
	b.onKey(fyne.KeyRightBracket)
	if b.state.Page.Brush() <= width || b.sidebar.brush.Value != b.state.Page.Brush() {
		t.Error("] does not widen the brush, or the slider does not follow")
	}
	b.onKey(fyne.KeySpace)
	b.pumpUntil(run.Finished)
	keys := map[string]string{}
	for _, a := range b.commands {
		if a.Keys() == "" {
			continue
		}
		for _, key := range strings.Split(a.Keys(), " or ") {
			if other, taken := keys[key]; taken {
				t.Errorf("%s stands for %q and for %q", key, a.Title, other)
			}
			keys[key] = a.Title
		}
	}
	b.help.Show()
	if !b.dialogs.Modal() {
		t.Error("no list of shortcuts")
	}
}

func TestTraceSaysWhereTheControlsAre(t *testing.T) {
	b := newTestWindow(t)
	b.trace.Reset()
	placed := placesOf(b.Window.trace, b.anchors(), nil)
	var said struct {
		Event    string
		Controls map[string][4]int
	}
	if err := json.Unmarshal(b.trace.Bytes(), &said); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"pad", "start", "stop", "clear", "rate", "tab train"} {
		if box := said.Controls[name]; box[2] < 10 || box[3] < 10 {
			t.Errorf("%s has the box %v", name, box)
		}
	}
	b.trace.Reset()
	_ = placesOf(b.Window.trace, b.anchors(), placed)
	if b.trace.Len() != 0 {
		t.Error("controls that did not move are traced again")
	}
	b.tabs.Select(1)
	if _, ok := b.anchors()["start"]; ok {
		t.Error("a control of a hidden tab is traced")
	}
}

// On a screen that is too small for its content the window is as large as the screen has
// room for, and scrolls.
func TestTheWindowFitsTheScreen(t *testing.T) {
	b := newTestWindow(t)
	b.FitScreen(3840, 2160)
	if size := b.window.Canvas().Size(); size != fyne.NewSize(1240, 800) {
		t.Errorf("on a large screen the window becomes %v", size)
	}
	b.FitScreen(640, 400)
	if size := b.window.Canvas().Size(); size.Width > 640 || size.Height > 400-titleBar {
		t.Errorf("on a screen of 640×400 the window takes %v", size)
	}
	if size, least := b.content.Size(), b.content.MinSize(); size.Width < least.Width || size.Height < least.Height {
		t.Errorf("what needs %v gets %v", least, size)
	}
	before := b.sidebar.pad.Size()
	scroll := b.window.Content().(*fyne.Container).Objects[0].(*fyne.Container).Objects[1].(*container.Scroll)
	scroll.ScrollToBottom()
	if scroll.Offset.Y <= 0 || b.sidebar.pad.Size() != before {
		t.Errorf("the window scrolls by %v", scroll.Offset)
	}
}

func TestNoControlIsOutOfTheSmallestWindow(t *testing.T) {
	b := newTestWindow(t)
	b.window.Resize(fyne.NewSize(1024, 660)) // 700 less the menu bar
	size := b.window.Canvas().Size()
	if least := b.content.MinSize(); least.Width > 1024 || least.Height > 660 {
		t.Errorf("the window cannot be smaller than %v", least)
	}
	driver := fyne.CurrentApp().Driver()
	for name, o := range b.anchors() {
		at := driver.AbsolutePositionForObject(o)
		if at.X < 0 || at.Y < 0 || at.X+o.Size().Width > size.Width || at.Y+o.Size().Height > size.Height {
			t.Errorf("%s lies at %v with %v in a window of %v", name, at, o.Size(), size)
		}
	}
}

func TestEveryButtonSaysWhatItDoes(t *testing.T) {
	b := newTestWindow(t)
	for _, button := range []*ui.Button{b.sidebar.undo, b.sidebar.redo, b.sidebar.clear, b.sidebar.random, b.button("start"), b.button("step"), b.button("epoch"), b.button("stop"), b.button("reset")} {
		if button.Text == "" {
			t.Error("a button without a word")
		}
	}
}

func TestAScribbleIsNotAnsweredAsIfItWereADigit(t *testing.T) {
	b := newTestWindow(t)
	b.state.Prediction.UseShipped()
	for i := range 9 { // a zigzag
		x := float32(i) / 10
		b.stroke(0.05+x, 0.1, 0.1+x, 0.9)
	}
	if !b.state.Prediction.Result().Unsure {
		t.Errorf("a zigzag is read as %s, %s, without doubt", b.digit(), b.said())
	}
}
