package gui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2/test"

	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/ink"
)

// insideBench opens the Inside tab on the post's network with a digit on the
// pad.
func insideBench(t *testing.T) *testBench {
	t.Helper()
	b := newBench(t)
	b.UsePost()
	b.stroke(0.5, 0.2, 0.5, 0.8)
	if b.inside.look != nil {
		t.Fatal("there is a look inside while nobody looks")
	}
	b.selectTab("Inside")
	b.pump("a look", func() bool { return b.inside.look != nil })
	return b
}

// row is the row of the sum with this name.
func (b *testBench) row(name string) *termRow {
	b.t.Helper()
	for _, o := range b.inside.table.Objects {
		if row, ok := o.(*termRow); ok && row.Visible() && row.summand.name == name {
			return row
		}
	}
	b.t.Fatalf("no row %q", name)
	return nil
}

func TestInsideShowsEveryUnitAndTheSumOfTheAnswer(t *testing.T) {
	b := insideBench(t)
	if got := b.inside.units.Length(); got != 15 {
		t.Errorf("%d units, want 15", got)
	}
	winner := slices.Index(b.bars.Values, slices.Max(b.bars.Values))
	if got, want := b.inside.heading.Content, "The answer: "+b.bars.Labels[winner]; got != want {
		t.Errorf("the sum is that of %q, want %q", got, want)
	}
	if got := b.row("a = σ(z)").summand.value; got != b.bars.Values[winner] {
		t.Errorf("a = %g, the bar shows %g", got, b.bars.Values[winner])
	}
	sum := b.row("bias b").summand.value + b.row("6 others").summand.value
	for _, row := range b.inside.terms {
		sum += row.summand.value
	}
	if z := b.row("z").summand.value; sum-z > 1e-4 || z-sum > 1e-4 {
		t.Errorf("the rows add up to %g, z = %g", sum, z)
	}
}

func TestFromTheAnswerToTheUnitBehindItAndBack(t *testing.T) {
	b := insideBench(t)
	largest := b.inside.look.network.Sum(b.inside.look.pass, 1, b.inside.shownUnit().index).Terms[0]
	test.Tap(b.inside.terms[0])
	if b.inside.chosen == nil || *b.inside.chosen != (unit{0, largest.From}) {
		t.Fatalf("the largest term leads to %v, want unit %d", b.inside.chosen, largest.From)
	}
	if !b.inside.state(unit{0, largest.From}).chosen {
		t.Error("the unit is not marked among the pictures")
	}
	test.Tap(b.inside.terms[0]) // a pixel: nothing is behind it
	if *b.inside.chosen != (unit{0, largest.From}) {
		t.Error("a pixel leads somewhere")
	}
	b.inside.units.Select(3)
	if *b.inside.chosen != (unit{0, 3}) {
		t.Error("a picture cannot be chosen")
	}
	test.Tap(b.inside.outputs.Objects[7].(*unitButton))
	if *b.inside.chosen != (unit{1, 7}) || b.inside.heading.Content != "Output 7" {
		t.Errorf("the output 7 leads to %q", b.inside.heading.Content)
	}
	test.Tap(b.inside.back)
	if b.inside.chosen != nil {
		t.Error("the way back does not lead to the answer")
	}
}

func TestInsideFollowsThePadAndTheNetwork(t *testing.T) {
	b := insideBench(t)
	first := b.inside.look
	b.Clear()
	b.pump("a look at the empty pad", func() bool { return b.inside.look != first })
	if !b.inside.look.blank || b.inside.hint.Hidden || !b.inside.table.Hidden || b.inside.state(unit{0, 0}).active {
		t.Error("a sum stays although the pad is empty")
	}
	b.Choose(unit{0, 14})
	deep := network.PostSpec()
	deep.Sizes = []int{784, 5, 3, 10}
	b.use(codec.Model{Network: network.New(deep)}, "deep")
	b.pump("the other network", func() bool { return b.inside.units.Length() == 5 })
	if b.inside.chosen != nil {
		t.Error("a unit is chosen that the network does not have")
	}
	b.Undo()
	b.pump("the digit", func() bool { return !b.inside.look.blank })
	b.ChooseTerm(0)
	if got := b.inside.heading.Content; got != "Unit 1 in layer 2" {
		t.Errorf("the output's largest term leads to %q", got)
	}
	b.StepEpoch()
	b.pump("the network that learns", func() bool {
		return b.inside.look.network.Spec().Sizes[1] == 8 && len(b.run.epochs) == 2
	})
}

// Choose and ChooseTerm do what a tap does.
func (b *testBench) Choose(u unit)    { b.inside.Choose(u) }
func (b *testBench) ChooseTerm(i int) { test.Tap(b.inside.terms[i]) }

func TestWeightTimesInkIsBlankWhereThereIsNoInk(t *testing.T) {
	b := insideBench(t)
	weights := b.inside.look
	b.inside.mode.SetSelected(modeTimesInk())
	b.pump("weight × ink", func() bool { return b.inside.look != weights })
	if !b.timesInk {
		t.Error("the switch does not reach the window")
	}
	img := b.image(b.pad.Page())
	for unit, levels := range b.inside.look.portraits.Levels {
		for pixel, level := range levels {
			if img[pixel] == 0 && level != ui.ZeroLevel {
				t.Fatalf("unit %d shows something at pixel %d, where there is no ink", unit, pixel)
			}
		}
	}
}

func TestPortraitsShareOneScale(t *testing.T) {
	net := network.New(network.PostSpec())
	layer := net.Layers()[0]
	for pixel := range layer.In {
		layer.W[pixel*layer.Stride] = 1
		layer.W[pixel*layer.Stride+1] = -2
	}
	layer.W[100*layer.Stride+2] = 1000
	p := ui.NewWeightImages(layer, nil)
	if p.Levels[0][5] <= ui.ZeroLevel || p.Levels[1][5] >= ui.ZeroLevel || p.Levels[3][5] != ui.ZeroLevel {
		t.Errorf("1, −2 and 0 have the levels %d, %d and %d", p.Levels[0][5], p.Levels[1][5], p.Levels[3][5])
	}
	if got := p.Levels[2][100]; got != 2*ui.ZeroLevel {
		t.Errorf("what is beyond the limit has the level %d", got)
	}
	var img ink.Image
	img[5] = 255
	if p := ui.NewWeightImages(layer, &img); p.Levels[0][5] <= ui.ZeroLevel || p.Levels[0][6] != ui.ZeroLevel {
		t.Error("weight × ink is not the weight where there is ink and 0 elsewhere")
	}
	if p := ui.NewWeightImages(network.New(network.PostSpec()).Layers()[0], nil); p.Limit != 1 || p.Levels[0][0] != ui.ZeroLevel {
		t.Errorf("weights that are all 0 have the limit %g and the level %d", p.Limit, p.Levels[0][0])
	}
}

func TestAUnitSwitchedOffAndPutBack(t *testing.T) {
	b := insideBench(t)
	before := slices.Clone(b.bars.Values)
	source := b.answer.Source.Content
	if b.inside.off.Visible() {
		t.Error("an output can be switched off")
	}
	b.Choose(unit{0, 4})
	b.inside.off.SetChecked(true)
	if slices.Equal(b.bars.Values, before) {
		t.Error("the bars do not change")
	}
	img := b.image(b.pad.Page())
	want := b.model.Network.Without(0, 4).Forward(b.model.Network.NewPass(), network.NewInput(img[:]))
	if !slices.Equal(b.bars.Values, want) {
		t.Errorf("the bars show %v, want %v", b.bars.Values, want)
	}
	if b.answer.Source.Content == source {
		t.Error("nobody says that a unit is off")
	}
	b.pump("a look at the unit", func() bool { return b.inside.state(unit{0, 4}).off })
	b.selectTab("Evaluate")
	b.pump("its evaluation", func() bool { return b.evaluate.shown != nil && b.evaluate.shown.title == b.answeringSource() })
	less := b.evaluate.shown.inspection.Score
	b.selectTab("Inside")
	b.inside.off.SetChecked(false)
	if !slices.Equal(b.bars.Values, before) || b.answer.Source.Content != source {
		t.Error("the unit does not come back")
	}
	b.selectTab("Evaluate")
	b.pump("the evaluation of all units", func() bool { return b.evaluate.shown.title == source })
	if b.evaluate.shown.inspection.Score == less {
		t.Error("the accuracy is the same without the unit")
	}
	b.SwitchUnit(unit{0, 14}, true)
	b.use(codec.Model{Network: network.New(network.PostSpec())}, "another")
	if len(b.off.units) != 0 {
		t.Error("another network begins with a unit off")
	}
}
