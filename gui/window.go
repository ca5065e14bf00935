// Package gui is digitpad's window: the pad with the bars that answer it, and
// beside it the tabs. It shows and asks; what is computed is computed by the
// packages below it.
//
// All of it belongs to the window's goroutine. News from a training session
// comes through a mailbox, charts are drawn elsewhere and swapped in, files and
// digits are read elsewhere, so nothing makes the window wait. Each thing that a
// person can do is one method of Window, which buttons, menus, keys and tests
// share; actions.go lists them.
package gui

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/assets"
	"digitpad/gui/lesson"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/atomicfile"
	"digitpad/training/dataset"
	"digitpad/training/inference"
	"digitpad/training/ink"
	"digitpad/training/mnist"
	"digitpad/training/preprocess"
	"digitpad/training/runs"
)

// Options is what the window is opened with.
type Options struct {
	// App is the program that the window belongs to.
	App fyne.App

	// Post runs a function on the window's goroutine, later or at once: fyne.Do.
	Post func(func())

	// Data is the folder in which MNIST is looked for first, empty for the usual
	// places.
	Data string

	// Network is a file to open, a network, a lesson or a bench; empty for the
	// network that answered last.
	Network string

	// Home is the folder for what the program keeps for itself: preferences and
	// the network trained last. Empty, in a browser, it keeps nothing.
	Home string

	// Trace receives what the window does, one JSON object a line (see
	// trace.go); nil for none.
	Trace io.Writer

	// Version and Build are what is said about the program: such as "0.1.0", and
	// the commit and the Go version that it was built with.
	Version, Build string

	// Idle is how long nobody touches anything before the window draws by itself; 0
	// is never.
	Idle time.Duration

	// Seed is where the choice of test digits starts.
	Seed uint64
}

// Window is digitpad's window.
type Window struct {
	options Options
	window  fyne.Window
	theme   *Theme
	prefs   preferences
	trace   *tracer
	actions *actions

	pad        *Pad
	input      *InputView
	normalise  *check
	brush      *slider
	brushRow   *fyne.Container // with its name
	answer     *Answer
	bars       *Bars
	tabs       *tabs
	learn      *trainTab
	preview    *augmentationPreview
	demo       *demo
	projection *projection // of the film shown last
	epochs     *epochSlider
	inside     *insideTab
	evaluate   *evaluateTab
	races      *racesTab
	mineTab    *myDigitsTab
	lab        *labTab
	ward       *ward
	recovery   recovery
	class      class
	waiting    *savedBench     // whose run waits for its digits; nil for none
	desk       *fyne.Container // everything but the menu
	about      *aboutTab
	menu       *fyne.MainMenu
	recent     *fyne.MenuItem
	undo       *button
	redo       *button
	clear      *button
	random     *button
	dialogs    []raised       // that are open, the foremost last
	probe      *canvas.Raster // is asked for its picture when a frame is painted
	firstFrame func()         // what waits for the first frame; nil once it is painted

	model     codec.Model // answers the pad; its Network may be nil
	source    string      // where it comes from, in a few words
	pass      *network.Pass
	doubt     *inference.Rejector // nil in a build without its network
	run       *run                // nil before the first
	trial     *trial              // nil while no experiment runs
	race      *race               // nil while there is none
	archive   archive
	mine      myDigits
	untaught  []taught // what UndoTeaching goes back to, the latest last
	schooling bool     // a network is being taught
	answering *run     // the run whose network answers; nil for a file
	opening   int      // the networks that were to be opened, to know the last
	visiting  int      // the epoch of the run whose network answers, by its index, or live
	digits    digits
	learned   *dataset.Dataset // my digits when digits were loaded
	shelf     *shelf
	dice      *rand.Rand
	placed    map[string][4]int // last traced
	before    answered          // last traced
	drawn     time.Time         // when the pointer last changed the pad; zero once it is shown

	ctx     context.Context // of all work in the background
	cancel  context.CancelFunc
	work    sync.WaitGroup
	loading context.CancelFunc // of the digits being loaded
	shown   bool               // the window's size is a person's wish
	eager   bool               // start a run as soon as the digits are there

	evaluating subject // asked for last
	evaluator  *latest
	looker     *latest
	timesInk   bool // the pictures of units show weight × ink
	off        switchedOff

	downloader *mnist.Downloader
	closing    atomic.Bool
	patience   time.Duration // of Close
	ending     sync.Once
	ended      chan struct{} // is closed when all work has ended
}

// The files in Options.Home.
const (
	preferencesFile = "preferences.json"
	networkFile     = "last.safetensors"
)

// New makes the window as the last start left it; Show opens it.
func New(o Options) *Window {
	home := o.Home
	stalls := home != "" && !answers(home)
	if stalls {
		o.Home = ""
	}
	w := newWindow(o)
	w.restore()
	if stalls {
		w.tell(lang.L("Nothing is kept this time"), fmt.Errorf(lang.L("the drive with %s does not answer; what you do now is forgotten with the next start"), home))
	}
	return w
}

// newWindow makes a window without a network and without digits.
func newWindow(o Options) *Window {
	keepFilesWhole()
	w := &Window{
		options: o,
		window:  o.App.NewWindow("digitpad"),
		theme:   NewTheme(),
		prefs:   firstPreferences(),
		trace:   newTracer(o.Trace),
		pad:     NewPad(),
		input:   NewInputView(),
		answer:  NewAnswer(),
		bars:    NewBars(outputLabels(network.OneHot)),
		about:   newAboutTab(),
		dice:    rand.New(rand.NewPCG(o.Seed, 0)),
		loading: func() {},

		downloader: mnist.NewDownloader(),
		visiting:   live,
		patience:   closePatience,
		ended:      make(chan struct{}),
	}
	if o.Home != "" {
		w.prefs = loadPreferences(filepath.Join(o.Home, preferencesFile))
	}
	w.ctx, w.cancel = context.WithCancel(context.Background())
	w.looker = &latest{ctx: w.ctx, post: w.post, background: w.background, every: lookPause}
	w.evaluator = &latest{ctx: w.ctx, post: w.post, background: w.background, every: evaluationPause}
	w.theme.Colours = w.prefs.Colours
	o.App.Settings().SetTheme(w.theme)
	w.demo = newDemo(w)
	w.pad.OnTouched = w.touched
	w.actions = newActions(w)
	w.inside = newInsideTab()
	w.evaluate = newEvaluateTab(w.post, w.actions, w.theme)
	w.epochs = newEpochSlider(w.theme, w.actions)
	w.epochs.OnVisited = w.VisitEpoch
	w.ward = newWard(w)
	w.class.panel = newLessonPanel(w.actions)
	w.learn = newTrainTab(w.post, w.actions, w.ward.line.content, w.epochs.room)
	w.recovery = recovery{pause: safeguardPause, offer: newRecoveryOffer(w.actions, w.learn.content)}
	w.learn.content = w.recovery.offer.room
	w.preview = newAugmentationPreview(&latest{ctx: w.ctx, post: w.post, background: w.background, every: previewPause})
	w.learn.form.further.Add(w.preview.box)
	w.learn.view, w.learn.chart.OnMenu = w.prefs.Chart, w.chartMenu
	w.races = newRacesTab(w.post, w.actions)
	w.mine.counter = &latest{ctx: w.ctx, post: w.post, background: w.background, every: countPause}
	w.mineTab = newMyDigitsTab(w.actions, w)
	w.races.view, w.races.chart.OnMenu = w.prefs.RacesChart, w.racesMenu
	w.archive.store = runs.NewStore(filepath.Join(o.Home, runsFolder))
	w.lab = newLabTab(w.post, w.actions)
	w.doubt = shippedDoubt()
	w.build()
	w.answer.SetNothing(lang.L("no network yet"))
	w.refreshTools()
	return w
}

// build puts the parts together.
func (w *Window) build() {
	w.pad.OnChanged = w.padChanged
	w.pad.SetBrush(w.prefs.Brush)

	left := container.New(easel{}, w.pad, w.tools(), w.verdict())
	w.tabs = newTabs(
		room{lang.L("Train"), w.learn.content},
		room{lang.L("Inside"), w.inside.content},
		room{lang.L("Evaluate"), w.evaluate.content},
		room{lang.L("Races"), w.races.content},
		room{lang.L("My digits"), w.mineTab.content},
		room{lang.L("Lab"), w.lab.content},
		room{lang.L("About"), w.about.content},
	)
	w.tabs.OnSelected = w.tabSelected
	w.pad.trace, w.tabs.trace, w.learn.chart.trace, w.races.chart.trace, w.lab.chart.trace = w.trace, w.trace, w.trace, w.trace, w.trace
	w.mineTab.OnChosen, w.mineTab.OnLabel, w.bars.OnTapped = w.ShowMine, w.RelabelMine, w.Teach
	w.races.OnMenu, w.races.OnDelete = w.runMenu, w.DeleteRun
	w.inside.OnMode = w.SetTimesInk
	w.inside.OnSwitch = w.SwitchUnit
	w.evaluate.OnChosen = w.PutDigit
	w.evaluate.trace = w.trace
	w.evaluate.OnView, w.evaluate.OnDigits = w.SetEvaluateView, w.evaluateAgain
	w.evaluate.Choose(w.prefs.Evaluate)

	form := w.learn.form
	form.OnSource, form.OnShares = w.chooseSource, w.chooseShares
	form.OnChanged = w.settingsChanged

	content := container.New(lectern{}, container.New(aside{}, left, w.tabs.content), w.class.panel.content)
	w.desk = container.New(timed{insets{2.4 * theme.Padding()}, w.trace}, content)
	w.probe = canvas.NewRaster(w.painted)
	w.window.SetContent(container.NewStack(
		container.NewWithoutLayout(w.probe),
		w.desk,
		container.New(watcher{w.resized}),
	))
	w.menu = w.actions.mainMenu()
	for _, menu := range w.menu.Items {
		if menu.Label == lang.L("Lessons") {
			w.lessonsMenu(menu)
		}
	}
	w.recent = fyne.NewMenuItem(lang.L("Open recent"), nil)
	w.recent.ChildMenu = fyne.NewMenu("")
	first := w.menu.Items[0]
	first.Items = slices.Insert(first.Items, 1, w.recent)
	w.fillRecent()
	w.window.SetMainMenu(w.menu)
	w.window.SetOnClosed(w.BeginClose) // the loop ends next, and posts would run anywhere
	w.window.SetPadded(false)
	w.window.Resize(fyne.NewSize(w.prefs.Width, w.prefs.Height))
	w.window.SetOnDropped(w.dropped)
	w.bindKeys()
}

// tools are the pad's buttons and its brush.
func (w *Window) tools() fyne.CanvasObject {
	a := w.actions
	w.undo, w.redo, w.clear, w.random = a.undo.button(), a.redo.button(), a.clear.button(), a.random.button()
	w.brush = newSlider(lang.L("Brush"), minBrush, maxBrush)
	w.brush.Step = brushStep / 2
	w.brush.Value = w.pad.Brush()
	w.brush.OnChanged = w.SetBrush
	w.brushRow = container.NewBorder(nil, nil,
		newText(lang.L("Brush"), theme.SizeNameText, colorQuiet),
		newCaption(lang.L("right button erases")),
		container.NewThemeOverride(w.brush, sliderTheme{w.theme}))
	return container.New(stack{gap: 1},
		container.New(spread{}, w.undo, w.redo, w.clear, w.random),
		w.brushRow,
	)
}

// verdict is what the network sees and what it says.
func (w *Window) verdict() fyne.CanvasObject {
	w.normalise = newCheck(lang.L("Centre and scale"), w.SetNormalise)
	w.normalise.Checked = w.prefs.Normalise
	w.input.OnTapped = w.actions.film.do
	sees := container.New(portrait{}, newHeading(lang.L("The network sees")), w.input,
		container.New(stack{}, newCaption(lang.L("0 is black, 255 white")), w.normalise, newCaption(lang.L("Wrong? Click a bar."))))
	says := container.NewBorder(w.answer, nil, nil, nil, w.bars)
	return container.New(verdict{}, sees, says)
}

// restore brings back what the last start remembered.
func (w *Window) restore() {
	form := w.learn.form
	form.Fill(w.prefs.Settings)
	if settings, ok := w.check(); ok {
		w.previewRates(settings)
	}
	form.shares.Fill(w.prefs.Shares)
	form.SetSource(w.firstSource())
	if tab := w.prefs.Tab; 0 <= tab && tab < len(w.tabs.rooms) {
		w.tabs.Select(tab)
	}
	w.restoreNetwork()
	w.refreshTools()
	w.file(func() { atomicfile.RemoveTemp(w.options.Home) })
	w.loadRuns()
	w.loadMine()
	w.offerInterrupted()
	w.firstFrame = w.loadDigits // which takes the processor from nothing that is seen
}

// firstSource is the source chosen last. Who has never chosen learns from MNIST
// where it is on the computer, else from the sample.
func (w *Window) firstSource() source {
	if s := w.prefs.Source; s != "" {
		return s
	}
	if _, err := mnist.Locate(w.options.Data); err == nil {
		return mnistSource
	}
	return sampleSource
}

// restoreNetwork opens the network of the options, else the one that answered
// last, else the one that comes with digitpad.
func (w *Window) restoreNetwork() {
	opened := w.options.Network
	switch filepath.Ext(opened) {
	case lesson.Extension:
		w.OpenLessonFile(opened)
		opened = ""
	case benchExtension:
		w.OpenBenchFile(opened)
		opened = ""
	}
	for _, path := range []string{opened, w.prefs.Network} {
		if path == "" {
			continue
		}
		m, err := soon(path, readModel)
		if err == nil {
			w.use(m, filepath.Base(path))
			return
		}
		if path == opened {
			w.tell(lang.L("The network cannot be opened"), err)
		}
	}
	if m, err := shipped(assets.Shipped); err == nil {
		w.use(m, shippedSource())
	}
}

// Show opens the window.
func (w *Window) Show() {
	w.window.SetFullScreen(w.prefs.Projector)
	w.window.Show()
	w.shown = true
	w.demo.wait()
	w.trace.say("ready", nil)
	if w.trace != nil {
		w.background(w.watchControls)
	}
}

// resized remembers the window's size.
func (w *Window) resized() {
	if w.shown {
		size := w.window.Canvas().Size()
		if !w.window.FullScreen() {
			w.prefs.Width, w.prefs.Height = size.Width, size.Height
		}
		if w.prefs.Scale > 1 {
			w.post(func() { w.fitScale(w.window.Canvas().Size()) }) // not while it is laid out
		}
	}
}

// post runs a function on the window's goroutine, unless the window is closing.
func (w *Window) post(f func()) {
	if w.closing.Load() {
		return
	}
	w.options.Post(func() {
		if w.closing.Load() {
			return
		}
		if w.trace != nil {
			defer w.trace.step(nameOf(f))()
		}
		f()
	})
}

// background runs work on a goroutine that Close waits for.
func (w *Window) background(work func()) { w.work.Go(work) }

// reading runs work that only reads, and that Close does not wait for: a drive
// that stalls keeps it for ever.
func (w *Window) reading(work func()) { go work() }

// BeginClose lets nothing more reach the window. Any goroutine may call it.
func (w *Window) BeginClose() {
	w.closing.Store(true)
	w.cancel()
}

// Close ends all work and waits until it has ended, unless a drive stalls. The
// window's goroutine calls it, after the window is gone.
func (w *Window) Close() {
	w.BeginClose()
	w.ending.Do(func() { go func() { w.end(); close(w.ended) }() })
	select {
	case <-w.ended:
	case <-time.After(w.patience):
		fyne.LogError("not all was saved", errStalled)
	}
}

// end ends all work and writes what is to be kept.
func (w *Window) end() {
	if w.run != nil {
		if session := w.run.session; w.run.lives() { // for the next start
			w.file(func() { _ = w.writeRun(session) })
		}
		w.run.end()
		w.run.session.Wait()
	}
	w.keepMine() // what could not be written before
	w.work.Wait()
	w.learn.chart.Wait()
	w.races.chart.Wait()
	w.lab.chart.Wait()
	w.evaluate.threshold.chart.Wait()
	w.evaluate.robustness.chart.Wait()
	if w.options.Home != "" {
		if err := w.prefs.save(filepath.Join(w.options.Home, preferencesFile)); err != nil {
			fyne.LogError("the preferences were not saved", err)
		}
	}
	if release := w.recovery.slot.release; release != nil {
		release()
	}
	w.trace.saySteps()
	w.trace.say("closed", nil)
}

// Quit closes the window and with it the program.
func (w *Window) Quit() { w.window.Close() }

// padChanged answers to what lies on the pad.
func (w *Window) padChanged() {
	w.drawn = w.pad.changedAt
	w.refreshTools()
	w.classify()
}

// refreshTools enables what can be done.
func (w *Window) refreshTools() {
	able(w.undo, w.pad.CanUndo())
	able(w.redo, w.pad.CanRedo())
	able(w.clear, !w.pad.Page().Empty())
	able(w.random, w.digits.test != nil)
}

// image is what the network is to see of the page.
func (w *Window) image(p Page) ink.Image {
	switch {
	case len(p.stages) > 1 && !w.normalise.Checked:
		return p.stages[preprocess.Inked].Image
	case p.Image != nil:
		return *p.Image
	case w.normalise.Checked:
		return p.Drawing.Image()
	default:
		return p.Drawing.Raw()
	}
}

// classify shows what the network makes of the pad.
func (w *Window) classify() {
	img := w.image(w.pad.Page())
	w.input.Set(img)
	switch {
	case w.model.Network == nil:
		w.answer.SetNothing(lang.L("no network yet"))
	case img.Empty():
		w.answer.SetNothing(lang.L("nothing drawn"))
		w.bars.Set(outputLabels(w.model.Network.Spec().Encoding), nil, -1)
		w.tracePrediction(blank)
	default:
		r := w.read(img)
		w.answer.Set(r)
		w.bars.Set(r.bars, r.values, r.winner)
		w.tracePrediction(r)
	}
	w.plotOutputs(img)
	w.refreshRooms()
	if w.trace != nil && !w.drawn.IsZero() {
		w.probe.Refresh()
	}
}

// use lets a model answer the pad. Source says where it comes from.
func (w *Window) use(m codec.Model, source string) {
	w.model, w.source = m, source
	w.leavePast()
	w.off = switchedOff{}
	w.pass = m.Network.NewPass()
	w.answer.SetSource(source)
	w.about.Describe(m, source)
	w.classify()
}
