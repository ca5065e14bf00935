package predict_test

import (
	"math"
	"slices"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/store"
	"digitpad/training/ink"
	"digitpad/training/preprocess"
	"digitpad/training/synth"
)

func at(x, y float64) ink.Point { return ink.Point{X: x, Y: y} }

// Strokes, their erasing and their widths.
func TestStrokes(t *testing.T) {
	s := statetest.New(t)
	p := s.Page
	var changes []predict.PageChange
	p.Changed.Listen(func(c predict.PageChange) { changes = append(changes, c) })
	p.SetBrush(0.1)
	p.BeginStroke(at(0.2, 0.2), false)
	p.ExtendStroke(at(0.2, 0.2)) // is there already
	p.ExtendStroke(at(0.4, 0.2))
	p.BeginStroke(at(0.3, 0.1), true)
	d := p.Content().Drawing
	if len(d) != 2 || d[0].Erase || !d[1].Erase || d[0].Width != 0.1 || d[1].Width != 0.2 {
		t.Fatalf("%+v", d)
	}
	if len(changes) != 3 || !changes[0].Begun || !changes[1].Extended || changes[1].Begun || !changes[2].Begun || changes[0].At.IsZero() {
		t.Errorf("told was %+v", changes)
	}
	if got := s.Prediction.Image(); got != p.Image() {
		t.Error("the network got another image")
	}
}

// An answer to a drawing of which a dot is left out is no more than a guess, unless the drawing
// is read as it is.
func TestALeftOutDotMakesTheAnswerUnsure(t *testing.T) {
	s := statetest.New(t)
	p := s.Page
	s.Prediction.UseShipped()
	if s.Prediction.Network() == nil {
		t.Skip("this build has no trained network")
	}
	one := ink.Stroke{Points: []ink.Point{at(0.5, 0.2), at(0.5, 0.7)}, Width: 0.08}
	dot := ink.Stroke{Points: []ink.Point{at(0.5, 0.85)}, Width: 0.08}
	for _, c := range []struct {
		drawing   ink.Drawing
		normalise bool
		leavesOut bool
	}{{ink.Drawing{one}, true, false}, {ink.Drawing{one, dot}, true, true}, {ink.Drawing{one, dot}, false, false}} {
		p.SetNormalise(c.normalise)
		p.Put(store.Content{Drawing: c.drawing})
		r := s.Prediction.Result()
		if p.LeavesOut() != c.leavesOut || c.normalise && (r.Digit != 1 || r.Unsure != c.leavesOut) {
			t.Errorf("%d strokes, normalised %t: ink is left out %t, %d is read, unsure %t", len(c.drawing), c.normalise, p.LeavesOut(), r.Digit, r.Unsure)
		}
	}
}

// A stroke is a smooth curve through all its positions, and what is settled stays.
func TestAStrokeIsACurve(t *testing.T) {
	p := statetest.New(t).Page
	settled := [][]ink.Point{}
	p.Changed.Listen(func(c predict.PageChange) {
		if c.Extended {
			settled = append(settled, slices.Clone(p.Content().Drawing[0].Points[:c.Settled]))
		}
	})
	const positions = 8
	turn := func(i int) ink.Point {
		angle := 2 * math.Pi * float64(i) / positions
		return at(0.5+0.3*math.Cos(angle), 0.5+0.3*math.Sin(angle))
	}
	p.BeginStroke(turn(0), false)
	for i := range positions {
		p.ExtendStroke(turn(i + 1))
	}
	points := p.Content().Drawing[0].Points
	for i := range positions {
		if !slices.ContainsFunc(points, func(q ink.Point) bool { return math.Hypot(q.X-turn(i).X, q.Y-turn(i).Y) < 1e-9 }) {
			t.Errorf("the curve misses position %d", i)
		}
	}
	for i, q := range points {
		if off := math.Abs(math.Hypot(q.X-0.5, q.Y-0.5) - 0.3); off > 0.016 { // an octagon is off by 0.023
			t.Errorf("point %d is off the circle by %.3f", i, off)
		}
	}
	for i, before := range settled {
		if !slices.Equal(points[:len(before)], before) {
			t.Errorf("what was settled at position %d has changed", i+1)
		}
	}
}

func TestUndoAndRedoGoThroughEveryChange(t *testing.T) {
	s := statetest.New(t)
	p := s.Page
	s.Draw(0.1, 0.1)
	s.Draw(0.9, 0.9)
	p.Clear()
	p.Clear() // of an empty page is no change
	for want := 2; want >= 0; want-- {
		p.Undo()
		if got := len(p.Content().Drawing); got != want {
			t.Fatalf("after Undo %d strokes, want %d", got, want)
		}
	}
	if p.CanUndo() {
		t.Error("there is something before the beginning")
	}
	p.Undo()
	p.Redo()
	p.Redo()
	if got := len(p.Content().Drawing); got != 2 || !p.CanRedo() {
		t.Errorf("after Redo %d strokes, want 2", got)
	}
	s.Draw(0.5, 0.5)
	if p.CanRedo() {
		t.Error("a new stroke must end what can be redone")
	}
	p.Redo()
	if got := len(p.Content().Drawing); got != 3 {
		t.Errorf("%d strokes", got)
	}
}

// What Undo brings back is not changed by later strokes.
func TestUndoDoesNotShareStrokes(t *testing.T) {
	s := statetest.New(t)
	p := s.Page
	s.Draw(0.1, 0.1)
	s.Draw(0.5, 0.5, 0.7, 0.7)
	p.Undo()
	s.Draw(0.3, 0.3, 0.35, 0.35)
	p.Undo()
	p.Undo()
	p.Redo()
	if d := p.Content().Drawing; len(d) != 1 || len(d[0].Points) != 1 {
		t.Errorf("the first stroke has become %v", d)
	}
}

// What is laid on the page in the middle of a stroke ends it: the pointer, which is still
// down, draws on nothing else.
func TestAnotherContentEndsTheStroke(t *testing.T) {
	s := statetest.New(t)
	p := s.Page
	for name, lay := range map[string]func(){
		"undo": p.Undo, "clear": p.Clear, "an example": func() { p.PutExample(s.Datasets.Data().Test.Open(), 1) },
		"a demonstration": func() { p.Demonstrate(nil) },
	} {
		p.Clear()
		s.Draw(0.1, 0.1)
		s.Draw(0.5, 0.5, 0.7, 0.7)
		lay()
		was := p.Content()
		p.ExtendStroke(at(0.9, 0.9))
		p.BreakStroke(at(0.9, 0.1), false)
		if now := p.Content(); len(now.Drawing) != len(was.Drawing) || len(now.Drawing) > 0 && len(now.Drawing[0].Points) != 1 {
			t.Errorf("after %s the stroke went on: %v", name, now.Drawing)
		}
	}
}

// A stroke that leaves the page and comes back goes with one Undo.
func TestABrokenStrokeIsOneChange(t *testing.T) {
	s := statetest.New(t)
	s.Draw(0.5, 0.5, 1, 0.5)
	s.Page.BreakStroke(at(0.5, 0.8), false)
	s.Page.ExtendStroke(at(0.4, 0.8))
	if d := s.Page.Content().Drawing; len(d) != 2 || d[1].Points[0] != at(0.5, 0.8) {
		t.Fatalf("%v", d)
	}
	s.Page.Undo()
	if !s.Page.Content().Empty() {
		t.Error("one press, but more than one Undo")
	}
}

// A stroke on an image begins on an empty page; Undo brings the image back.
func TestAStrokeOnAnImage(t *testing.T) {
	s := statetest.New(t)
	s.Page.PutExample(s.Datasets.Data().Test.Open(), 3)
	var changes []predict.PageChange
	s.Page.Changed.Listen(func(c predict.PageChange) { changes = append(changes, c) })
	s.Draw(0.5, 0.5)
	if c := s.Page.Content(); c.Image != nil || len(c.Drawing) != 1 || changes[0].Begun {
		t.Errorf("%+v", c)
	}
	s.Page.Undo()
	if c := s.Page.Content(); c.Image == nil || c.Label != s.Datasets.Data().Test.Open().Label(3) || s.Page.Image() != *c.Image {
		t.Error("the image does not come back")
	}
}

// A demonstration leaves no traces in the history.
func TestADemonstrationIsNotUndone(t *testing.T) {
	p := statetest.New(t).Page
	p.Demonstrate(synth.NewWriter(1).Draw(3, 0))
	if c := p.Content(); !c.Demo || p.CanUndo() {
		t.Errorf("%+v", c)
	}
	p.Demonstrate(nil)
	if c := p.Content(); c.Demo || !c.Empty() {
		t.Errorf("%+v", c)
	}
}

// TestTheHistoryHasAnEnd history does not grow without end.
func TestTheHistoryHasAnEnd(t *testing.T) {
	p := statetest.New(t).Page
	for i := range 600 {
		p.Put(store.Content{Picture: string(rune('a' + i%26)), Image: new(ink.Image)})
	}
	n := 0
	for ; p.CanUndo(); n++ {
		p.Undo()
	}
	if n != 500 {
		t.Errorf("%d changes can be undone, want 500", n)
	}
}

// TestPageOptions brush is kept within its limits, and remembered; so is the normalisation, which
// changes what the network gets.
func TestPageOptions(t *testing.T) {
	s := statetest.New(t)
	p, told := s.Page, 0
	p.Options.Listen(func(struct{}) { told++ })
	for _, c := range [][2]float64{{1, predict.MaxBrush}, {0, predict.MinBrush}, {0.07, 0.07}} {
		if p.SetBrush(c[0]); p.Brush() != c[1] || s.Prefs.Brush != c[1] {
			t.Errorf("a brush of %g is %g", c[0], p.Brush())
		}
	}
	s.Draw(0.1, 0.1, 0.1, 0.3)
	normalised, raw := p.Content().Drawing.Image(), p.Content().Drawing.Raw()
	if p.Image() != normalised || normalised == raw {
		t.Error("the drawing is not brought into MNIST's frame")
	}
	p.SetNormalise(false)
	if p.Image() != raw || s.Prefs.Normalise || s.Prediction.Image() != raw || told != 4 {
		t.Errorf("the drawing is brought into MNIST's frame, told %d times", told)
	}
	img := ink.Image{1: 200}
	p.Put(store.Content{Image: &img})
	if p.Image() != img {
		t.Error("an image of a dataset is changed")
	}
	steps := make([]preprocess.Stage, 5)
	steps[preprocess.Inked].Image = ink.Image{2: 9}
	p.Put(store.Content{Image: &img, Steps: steps})
	if p.Image() != steps[preprocess.Inked].Image {
		t.Error("without centring the network gets the centred picture all the same")
	}
	p.SetNormalise(true)
	if p.Image() != img {
		t.Error("the network does not get the cleaned picture")
	}
}

// Every change of the page is told, with the moment of the event, and as what it is.
func TestEveryChangeOfThePageIsTold(t *testing.T) {
	s := statetest.New(t)
	p := s.Page
	var told []predict.PageChange
	p.Changed.Listen(func(c predict.PageChange) { told = append(told, c) })
	for _, c := range []struct {
		what string
		do   func()
		want predict.PageChange
	}{
		{"a stroke", func() { p.BeginStroke(at(0.5, 0.2), false) }, predict.PageChange{Begun: true}},
		{"a position", func() { p.ExtendStroke(at(0.5, 0.5)) }, predict.PageChange{Extended: true}},
		{"another place", func() { p.BreakStroke(at(0.5, 0.6), false) }, predict.PageChange{Begun: true}},
		{"the end of it", p.EndStroke, predict.PageChange{Ended: true}},
		{"undo", p.Undo, predict.PageChange{}},
		{"redo", p.Redo, predict.PageChange{}},
		{"clear", p.Clear, predict.PageChange{}},
		{"an example", func() { p.PutExample(s.Datasets.Data().Test.Open(), 3) }, predict.PageChange{}},
		{"a demonstration", func() { p.Demonstrate(synth.NewWriter(1).Draw(3, 0)) }, predict.PageChange{}},
		{"no normalisation", func() { p.SetNormalise(false) }, predict.PageChange{}},
	} {
		told = nil
		c.do()
		if len(told) != 1 {
			t.Errorf("%s is told %d times", c.what, len(told))
			continue
		}
		got := told[0]
		if got.At.IsZero() {
			t.Errorf("when %s came is not told", c.what)
		}
		got.At, got.Settled = c.want.At, 0
		if got != c.want {
			t.Errorf("%s is told as %+v", c.what, got)
		}
	}
	told = nil
	if p.EndStroke(); len(told) > 0 || p.InStroke() {
		t.Error("the end of no stroke is told")
	}
}

// An example of a dataset lies on the page as it is there.
func TestAnExampleOnThePage(t *testing.T) {
	s := statetest.New(t)
	test := s.Datasets.Data().Test.Open()
	s.Page.PutExample(test, 3)
	var want ink.Image
	test.Input(3).Unpack(want[:])
	if s.Page.Image() != want || s.Page.Shown() == nil || *s.Page.Shown() != want || s.Page.LeavesOut() {
		t.Error("another image lies on the page than the example")
	}
}

// A brush that was kept out of its limits, in a damaged file say, is brought within them.
func TestABrushThatWasKept(t *testing.T) {
	for kept, want := range map[float64]float64{9: predict.MaxBrush, -1: predict.MinBrush, 0.1: 0.1} {
		prefs := store.DefaultPreferences()
		prefs.Brush = kept
		if got := predict.NewPage(&prefs).Brush(); got != want || prefs.Brush != want {
			t.Errorf("a brush of %g is %g, want %g", kept, got, want)
		}
	}
}
