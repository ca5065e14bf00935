package predict_test

import (
	"image"
	"slices"
	"testing"

	"digitpad/assets"
	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/store"
	"digitpad/network"
	"digitpad/training/inference"
	"digitpad/training/ink"
	"digitpad/training/preprocess"
	"digitpad/training/segment"
	"digitpad/training/synth"
)

// fourTwo is a number of two digits in three strokes.
func fourTwo() ink.Drawing {
	number := slices.Concat(strokesAt(4, 0.1), strokesAt(2, 0.55))
	return number
}

// strokesAt is a digit of the synthetic writer, 0.35 high, that begins at x.
func strokesAt(digit int, x float64) (moved ink.Drawing) {
	d := synth.NewWriter(5).Draw(digit, 0)
	b := d.Bounds()
	scale := 0.35 / (b.MaxY - b.MinY)
	for _, s := range d {
		points := make([]ink.Point, len(s.Points))
		for i, p := range s.Points {
			points[i] = ink.Point{X: x + scale*(p.X-b.MinX), Y: 0.3 + scale*(p.Y-b.MinY)}
		}
		moved = append(moved, ink.Stroke{Points: points, Width: 0.03})
	}
	return moved
}

// shippedState is a state whose pad the network that comes with digitpad answers.
func shippedState(t *testing.T) *statetest.State {
	t.Helper()
	s := statetest.New(t)
	s.Prediction.UseShipped()
	if s.Prediction.Network() == nil {
		t.Skip("this build has no trained network")
	}
	return s
}

// rejector is of networks that come with digitpad and tell digits from others.
func rejector(t *testing.T, files ...string) *inference.Rejector {
	t.Helper()
	var nets [2]*network.Network
	for i, file := range files {
		m, err := predict.ShippedModel(file)
		if err != nil {
			t.Fatal(err)
		}
		nets[i] = m.Network
	}
	r, err := inference.NewRejector(nets[0], nets[1])
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// read pumps until the number is read as text.
func read(s *statetest.State, text string) {
	s.T.Helper()
	s.Pump("the number "+text, func() bool { return s.Numbers.Number().String() == text })
}

// Each digit of a number can stand for the page: the network gets it alone.
func TestADigitOfANumberStandsForThePage(t *testing.T) {
	s := shippedState(t)
	s.Page.Put(store.Content{Drawing: fourTwo()})
	read(s, "42")
	if s.Numbers.Chosen() != 1 || s.Prediction.Result().Digit != 2 {
		t.Errorf("digit %d stands for the page and is read as %d, want the last one that was drawn", s.Numbers.Chosen(), s.Prediction.Result().Digit)
	}
	s.Numbers.Choose(0)
	if s.Prediction.Result().Digit != 4 || s.Prediction.Image() != strokesAt(4, 0.1).Image() || len(s.Page.Drawing()) != len(strokesAt(4, 0)) {
		t.Errorf("the first digit is read as %d, of %d strokes", s.Prediction.Result().Digit, len(s.Page.Drawing()))
	}
	s.Numbers.Choose(7)
	s.Numbers.Choose(-1)
	if s.Numbers.Chosen() != 0 {
		t.Error("a digit is chosen that is not there")
	}
	for _, want := range []int{1, 0} {
		if s.Numbers.Turn(1); s.Numbers.Chosen() != want {
			t.Errorf("the next digit is %d, want %d", s.Numbers.Chosen(), want)
		}
	}
	if s.Numbers.Turn(-1); s.Numbers.Chosen() != 1 {
		t.Error("before the first digit does not come the last one")
	}
	s.Page.SetNormalise(false)
	if s.Prediction.Image() != s.Page.Drawing().Raw() {
		t.Error("without normalisation the digit does not stay where it stands")
	}
}

// A number that was drawn without lifting the pen is cut; its last digit stands for the page.
func TestOneStrokeMayBeSeveralDigits(t *testing.T) {
	s := shippedState(t)
	stroke := strokesAt(3, 0.1)[0]
	for _, x := range []float64{0.43, 0.74} {
		stroke.Points = slices.Concat(stroke.Points, strokesAt(2, x)[0].Points)
	}
	s.Page.Put(store.Content{Drawing: ink.Drawing{stroke}})
	read(s, "322")
	if s.Numbers.Chosen() != 2 {
		t.Errorf("digit %d stands for the page, want that in which the stroke ends", s.Numbers.Chosen())
	}
	if cuts := s.Numbers.Number().Cuts; len(cuts) < 2 {
		t.Errorf("there are %d cuts", len(cuts))
	}
}

// One digit, of however many strokes, is no number: all that lies on the page is read at
// once, as it always was.
func TestASingleDigitIsNoNumber(t *testing.T) {
	s := shippedState(t)
	changes := 0
	s.Numbers.Changed.Listen(func(struct{}) { changes++ })
	for digit := range 10 {
		d := synth.NewWriter(5).Draw(digit, 0)
		s.Page.Put(store.Content{Drawing: d})
		s.Settle()
		if len(s.Numbers.Number().Symbols) > 0 || s.Prediction.Image() != d.Image() || len(s.Page.Drawing()) != len(d) {
			t.Errorf("a %d is the number %q", digit, s.Numbers.Number())
		}
	}
	if changes > 0 {
		t.Errorf("the number changed %d times", changes)
	}
}

// While the stroke goes on that makes a second digit there is no number yet; it comes when
// the pen is lifted.
func TestANumberShowsWhenItsStrokeEnds(t *testing.T) {
	s := shippedState(t)
	all := fourTwo()
	s.Page.Put(store.Content{Drawing: all[:len(all)-1]})
	s.Settle()
	last := all[len(all)-1].Points
	s.Page.BeginStroke(last[0], false)
	for _, p := range last[1:] {
		s.Page.ExtendStroke(p)
	}
	s.Settle()
	if got := s.Numbers.Number().String(); got != "" {
		t.Errorf("in the middle of a stroke the number is %q", got)
	}
	s.Page.EndStroke()
	read(s, "42")
}

// A reading of a stroke that went on makes no number when it comes after the pen was lifted:
// half a 3 reads as 17.
func TestALateReadingOfAStrokeIsNoNumber(t *testing.T) {
	s := shippedState(t)
	all := fourTwo()
	s.Page.Put(store.Content{Drawing: all[:len(all)-1]})
	last := all[len(all)-1].Points
	s.Page.BeginStroke(last[0], false)
	for _, p := range last[1 : len(last)-1] {
		s.Page.ExtendStroke(p)
	}
	s.Settle()
	s.Page.ExtendStroke(last[len(last)-1])
	late := <-s.Posts()
	s.Page.EndStroke()
	if late(); s.Numbers.Number().String() != "" {
		t.Errorf("of a stroke that went on the number is %q", s.Numbers.Number())
	}
	read(s, "42")

	s.Page.Put(store.Content{Drawing: all})
	late = <-s.Posts()
	s.Page.BeginStroke(last[0], false)
	if late(); s.Numbers.Number().String() != "" {
		t.Errorf("while the next stroke goes on the number is %q", s.Numbers.Number())
	}
}

// What comes in the place of a number takes it away, at once, and a late reading of it is
// void.
func TestALateNumberIsVoid(t *testing.T) {
	s := shippedState(t)
	s.Page.Put(store.Content{Drawing: fourTwo()})
	s.Page.Put(store.Content{Drawing: strokesAt(3, 0.2)})
	s.Settle()
	if got := s.Numbers.Number().String(); got != "" {
		t.Errorf("the number %q is of what lay there before", got)
	}
	s.Page.Undo()
	read(s, "42")
	s.Page.Clear()
	if m := s.Page.Image(); len(s.Numbers.Number().Symbols) != 0 || !m.Empty() {
		t.Error("an empty page has a number")
	}
}

// Another network reads the number again, and the chosen digit stays.
func TestAnotherNetworkReadsTheNumber(t *testing.T) {
	s := shippedState(t)
	s.Page.Put(store.Content{Drawing: fourTwo()})
	read(s, "42")
	s.Numbers.Choose(0)
	changed := 0
	s.Numbers.Changed.Listen(func(struct{}) { changed++ })
	s.Prediction.UsePost()
	s.Pump("another reading", func() bool { return changed > 0 })
	if len(s.Numbers.Number().Symbols) > 0 && s.Numbers.Chosen() != 0 {
		t.Errorf("digit %d is chosen", s.Numbers.Chosen())
	}
}

// A picture of a number is read, too; boxes are where its digits show on the pad.
func TestANumberInAPicture(t *testing.T) {
	s := shippedState(t)
	paper := synth.NewPaper(fourTwo(), 200, 0.02)
	var first ink.Image
	s.Page.Put(store.Content{Image: &first, Picture: "42.png", Cut: segment.NewPage(paper)})
	read(s, "42")
	if s.Numbers.Chosen() != 0 || s.Prediction.Result().Digit != 4 {
		t.Errorf("digit %d stands for the picture and is read as %d", s.Numbers.Chosen(), s.Prediction.Result().Digit)
	}
	size := paper.Bounds().Size()
	left, right := s.Numbers.Place(s.Numbers.Number().Symbols[0].Box), s.Numbers.Place(s.Numbers.Number().Symbols[1].Box)
	middle := (left.MinY + left.MaxY) / 2
	if left.MinX < 0 || left.MaxX > right.MinX || right.MaxX > 1 || middle < 0.4 || middle > 0.6 || size == (image.Point{}) {
		t.Errorf("the digits are in %+v and %+v", left, right)
	}
	s.Page.BeginStroke(ink.Point{X: 0.5, Y: 0.5}, false)
	if len(s.Page.Drawing()) != 1 {
		t.Error("a stroke on the picture belongs to its number")
	}
}

// The digit of a picture is read as the command reads it, and is no number.
func TestADigitInAPictureIsReadAsTheCommandReadsIt(t *testing.T) {
	s := shippedState(t)
	paper := synth.NewPaper(strokesAt(3, 0.2), 200, 0.02)
	var first ink.Image
	cut := segment.NewPage(paper)
	s.Page.Put(store.Content{Image: &first, Picture: "3.png", Cut: cut})
	s.Pump("the digit", func() bool { return s.Prediction.Result().Answered })
	want := segment.NewReader(s.Prediction.Network(), rejector(t, assets.Rejector, assets.RejectorByDirections), rejector(t, assets.Segmenter)).Read(cut)
	if len(s.Numbers.Number().Symbols) != 0 || s.Prediction.Image() != want.Symbols[0].Image || *s.Page.Shown() != s.Prediction.Image() {
		t.Errorf("it is the number %q, or another image", s.Numbers.Number())
	}
}

// A picture that lies on its side says so, and how it reads after turning.
func TestATurnedPictureSaysSo(t *testing.T) {
	s := shippedState(t)
	d := strokesAt(7, 0.2)
	for k := range d {
		for i, p := range d[k].Points {
			d[k].Points[i] = ink.Point{X: 1 - p.Y, Y: p.X} // clockwise
		}
	}
	var first ink.Image
	s.Page.Put(store.Content{Image: &first, Picture: "7.png", Cut: segment.NewPage(synth.NewPaper(d, 300, 0.03))})
	s.Pump("the turned number", func() bool { return s.Numbers.Number().Turned != 0 })
	if n := s.Numbers.Number(); n.Turned != 270 || n.TurnedNumber != "7" || !n.IsUncertain() {
		t.Errorf("turned by %d° it reads %q, uncertain %t", n.Turned, n.TurnedNumber, n.IsUncertain())
	}
}

// Two strokes can be two digits; the number goes with the page that it was drawn on.
func TestTwoStrokesAreANumber(t *testing.T) {
	s := shippedState(t)
	s.Draw(0.2, 0.3, 0.2, 0.45, 0.2, 0.7)
	s.Page.EndStroke()
	s.Draw(0.6, 0.3, 0.6, 0.45, 0.6, 0.7)
	s.Page.EndStroke()
	read(s, "11")
	s.Numbers.Choose(0)
	s.Page.Put(store.Content{Drawing: fourTwo()})
	if n := s.Numbers.Number(); len(n.Symbols) != 0 || s.Numbers.Chosen() != 0 {
		t.Errorf("the number of the page before stands: %v", n)
	}
	read(s, "42")
	if s.Numbers.Chosen() != 1 {
		t.Error("what was chosen on the page before is chosen here")
	}
	s.Numbers.Turn(1)
	s.Numbers.Turn(1)
	if s.Numbers.Chosen() != 1 {
		t.Errorf("two digits further is %d", s.Numbers.Chosen())
	}
}

// minus is a short stroke before the number of fourTwo.
func minus() ink.Stroke {
	return ink.Stroke{Points: []ink.Point{{X: 0.01, Y: 0.48}, {X: 0.04, Y: 0.48}, {X: 0.08, Y: 0.48}}, Width: 0.03}
}

// A sign is no digit: it cannot stand for the page, however it is asked for or when it was
// drawn.
func TestASignIsNotChosen(t *testing.T) {
	s := shippedState(t)
	s.Page.Put(store.Content{Drawing: append(fourTwo(), minus())}) // the last stroke
	read(s, "-42")
	if s.Numbers.Chosen() != 1 {
		t.Errorf("symbol %d stands for the page, want the digit next to the minus", s.Numbers.Chosen())
	}
	for _, i := range []int{0, 3} { // the minus, and none
		if s.Numbers.Choose(i); s.Numbers.Chosen() != 1 {
			t.Fatalf("symbol %d is chosen", s.Numbers.Chosen())
		}
	}
	for _, c := range []struct{ by, want int }{{1, 2}, {1, 1}, {-1, 2}, {-1, 1}, {2, 1}} {
		if s.Numbers.Turn(c.by); s.Numbers.Chosen() != c.want {
			t.Errorf("turned by %d, symbol %d is chosen, want %d", c.by, s.Numbers.Chosen(), c.want)
		}
	}
	paper := synth.NewPaper(append(fourTwo(), minus()), 200, 0.02)
	s.Page.Put(store.Content{Image: new(ink.Image), Picture: "-42.png", Cut: segment.NewPage(paper)})
	read(s, "-42")
	if s.Numbers.Chosen() != 1 {
		t.Errorf("symbol %d stands for the picture, want the first digit", s.Numbers.Chosen())
	}
}

// drawOn draws the strokes of a drawing on the page, one after the other.
func drawOn(s *statetest.State, d ink.Drawing, erase bool) {
	for _, stroke := range d {
		s.Page.BeginStroke(stroke.Points[0], erase)
		for _, p := range stroke.Points[1:] {
			s.Page.ExtendStroke(p)
		}
		s.Page.EndStroke()
	}
}

// A number grows while it is drawn on: it stays while a stroke goes on, and with it the
// digit that was chosen.
func TestANumberIsDrawnOn(t *testing.T) {
	s := shippedState(t)
	s.Page.Put(store.Content{Drawing: slices.Concat(strokesAt(4, 0.02), strokesAt(2, 0.4))})
	read(s, "42")
	if s.Page.Shown() != nil {
		t.Error("a drawing is shown as a picture")
	}
	s.Numbers.Choose(0)
	one := ink.Drawing{{Points: []ink.Point{{X: 0.85, Y: 0.3}, {X: 0.85, Y: 0.4}, {X: 0.85, Y: 0.65}}}}
	s.Page.BeginStroke(one[0].Points[0], false)
	s.Settle()
	if len(s.Numbers.Number().Symbols) < 2 || s.Numbers.Chosen() != 0 {
		t.Errorf("while another digit is begun the number is %q, and digit %d is chosen", s.Numbers.Number(), s.Numbers.Chosen())
	}
	for _, p := range one[0].Points[1:] {
		s.Page.ExtendStroke(p)
	}
	s.Page.EndStroke()
	read(s, "421")
	if s.Numbers.Chosen() != 0 || s.Prediction.Result().Digit != 4 {
		t.Errorf("digit %d of the longer number is chosen", s.Numbers.Chosen())
	}
}

// A number of which one digit is left is none; what is chosen then stands for a number that
// comes later no more.
func TestANumberThatIsErased(t *testing.T) {
	s := shippedState(t)
	s.Page.Put(store.Content{Drawing: slices.Concat(strokesAt(4, 0.02), strokesAt(2, 0.5))})
	read(s, "42")
	s.Numbers.Choose(0)
	var told int
	s.Numbers.Changed.Listen(func(struct{}) { told++ })
	s.Page.SetBrush(predict.MaxBrush)
	drawOn(s, strokesAt(2, 0.5), true)
	s.Settle()
	if n := s.Numbers.Number(); len(n.Symbols) > 0 || s.Numbers.Chosen() != 0 || told == 0 {
		t.Fatalf("with the second digit erased the number is %q, told %d times", n, told)
	}
	if len(s.Page.Drawing()) != len(s.Page.Content().Drawing) || s.Prediction.Image() != s.Page.Content().Drawing.Image() {
		t.Error("a part of the drawing stands for the page")
	}
	s.Page.SetBrush(0.03)
	drawOn(s, strokesAt(2, 0.5), false)
	read(s, "42")
	if s.Numbers.Chosen() != 1 {
		t.Errorf("digit %d stands for the page, want the one that was drawn last", s.Numbers.Chosen())
	}
}

// What the program draws, and what no network answers, is no number; and where there is no
// number, none of its digits can be chosen.
func TestWhereThereIsNoNumber(t *testing.T) {
	s := shippedState(t)
	s.Page.Demonstrate(fourTwo())
	s.Settle()
	s.Numbers.Turn(1)
	s.Numbers.Choose(0)
	if n := s.Numbers.Number(); len(n.Symbols) > 0 || s.Numbers.Chosen() != 0 {
		t.Errorf("the demonstration is the number %q", n)
	}
	without := statetest.New(t)
	without.Page.Put(store.Content{Drawing: fourTwo()})
	without.Settle()
	if n := without.Numbers.Number(); len(n.Symbols) > 0 {
		t.Errorf("without a network the number is %q", n)
	}
	without.Prediction.UseShipped()
	read(without, "42")
}

// Without normalisation the network gets the whole picture, not the digit that stands for
// it; a picture that was turned leaves nothing behind when it goes.
func TestAPictureWithoutNormalisation(t *testing.T) {
	s := shippedState(t)
	var first ink.Image
	first[5] = 77
	steps := make([]preprocess.Stage, preprocess.Inked+1)
	steps[preprocess.Inked].Image = ink.Image{9: 88}
	s.Page.Put(store.Content{Image: &first, Picture: "42.png", Steps: steps, Cut: segment.NewPage(synth.NewPaper(fourTwo(), 200, 0.02))})
	read(s, "42")
	if shown := s.Page.Shown(); shown == nil || *shown != s.Prediction.Image() || *shown == first {
		t.Error("the pad does not show the digit that stands for the picture")
	}
	s.Page.SetNormalise(false)
	read(s, "42")
	if s.Page.Image() != steps[preprocess.Inked].Image {
		t.Error("without normalisation the network gets the digit as it was normalised")
	}

	d := strokesAt(7, 0.2)
	for k := range d {
		for i, p := range d[k].Points {
			d[k].Points[i] = ink.Point{X: 1 - p.Y, Y: p.X}
		}
	}
	s.Page.SetNormalise(true)
	s.Page.Put(store.Content{Image: &first, Picture: "7.png", Cut: segment.NewPage(synth.NewPaper(d, 300, 0.03))})
	s.Pump("the turned number", func() bool { return s.Numbers.Number().Turned != 0 })
	if s.Page.Clear(); len(s.Numbers.Number().Symbols) != 0 || s.Numbers.Number().Turned != 0 || s.Page.Shown() != nil {
		t.Errorf("on the empty page the number is %q", s.Numbers.Number())
	}
}

// A picture without ink is no digit.
func TestAPictureOfNothing(t *testing.T) {
	s := shippedState(t)
	paper := image.NewGray(image.Rect(0, 0, 200, 200))
	for i := range paper.Pix {
		paper.Pix[i] = 255
	}
	s.Page.Put(store.Content{Image: new(ink.Image), Picture: "paper.png", Cut: segment.NewPage(paper)})
	s.Settle()
	if n := s.Numbers.Number(); len(n.Symbols) > 0 || s.Prediction.Result().Answered {
		t.Errorf("an empty sheet reads %q", n)
	}
}

// Ink beside the digit that stands for the page is not left out of that digit.
func TestADotBesideTheChosenDigit(t *testing.T) {
	s := shippedState(t)
	dot := ink.Stroke{Points: []ink.Point{{X: 0.52, Y: 0.64}}, Width: 0.03}
	s.Page.Put(store.Content{Drawing: append(fourTwo(), dot)})
	s.Pump("a number", func() bool { return len(s.Numbers.Number().Symbols) > 1 })
	if s.Page.LeavesOut() || !s.Page.Content().Drawing.HasClicks() {
		t.Errorf("of a digit of %q something is left out", s.Numbers.Number())
	}
}
