package inspect

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"digitpad/gui/internal/uitest"
	"digitpad/gui/picture"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/network"
	"digitpad/network/codec"
)

// part is the tab in a window.
type part struct {
	*uitest.Part
	tab *Tab
}

// newPart shows the tab on the post's network with a digit on the pad.
func newPart(t *testing.T) *part {
	t.Helper()
	p := uitest.New(t)
	b := &part{p, New(p.State.State, p.Env)}
	b.tab.content.Hide()
	p.Show(b.tab.Content(), 700, 640)
	p.Prediction.UsePost()
	p.Draw(0.5, 0.2, 0.5, 0.8)
	p.PumpAll()
	if b.tab.layer != nil {
		t.Fatal("there is a snapshot while nobody looks")
	}
	b.tab.content.Show()
	b.tab.Shown(true)
	p.Pump("a snapshot", func() bool { return b.tab.layer != nil })
	return b
}

// row is the row of the sum with this name.
func (b *part) row(name string) *contributionRow {
	b.T.Helper()
	for _, o := range b.tab.table.Objects {
		if row, ok := o.(*contributionRow); ok && row.Visible() && row.contribution.name == name {
			return row
		}
	}
	b.T.Fatalf("no row %q", name)
	return nil
}

func TestEveryUnitAndTheSumOfTheAnswer(t *testing.T) {
	b := newPart(t)
	if got := b.tab.units.Length(); got != 15 {
		t.Errorf("%d units, want 15", got)
	}
	r := b.Prediction.Result()
	if got, want := b.tab.heading.Content, "The answer: "+string(rune('0'+r.Digit)); got != want {
		t.Errorf("the sum is that of %q, want %q", got, want)
	}
	if got := b.row("a = σ(z)").contribution.value; got != r.Outputs[r.Digit] {
		t.Errorf("a = %g, the output is %g", got, r.Outputs[r.Digit])
	}
	sum := b.row("bias b").contribution.value + b.row("6 others").contribution.value
	for _, row := range b.tab.terms {
		sum += row.contribution.value
	}
	if z := b.row("z").contribution.value; sum-z > 1e-4 || z-sum > 1e-4 {
		t.Errorf("the rows add up to %g, z = %g", sum, z)
	}
}

func TestFromTheAnswerToTheUnitBehindItAndBack(t *testing.T) {
	b := newPart(t)
	largest := b.tab.layer.network.WeightedSum(b.tab.layer.pass, 1, b.tab.shownUnit().Index).Terms[0]
	test.Tap(b.tab.terms[0])
	if b.tab.chosen == nil || *b.tab.chosen != (predict.Unit{Layer: 0, Index: largest.From}) {
		t.Fatalf("the largest term leads to %v, want unit %d", b.tab.chosen, largest.From)
	}
	if !b.tab.state(predict.Unit{Layer: 0, Index: largest.From}).chosen {
		t.Error("the unit is not marked among the pictures")
	}
	test.Tap(b.tab.terms[0]) // a pixel: nothing is behind it
	if *b.tab.chosen != (predict.Unit{Layer: 0, Index: largest.From}) {
		t.Error("a pixel leads somewhere")
	}
	b.tab.units.Select(3)
	if *b.tab.chosen != (predict.Unit{Layer: 0, Index: 3}) {
		t.Error("a picture cannot be chosen")
	}
	test.Tap(b.tab.outputs.Objects[7].(*unitButton))
	if *b.tab.chosen != (predict.Unit{Layer: 1, Index: 7}) || b.tab.heading.Content != "Output 7" {
		t.Errorf("the output 7 leads to %q", b.tab.heading.Content)
	}
	test.Tap(b.tab.back)
	if b.tab.chosen != nil {
		t.Error("the way back does not lead to the answer")
	}
}

func TestTheTabFollowsThePadAndTheNetwork(t *testing.T) {
	b := newPart(t)
	first := b.tab.layer
	b.Page.Clear()
	b.Pump("a snapshot of the empty pad", func() bool { return b.tab.layer != first })
	if !b.tab.layer.blank || b.tab.hint.Hidden || !b.tab.table.Hidden || b.tab.state(predict.Unit{}).active {
		t.Error("a sum stays although the pad is empty")
	}
	b.tab.Choose(predict.Unit{Layer: 0, Index: 14})
	deep := network.PostSpec()
	deep.Sizes = []int{784, 5, 3, 10}
	b.Prediction.Use(codec.Model{Network: network.New(deep)}, predict.Origin{Kind: predict.FromFile, Name: "deep"})
	b.Pump("the other network", func() bool { return b.tab.units.Length() == 5 })
	if b.tab.chosen != nil {
		t.Error("a unit is chosen that the network does not have")
	}
	b.Page.Undo()
	b.Pump("the digit", func() bool { return !b.tab.layer.blank })
	test.Tap(b.tab.terms[0])
	if got := b.tab.heading.Content; got != "Unit 1 in layer 2" {
		t.Errorf("the output's largest term leads to %q", got)
	}
	b.Training.StepEpoch()
	b.Pump("the network that learns", func() bool {
		return b.tab.layer.network.Spec().Sizes[1] == 8 && len(b.Training.Run().Epochs()) == 2
	})
	b.Pump("a pause", func() bool { return b.Training.Run().Phase() == run.Paused })
	b.Training.ShowEpoch(0)
	b.Pump("a snapshot of epoch 0", func() bool {
		return &b.tab.layer.network.Parameters()[0] == &b.Prediction.Network().Parameters()[0]
	})
}

func TestWeightTimesInkIsBlankWhereThereIsNoInk(t *testing.T) {
	b := newPart(t)
	weights := b.tab.layer
	b.tab.mode.OnChosen(1)
	b.Pump("weight × ink", func() bool { return b.tab.layer != weights })
	if !b.tab.timesInk {
		t.Error("the switch does not reach the tab")
	}
	img := b.Page.Image()
	for unit, levels := range b.tab.layer.images.Levels {
		for pixel, level := range levels {
			if img[pixel] == 0 && level != picture.ZeroLevel {
				t.Fatalf("unit %d shows something at pixel %d, where there is no ink", unit, pixel)
			}
		}
	}
}

func TestAUnitSwitchedOffAndPutBack(t *testing.T) {
	b := newPart(t)
	before := slices.Clone(b.Prediction.Result().Outputs)
	if b.tab.off.Visible() {
		t.Error("an output can be switched off")
	}
	b.tab.Choose(predict.Unit{Layer: 0, Index: 4})
	b.tab.off.SetChecked(true)
	if slices.Equal(b.Prediction.Result().Outputs, before) {
		t.Error("the outputs do not change")
	}
	b.Pump("a snapshot of the unit", func() bool { return b.tab.state(predict.Unit{Layer: 0, Index: 4}).off })
	b.tab.off.SetChecked(false)
	if !slices.Equal(b.Prediction.Result().Outputs, before) {
		t.Error("the unit does not come back")
	}
	b.Pump("a snapshot of it back", func() bool { return !b.tab.state(predict.Unit{Layer: 0, Index: 4}).off })
}

// A weight and a bias are changed where their numbers stand: the pad's answer changes at
// once, nonsense changes nothing, and both come back.
func TestWeightsAreEditedAndPutBack(t *testing.T) {
	b := newPart(t)
	before := slices.Clone(b.Prediction.Result().Outputs)
	u := b.tab.shownUnit()
	shown := func() (predict.Parameter, bool) { return b.tab.editor.Parameter() }
	if _, on := shown(); on {
		t.Error("something is edited before anything was chosen")
	}
	row := b.tab.terms[0]
	row.Resize(fyne.NewSize(300, 20))
	largest := b.tab.layer.network.WeightedSum(b.tab.layer.pass, u.Layer, u.Index).Terms[0]
	row.Tapped(&fyne.PointEvent{Position: fyne.NewPos(130, 10)}) // on its numbers
	at, on := shown()
	if want := (predict.Parameter{Layer: u.Layer, From: largest.From, To: u.Index}); !on || at != want {
		t.Fatalf("a tap on the numbers edits %+v, want %+v", at, want)
	}
	entry := b.tab.editor.Entry()
	write := func(text string) {
		entry.SetText(text)
		entry.OnSubmitted(text)
	}
	write("-20")
	r := b.Prediction.Result()
	if b.Prediction.Parameter(at) != -20 || slices.Equal(r.Outputs, before) || b.Prediction.Origin().Edited != 1 {
		t.Errorf("the weight is %g, the outputs are %v", b.Prediction.Parameter(at), r.Outputs)
	}
	for _, text := range []string{"much", "", "1e99"} {
		if write(text); b.Prediction.Parameter(at) != -20 || b.tab.editor.Problem() == "" {
			t.Errorf("%q makes %g of it and says %q", text, b.Prediction.Parameter(at), b.tab.editor.Problem())
		}
	}
	b.Prediction.PutBack(at)
	if !slices.Equal(b.Prediction.Result().Outputs, before) || b.tab.editor.Problem() != "" {
		t.Error("the weight does not come back")
	}
	b.Pump("a snapshot of it", func() bool { return predict.SameNetwork(b.tab.layer.network, b.Prediction.Network()) })
	b.tab.bias.OnEdit()
	if at, _ := shown(); at != (predict.Parameter{Layer: u.Layer, From: predict.Bias, To: u.Index}) {
		t.Errorf("the bias is edited as %+v", at)
	}
	write("30")
	if b.Prediction.Result().Outputs[u.Index] <= before[u.Index] {
		t.Error("a bias of 30 does not raise its output")
	}
	b.tab.commands.undo.Run()
	if !slices.Equal(b.Prediction.Result().Outputs, before) {
		t.Error("the bias does not come back")
	}
	b.tab.Choose(predict.Unit{Layer: 0, Index: 4})
	if _, on := shown(); on {
		t.Error("the bias of another unit is still edited")
	}
}
