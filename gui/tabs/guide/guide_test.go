package guide

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"digitpad/assets"
	"digitpad/gui/display"
	"digitpad/gui/i18n"
	"digitpad/gui/internal/uitest"
	"digitpad/gui/picture"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/store"
	"digitpad/gui/ui"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/guide"
	"digitpad/training/lab"
	"digitpad/training/synth"
)

// testTab is the guide in a window, and what it asked to be done.
type testTab struct {
	*Tab
	window  fyne.Window
	working sync.WaitGroup
	posts   chan func()
	went    []string // ways out that were taken
}

// settle waits until nothing is computed any more, and shows what was.
func (b *testTab) settle() {
	for {
		b.working.Wait()
		select {
		case f := <-b.posts:
			f()
		default:
			return
		}
	}
}

// newTestTab is the guide in a window.
func newTestTab(t testing.TB, language string) *testTab {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(ui.NewTheme())
	text, err := guide.Load(os.DirFS("../../../assets/guide"), language)
	if err != nil {
		t.Fatal(err)
	}
	b := &testTab{posts: make(chan func(), 1000)}
	links := Links{
		Setting:       func(field string) { b.went = append(b.went, "setting "+field) },
		Experiment:    func(name string) { b.went = append(b.went, "experiment "+name) },
		Example:       func(i int) { b.went = append(b.went, fmt.Sprint("example ", i)) },
		WorkedExample: func() { b.went = append(b.went, "example") },
		Unit:          func(u predict.Unit) { b.went = append(b.went, fmt.Sprint("unit ", u.Layer, u.Index)) },
	}
	b.Tab = newTab(text, links, ui.Env{Ctx: t.Context(), Post: func(f func()) { b.posts <- f }, Go: b.working.Go})
	b.latest.Every = 0 // nothing trains beside it
	b.window = test.NewTempWindow(t, b.Content())
	b.window.Resize(fyne.NewSize(620, 600))
	return b
}

func subject(t testing.TB) Subject {
	t.Helper()
	file, err := assets.Network(assets.Post)
	if err != nil {
		t.Fatal(err)
	}
	model, err := codec.Read(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	images, labels, err := synth.WriteSample(context.Background(), 1, 300, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	data, err := dataset.New("sample", images, labels)
	if err != nil {
		t.Fatal(err)
	}
	return Subject{Network: model.Network, Input: data.Input(0), Label: data.Label(0), Data: data, Settings: training.DefaultSettings(), Learned: data.Len()}
}

// texts are all texts in an object, those that can be seen.
func texts(o fyne.CanvasObject) (all []string) {
	if !o.Visible() {
		return nil
	}
	switch o := o.(type) {
	case *canvas.Text:
		return []string{o.Text}
	case *fyne.Container:
		for _, child := range o.Objects {
			all = append(all, texts(child)...)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			all = append(all, texts(child)...)
		}
	}
	return all
}

// find is all objects of a kind in another, in their order.
func find[T fyne.CanvasObject](o fyne.CanvasObject) (all []T) {
	if found, ok := o.(T); ok {
		all = append(all, found)
	}
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			all = append(all, find[T](child)...)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			all = append(all, find[T](child)...)
		}
	}
	return all
}

// Every section fits the smallest window in every language, all its equations get
// values, and all its figures are drawn.
func TestSections(t *testing.T) {
	const room = 600 // of the tab, in a window of 1024
	for _, language := range guide.Languages {
		b := newTestTab(t, language)
		b.Show(subject(t))
		b.Shown(true)
		for i, section := range b.text.Sections {
			b.Open(i)
			b.settle()
			if width := b.Content().MinSize().Width; width > room {
				t.Errorf("%s, section %s is %g wide", language, section.Number, width)
			}
			for _, v := range b.equations {
				if len(v.values.Text) < 5 {
					t.Errorf("%s: (%s) has the value %q", language, v.equation.ID, v.values.Text)
				}
			}
			for _, picture := range find[*picture.Sketch](b.scroll.Content) {
				if !b.drawn(picture) {
					t.Errorf("%s, section %s: nothing is drawn as %q", language, section.Number, picture.Name)
				}
			}
		}
		b.Open(len(b.text.Sections))
		if width := b.Content().MinSize().Width; width > room {
			t.Errorf("%s: the index is %g wide", language, width)
		}
	}
}

// drawn reports whether a picture has at least two colours.
func (b *testTab) drawn(s *picture.Sketch) bool {
	img := s.Draw(400, 300).(*image.RGBA)
	for i := 4; i < len(img.Pix); i += 4 {
		if [4]byte(img.Pix[i:i+4]) != [4]byte(img.Pix[:4]) {
			return true
		}
	}
	return false
}

// On a wide screen the text is no wider than an eye follows.
func TestLinesOnAWideScreen(t *testing.T) {
	b := newTestTab(t, "en")
	b.Open(5)
	page := b.scroll.Content.(*fyne.Container).Objects[0]
	narrow := page.Size().Width
	if narrow < 580 {
		t.Errorf("in a window of 620 the text is %g wide", narrow)
	}
	b.window.Resize(fyne.NewSize(1800, 900))
	if wide := page.Size().Width; wide <= narrow || wide > 70*theme.TextSize() {
		t.Errorf("in a window of 1800 the text is %g wide", wide)
	}
}

// A term is explained when it is chosen, and no longer when it is left.
func TestTermsAreExplained(t *testing.T) {
	b := newTestTab(t, "en")
	b.Open(5)
	v := b.equations[0]
	if v.term.Visible() {
		t.Error("a term is explained before one is chosen")
	}
	v.formula.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	v.term.Resize(fyne.NewSize(400, 100))
	if explained := strings.Join(texts(v.term), " "); !v.term.Visible() || !strings.Contains(explained, "ΔC") {
		t.Errorf("explained: %q", explained)
	}
	v.formula.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if v.term.Visible() {
		t.Error("Escape leaves the explanation")
	}
}

// Every button of every equation leads to its setting, to its experiment, or shows its
// code.
func TestWaysOut(t *testing.T) {
	b := newTestTab(t, "en")
	for i := range b.text.Sections {
		b.Open(i)
		for _, v := range b.equations {
			b.went = nil
			buttons := find[*ui.Button](v.content)
			if len(buttons) != 3 {
				t.Fatalf("(%s) has %d buttons", v.equation.ID, len(buttons))
			}
			for _, button := range buttons {
				test.Tap(button)
			}
			if want := []string{"setting " + v.equation.Setting, "experiment " + v.equation.Experiment}; !slices.Equal(b.went, want) {
				t.Errorf("(%s) leads to %v, want %v", v.equation.ID, b.went, want)
			}
			if shown := strings.Join(texts(v.code), "\n"); !strings.Contains(shown, "func ") {
				t.Errorf("(%s) shows the code %q", v.equation.ID, shown)
			}
		}
	}
}

// Every entry of the index opens the section where it stands.
func TestIndex(t *testing.T) {
	b := newTestTab(t, "en")
	for i, claim := range lab.Claims {
		b.Open(len(b.text.Sections))
		buttons := find[*ui.Button](b.scroll.Content)
		if len(buttons) != len(lab.Claims) {
			t.Fatalf("%d entries, %d claims", len(buttons), len(lab.Claims))
		}
		test.Tap(buttons[i])
		if want := b.text.Find(claim.Source); b.section != want {
			t.Errorf("%s opens section %d, want %d", claim.Source, b.section, want)
		}
	}
}

// figureOf opens the section of a figure and returns it.
func figureOf[T figure](t testing.TB, b *testTab) T {
	t.Helper()
	b.Show(subject(t))
	b.Shown(true)
	for i := range b.text.Sections {
		b.Open(i)
		b.settle()
		for _, f := range b.figures {
			if found, ok := f.(T); ok {
				return found
			}
		}
	}
	t.Fatal("there is no such figure")
	panic("unreachable")
}

// One iteration goes from the image to the changed weights and back, by itself too, and
// says of the weight that is tapped what it was, its derivative, the central difference
// and what it becomes.
func TestTrace(t *testing.T) {
	b := newTestTab(t, "en")
	f := figureOf[*trace](t, b)
	if f.now != 0 || !f.back.Disabled() {
		t.Errorf("it begins with step %d", f.now)
	}
	for range f.steps {
		test.Tap(f.forth)
	}
	if f.now != len(f.steps)-1 || !f.forth.Disabled() || len(f.steps) != 10 {
		t.Errorf("it ends with step %d of %d", f.now, len(f.steps))
	}
	if text := f.says.Text; !strings.Contains(text, "ΔC = ") {
		t.Errorf("the last step says %q", text)
	}
	f.picture.Draw(600, 300)
	f.tap(float64(f.cell)*10.5, float64(f.label)+float64(f.cell)*12.5)
	if f.chosen != (weight{12*dataset.Side + 10, 0}) {
		t.Errorf("the tap chose %v", f.chosen)
	}
	f.tap(float64(f.cell)*(28+2+10.5), float64(f.label)+float64(f.cell)*12.5) // in the picture beside it
	if f.chosen != (weight{12*dataset.Side + 10, 0}) {
		t.Errorf("the tap beside chose %v", f.chosen)
	}
	shown := f.trace.Gradient.W[0].At(f.chosen.p, f.chosen.k)
	if difference := f.net.CentralDifference(f.trace.Example, 0, f.chosen.p, f.chosen.k); math.Abs(shown-difference) > 1e-3*math.Abs(difference)+1e-10 {
		t.Errorf("shown %g, central difference %g", shown, difference)
	}
	test.Tap(f.back)
	if f.now != len(f.steps)-2 {
		t.Errorf("back leads to step %d", f.now)
	}
}

// The plane shows the cost that Evaluate finds where the network stands, and a tap lets
// three descents start at its point.
func TestLandscape(t *testing.T) {
	b := newTestTab(t, "en")
	f := figureOf[*plane](t, b)
	b.settle()
	if f.plane == nil {
		t.Fatal("nothing is computed")
	}
	f.picture.Draw(500, 300)
	x, y := f.fromPixels(125, 75)
	px, py := f.toPixels(image.NewRGBA(image.Rect(0, 0, 500, 300)), x, y)
	if math.Abs(px-125) > 1e-9 || math.Abs(py-75) > 1e-9 {
		t.Errorf("pixel 125, 75 is taken for %g, %g", px, py)
	}
	f.drop(125, 75)
	b.settle()
	if len(f.paths) != 3 {
		t.Fatalf("%d descents", len(f.paths))
	}
	want, err := evaluate.Network(t.Context(), f.plane.At(x, y), f.data)
	if err != nil {
		t.Fatal(err)
	}
	for i, path := range f.paths {
		if math.Abs(path[0].Cost-want.Cost) > 1e-6*want.Cost || math.Abs(path[0].X-x) > 1e-3 {
			t.Errorf("%s starts at %v, the cost there is %g", f.ways[i].Name, path[0], want.Cost)
		}
	}
}

// The balls come to rest at the ends of their paths, at once if the tab or the section is
// left; on their way they are elsewhere.
func TestBallsRoll(t *testing.T) {
	b := newTestTab(t, "en")
	f := figureOf[*plane](t, b)
	b.settle()
	picture := func(rolled float64) []byte {
		f.rolled = rolled
		return slices.Clone(f.picture.Draw(500, 300).(*image.RGBA).Pix)
	}
	picture(1)
	f.drop(125, 75)
	b.settle()
	if f.roll == nil || f.rolled != 1 { // without a display an animation is at its end
		t.Fatal("no ball rolls")
	}
	end := picture(1)
	for _, rolled := range []float64{0, 0.013, 0.5} {
		if bytes.Equal(picture(rolled), end) {
			t.Errorf("after %g of the time the balls are at the end", rolled)
		}
	}
	for name, leave := range map[string]func(){"the tab": func() { b.Shown(false) }, "the section": func() { b.Open(0) }, "the network": f.survey} {
		f.letRoll()
		b.figures, f.rolled = []figure{f}, 0.5
		leave()
		b.settle()
		if f.roll != nil || f.rolled != 1 {
			t.Errorf("the balls roll on when %s is left", name)
		}
	}
}

// The cost keeps its colours while balls roll, and takes those of another theme.
func TestGround(t *testing.T) {
	b := newTestTab(t, "en")
	f := figureOf[*plane](t, b)
	b.settle()
	look := ui.NewTheme()
	look.Mode = store.LightColors
	fyne.CurrentApp().Settings().SetTheme(look)
	light := slices.Clone(f.picture.Draw(500, 300).(*image.RGBA).Pix)
	if again := f.picture.Draw(500, 300).(*image.RGBA).Pix; !bytes.Equal(again, light) {
		t.Error("drawn again the plane is another")
	}
	look = ui.NewTheme()
	look.Mode = store.DarkColors
	fyne.CurrentApp().Settings().SetTheme(look)
	if bytes.Equal(f.picture.Draw(500, 300).(*image.RGBA).Pix, light) {
		t.Error("the plane keeps the colours of the other theme")
	}
	if small := f.picture.Draw(250, 150).Bounds(); small.Dx() != 250 {
		t.Errorf("the plane is drawn in %v", small)
	}
}

// Of a large layer some units are shown, which is said, and the weight that was chosen is
// one of theirs.
func TestLargeLayers(t *testing.T) {
	b := newTestTab(t, "en")
	s := subject(t)
	file, err := assets.Network(assets.Shipped)
	if err != nil {
		t.Fatal(err)
	}
	model, err := codec.Read(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	s.Network = model.Network
	b.Show(s)
	b.Shown(true)
	for i := range b.text.Sections {
		b.Open(i)
		b.settle()
		for _, f := range b.figures {
			switch f := f.(type) {
			case *networkPicture:
				if !strings.Contains(f.says.Said, "Hidden layer: of 300 units the 40 with the largest activations are drawn.") {
					t.Errorf("the network says %q", f.says.Said)
				}
			case *trace:
				test.Tap(f.forth)
				if !strings.Contains(f.heading.Content, "the steepest 15 of 300") || len(f.unitNames(0)) != mostUnits {
					t.Errorf("the iteration says %q", f.heading.Content)
				}
				if !slices.Contains(f.units[0], f.chosen.k) {
					t.Errorf("unit %d is chosen, of %v", f.chosen.k, f.units[0])
				}
				f.show(len(f.steps) - 1)
				f.picture.Draw(600, 350)
				f.tap(float64(f.cell)*3.5, float64(f.label)+float64(f.cell)*4.5)
				if f.chosen != (weight{4*dataset.Side + 3, f.units[0][0]}) {
					t.Errorf("the tap chose %v, of %v", f.chosen, f.units[0])
				}
			}
		}
	}
}

// A training image that is tapped goes to the pad, and a gap between two does nothing.
func TestSamplesGoToThePad(t *testing.T) {
	b := newTestTab(t, "en")
	f := figureOf[*samples](t, b)
	f.picture.Draw(600, 200)
	width := 600 / f.columns
	f.picture.OnTap(float64(2*width+3), float64(f.row+3))
	f.picture.OnTap(float64(2*width+3), float64(f.row-1))
	f.picture.OnTap(float64(3*width-1), 3)
	if want := fmt.Sprint("example ", f.columns+2); len(b.went) != 1 || b.went[0] != want {
		t.Errorf("taps lead to %v, want %s", b.went, want)
	}
}

// An iteration can be made with one training image after another, goes to its end at
// once, and is held when it is left.
func TestIterationWithTrainingImages(t *testing.T) {
	b := newTestTab(t, "en")
	f := figureOf[*trace](t, b)
	f.nextExample()
	f.nextExample()
	if !slices.Equal(b.went, []string{"example 0", "example 1"}) {
		t.Errorf("it leads to %v", b.went)
	}
	test.Tap(f.last)
	if f.now != len(f.steps)-1 || !f.last.Disabled() {
		t.Errorf("at once it is at step %d", f.now)
	}
	f.playing = true
	b.Shown(false)
	if f.playing {
		t.Error("it goes on out of view")
	}
}

// Values break between two, never within one.
func TestValuesInLines(t *testing.T) {
	long := strings.Repeat("x", display.LineLength-10)
	for _, c := range []struct {
		parts []string
		want  string
	}{
		{nil, ""},
		{[]string{"a = 1", "b = 2"}, "a = 1   b = 2"},
		{[]string{long, "b = 22"}, long + "   b = 22"},
		{[]string{long, "b = 22222", "c = 3"}, long + "\nb = 22222   c = 3"},
		{[]string{long[:20], long[:20], long[:20], "d = 44444444"}, long[:20] + "   " + long[:20] + "\n" + long[:20] + "   d = 44444444"},
	} {
		if got := display.InLines(c.parts); got != c.want {
			t.Errorf("%q is set as %q", c.parts, got)
		}
	}
}

// A tap on a unit of the network leads on to it, a tap beside it to nothing.
func TestNetworkPicture(t *testing.T) {
	b := newTestTab(t, "en")
	f := figureOf[*networkPicture](t, b)
	f.picture.Draw(600, 400)
	var at image.Point
	for y := range 400 {
		if u, ok := f.layout.At(350, float64(y)); ok && u.L == 0 {
			at = image.Pt(350, y)
			break
		}
		if u, ok := f.layout.At(345, float64(y)); ok && u.L == 0 {
			at = image.Pt(345, y)
			break
		}
	}
	f.picture.OnTap(float64(at.X), float64(at.Y))
	test.Tap(f.open)
	if len(b.went) != 1 || !strings.HasPrefix(b.went[0], "unit 0") {
		t.Errorf("a tap at %v leads to %v", at, b.went)
	}
	f.picture.OnTap(1, 1)
	if !f.open.Disabled() {
		t.Error("without a unit there is a way on")
	}
}

// A tap on a pixel says its number.
func TestPixels(t *testing.T) {
	b := newTestTab(t, "en")
	f := figureOf[*pixels](t, b)
	f.picture.Draw(600, 280)
	f.picture.OnTap(145, 135)
	if f.chosen != 13*dataset.Side+14 || !strings.Contains(f.says.Said, "Row 14, column 15") {
		t.Errorf("chosen %d: %q", f.chosen, f.says.Said)
	}
}

// The example of the post is a button.
func TestIterations(t *testing.T) {
	b := newTestTab(t, "en")
	f := figureOf[*iterations](t, b)
	if text := strings.Join(texts(f.content), " "); !strings.Contains(text, "60,000 / 100 = 600 iterations an epoch, 6,000 in all") {
		t.Errorf("it says %q", text)
	}
	test.Tap(find[*ui.Button](f.content)[0])
	if !slices.Equal(b.went, []string{"example"}) {
		t.Errorf("it leads to %v", b.went)
	}
}

// Three runs with m = 1, 10 and n go from the same cost, are drawn, and their swings are
// said; a second tap stops them.
func TestOscillations(t *testing.T) {
	b := newTestTab(t, "en")
	f := figureOf[*oscillations](t, b)
	f.pace = 1
	before := f.content.MinSize().Height
	test.Tap(f.run)
	b.settle()
	if height := f.content.MinSize().Height; height != before {
		t.Errorf("the figure grows from %g to %g, and moves what lies below it", before, height)
	}
	if len(f.runs) != 3 || len(f.runs[0].Cost) != oscillationIterations+1 || f.runs[0].Cost[0] != f.runs[2].Cost[0] || f.stop != nil {
		t.Fatalf("there are %d runs", len(f.runs))
	}
	for i, name := range []string{"m = 1:", "m = 10:", "m = n = 300:"} {
		if want := name + " " + i18n.FormatDigits(f.runs[i].CostSwing(), 2); !strings.Contains(f.says.Said, want) {
			t.Errorf("%q lacks %q", f.says.Said, want)
		}
	}
	f.pace = time.Hour
	test.Tap(f.run)
	test.Tap(f.run)
	b.settle()
	if f.stop != nil || f.run.Text != "Train with m = 1, 10 and n" || len(f.runs) > 0 && len(f.runs[0].Cost) > 3 {
		t.Errorf("stopped, there is %q", f.run.Text)
	}
}

// A tab that is not in view computes nothing, and catches up when it is.
func TestOutOfView(t *testing.T) {
	b := newTestTab(t, "en")
	b.Open(5)
	b.Show(subject(t))
	b.settle()
	if text := b.equations[0].values.Text; text != "" {
		t.Errorf("out of view is computed: %q", text)
	}
	b.Shown(true)
	b.settle()
	if text := b.equations[0].values.Text; text == "" {
		t.Error("in view nothing is computed")
	}
}

func BenchmarkOpen(b *testing.B) {
	g := newTestTab(b, "en")
	g.Show(subject(b))
	i := 0
	for b.Loop() {
		g.Open(i % len(g.text.Sections))
		i++
	}
}

func BenchmarkTraceStep(b *testing.B) {
	g := newTestTab(b, "en")
	f := figureOf[*trace](b, g)
	f.show(len(f.steps) - 1)
	for b.Loop() {
		f.picture.Draw(600, 320)
	}
}

// The weight that is chosen in an iteration is edited where its number stands: what the
// network answers changes at once, and comes back.
func TestTheChosenWeightIsEdited(t *testing.T) {
	p := uitest.New(t)
	p.Prediction.UsePost()
	p.Draw(0.5, 0.2, 0.5, 0.8)
	tab := New(p.State.State, Links{Setting: func(string) {}}, p.Env)
	p.Show(tab.Content(), 620, 600)
	tab.Shown(true)
	tab.Find("(10)")
	var f *trace
	p.Pump("an iteration", func() bool {
		for _, figure := range tab.figures {
			if found, ok := figure.(*trace); ok {
				f = found
			}
		}
		return f != nil && f.trace != nil
	})
	if tab.weight.Content.Visible() {
		t.Error("a weight is edited before there is one")
	}
	f.show(len(f.steps) - 2)
	f.picture.Draw(600, 300)
	f.tap(float64(f.cell)*14.5, float64(f.label)+float64(f.cell)*14.5)
	at, shown := tab.weight.Parameter()
	if want := (predict.Parameter{Layer: 0, From: 14*dataset.Side + 14, To: 0}); !shown || at != want {
		t.Fatalf("the tap edits %+v, want %+v", at, want)
	}
	before := slices.Clone(p.Prediction.Result().Outputs)
	tab.weight.Entry().SetText("50")
	tab.weight.Entry().OnSubmitted("50")
	if p.Prediction.Parameter(at) != 50 || slices.Equal(p.Prediction.Result().Outputs, before) {
		t.Errorf("the weight is %g, the outputs are %v", p.Prediction.Parameter(at), p.Prediction.Result().Outputs)
	}
	p.Pump("the iteration of the edited network", func() bool { return f.trace.Before.W[0].At(at.From, at.To) == 50 })
	p.Prediction.PutAllBack()
	if !slices.Equal(p.Prediction.Result().Outputs, before) {
		t.Error("the weight does not come back")
	}
	f.show(0)
	if tab.weight.Content.Visible() {
		t.Error("the field stays although no weight is shown")
	}
}
