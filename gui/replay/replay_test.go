package replay

import (
	"image"
	"math/rand/v2"
	"strings"
	"testing"

	"fyne.io/fyne/v2/widget"

	"digitpad/gui/internal/uitest"
	"digitpad/gui/state/store"
	"digitpad/training/ink"
	"digitpad/training/preprocess"
	"digitpad/training/segment"
	"digitpad/training/synth"
)

// newPart is a window whose pad the network that comes with digitpad answers.
func newPart(t *testing.T) *uitest.Part {
	t.Helper()
	p := uitest.New(t)
	p.Show(widget.NewLabel(""), 1000, 700)
	p.Prediction.UseShipped()
	if p.Prediction.Network() == nil {
		t.Skip("this build has no trained network")
	}
	return p
}

func TestReplayOfADrawing(t *testing.T) {
	b := newPart(t)
	three := synth.NewWriter(5).Draw(3, 0)
	b.Page.Put(store.Content{Drawing: three})
	p := Show(b.State.State, b.Env)
	p.Pause()

	d := drawingSteps{drawing: three}
	replay := d.replay()
	p.show(0)
	if first := p.steps.frame(0); first.input != three.UpTo(d.step()).Image() {
		t.Error("the first frame is not the beginning of the first stroke")
	}
	if whole := p.steps.frame(replay - 1); whole.input != three.Image() {
		t.Error("the strokes do not end with the whole drawing")
	}
	if raw := p.steps.frame(replay); raw.input != three.Raw() {
		t.Error("the normalisation does not begin with the drawing as it stands on the pad")
	}
	last := p.steps.length - 1
	p.show(last)
	if p.steps.frame(last).input != three.Image() {
		t.Error("the replay does not end with what the network receives")
	}
	if p.bars.Winner != 3 {
		t.Errorf("at the end the bars say %d, want 3", p.bars.Winner)
	}
	if !strings.Contains(p.said.Text, "centre of mass") {
		t.Errorf("the end is explained by %q", p.said.Text)
	}

	// The slider holds the replay and goes where it is put.
	p.PlayPause()
	p.moment.SetValue(float64(replay))
	if p.running != nil || p.at != replay {
		t.Errorf("after the slider was moved, it runs: %v, at frame %d, want %d", p.running != nil, p.at, replay)
	}
}

// Without normalisation the network receives the strokes as they stand on the pad.
func TestReplayWithoutNormalisation(t *testing.T) {
	b := newPart(t)
	three := synth.NewWriter(5).Draw(3, 0)
	b.Page.SetNormalise(false)
	b.Page.Put(store.Content{Drawing: three})
	p := Show(b.State.State, b.Env)
	p.Pause()
	if whole := p.steps.frame(drawingSteps{drawing: three}.replay() - 1); whole.input != three.Raw() {
		t.Error("the strokes are normalised all the same")
	}
}

func TestTheReplayRunsToItsEnd(t *testing.T) {
	b := newPart(t)
	b.Page.Put(store.Content{Drawing: synth.NewWriter(5).Draw(1, 0)})
	p := Show(b.State.State, b.Env)
	p.Pause()
	p.show(p.steps.length - 4)
	p.PlayPause()
	b.Pump("the end", func() bool { return p.running == nil })
	if p.at != p.steps.length-1 {
		t.Errorf("it ended at frame %d of %d", p.at, p.steps.length)
	}
	p.PlayPause()
	if p.at != 0 {
		t.Errorf("played again it began at frame %d", p.at)
	}
	b.Dialogs.Dismiss()
	if p.running != nil {
		t.Error("it runs on in a closed dialog")
	}
}

// The steps of a picture's cleaning are frames, each with its words.
func TestReplayOfAPicture(t *testing.T) {
	b := newPart(t)
	stages := make([]preprocess.Stage, 0, 5)
	for _, step := range []preprocess.Step{preprocess.Grey, preprocess.Inked, preprocess.Cleaned, preprocess.Repenned, preprocess.Framed} {
		stages = append(stages, preprocess.Stage{Step: step, Picture: image.NewGray(image.Rect(0, 0, 28, 28)), Image: pixel(int(step))})
	}
	b.Page.Put(store.Content{Image: &stages[4].Image, Steps: stages})
	p := Show(b.State.State, b.Env)
	p.Pause()
	if p.steps.length != len(stages) {
		t.Fatalf("%d frames for %d steps", p.steps.length, len(stages))
	}
	said := map[string]bool{}
	for i, s := range stages {
		p.show(i)
		said[p.said.Text] = true
		if p.steps.frame(i).input != s.Image || p.steps.frame(i).pixels != (s.Step == preprocess.Framed) {
			t.Errorf("frame %d is another step", i)
		}
	}
	if p.show(1); len(said) != len(stages) || said[""] || !strings.Contains(p.said.Text, "paper") {
		t.Errorf("the steps are explained by %v", said)
	}
}

// Where there is nothing to see it is said why.
func TestNothingToReplay(t *testing.T) {
	b := newPart(t)
	if p := Show(b.State.State, b.Env); p != nil || len(b.Dialogs.Errors) != 1 {
		t.Error("of an empty pad there is a replay, or no message")
	}
	b.Page.Demonstrate(synth.NewWriter(5).Draw(1, 0))
	if p := Show(b.State.State, b.Env); p != nil || len(b.Dialogs.Errors) != 2 {
		t.Error("of a demonstration there is a replay, or no message")
	}
	b.Page.PutExample(b.Datasets.Data().Test.Open(), 0)
	if p := Show(b.State.State, b.Env); p != nil || len(b.Dialogs.Infos) != 1 {
		t.Error("of a test image there is a replay, or no message")
	}
}

// pixel is an image with one inked pixel.
func pixel(i int) (m ink.Image) {
	m[i] = 255
	return m
}

// Of a number the replay shows first where it may be cut and what each candidate costs, and
// then the chosen digit.
func TestReplayOfANumber(t *testing.T) {
	b := newPart(t)
	number, _ := synth.Number(rand.New(rand.NewPCG(1, 2)), []ink.Drawing{synth.NewWriter(5).Draw(3, 0), synth.NewWriter(5).Draw(0, 0)}, synth.Touching)
	paper := synth.NewPaper(number, 200, 0.03)
	stages := preprocess.Stages(paper)
	for name, content := range map[string]store.Content{
		"drawing": {Drawing: number},
		"picture": {Image: &stages[len(stages)-1].Image, Steps: stages, Cut: segment.NewPage(paper)},
	} {
		b.Page.Put(content)
		b.Pump("the number", func() bool { return b.Numbers.Number().String() == "30" })
		b.Numbers.Choose(0)
		p := Show(b.State.State, b.Env)
		p.Pause()
		taken, cuts := 0, 0
		for i := range p.steps.length {
			f := p.steps.frame(i)
			if strings.Contains(f.said, "Taken") {
				if taken == 0 && f.input != b.Numbers.Number().Symbols[0].Image {
					t.Errorf("%s: the first candidate that is taken is not the first digit", name)
				}
				taken++
			}
			if strings.Contains(f.said, "parted") {
				cuts++
			}
		}
		if seen := len(b.Numbers.Number().Cuts) > 0; taken != 2 || (cuts == 1) != seen || content.Cut != nil && !seen {
			t.Errorf("%s: %d candidates are taken, %d frames show cuts", name, taken, cuts)
		}
		if last := p.steps.frame(p.steps.length - 1); last.input != b.Prediction.Image() {
			t.Errorf("%s: it does not end with what the network receives", name)
		}
		b.Dialogs.Dismiss()
	}
}
