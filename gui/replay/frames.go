package replay

import (
	"fmt"
	"image"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/i18n"
	"digitpad/gui/pad"
	"digitpad/gui/state"
	"digitpad/training/ink"
	"digitpad/training/preprocess"
)

// steps show, frame by frame, how what lies on the pad became what the network
// receives: a drawing is drawn again and brought into MNIST's frame, a picture is
// cleaned.
type steps struct {
	length int // frames
	frame  func(i int) frame
}

// then is these steps and others after them.
func (s steps) then(others steps) steps {
	return steps{s.length + others.length, func(i int) frame {
		if i < s.length {
			return s.frame(i)
		}
		return others.frame(i - s.length)
	}}
}

// frame is a moment of the replay.
type frame struct {
	picture image.Image
	pixels  bool      // the picture is shown pixel by pixel
	input   ink.Image // what a network would receive at that moment
	said    string
	stays   time.Duration
}

const (
	pictureSide     = 360 // of a picture, in pixels
	maxReplayFrames = 160 // frames in which the strokes are drawn
	moveFrames      = 20  // from one frame to the next
	holdFrames      = 25  // that a frame stays
	drawingTick     = time.Second / 25
	pictureTick     = 1500 * time.Millisecond
)

// stepsOf is the film of what lies on the pad; it reports false where there is nothing to
// see.
func stepsOf(s *state.State) (steps, bool) {
	content := s.Page.Content()
	several := len(s.Numbers.Number().Symbols) > 0
	switch {
	case several && content.Image != nil:
		seen := steps{frame: func(i int) frame { return stepFrame(content.Steps[i]) }}
		for seen.length < len(content.Steps) && content.Steps[seen.length].Step < preprocess.Cleaned {
			seen.length++
		}
		return seen.then(numberOf(s)).then(steps{1, func(int) frame { return chosenFrame(s.Page.Image()) }}), true
	case len(content.Steps) > 1:
		last := len(content.Steps) - 1
		return steps{last, func(i int) frame { return stepFrame(content.Steps[i]) }}.then(steps{1, func(int) frame { return chosenFrame(*s.Page.Shown()) }}), true
	case content.Image != nil:
		return steps{}, false
	}
	normalisation, ok := s.Page.Drawing().Normalise()
	if !ok {
		return steps{}, false
	}
	d := drawingSteps{s.Page.Drawing(), normalisation, s.Page.Normalise()}
	film := steps{d.length(), d.frame}
	if several {
		return numberOf(s).then(film), true
	}
	return film, true
}

// stepFrame is a picture after a step of its cleaning.
func stepFrame(s preprocess.Stage) frame {
	said := map[preprocess.Step]string{
		preprocess.Grey:     lang.L("The picture in grey. Without help, this is what the network would see."),
		preprocess.Inked:    lang.L("Ink instead of paper: what the paper reflects, shadows included, is subtracted, and ink is light on black, as in MNIST."),
		preprocess.Cleaned:  lang.L("Cleaned: specks are gone, a desk or a frame around the digit, and smaller digits beside it."),
		preprocess.Repenned: lang.L("The pen is made as wide as those of MNIST."),
		preprocess.Framed:   lang.L("Scaled so that the longer side is 20 pixels, and the centre of mass put into the middle: this is what the network receives."),
	}[s.Step]
	return frame{s.Picture, s.Step == preprocess.Framed, s.Image, said, pictureTick}
}

// chosenFrame is the digit of a number in a picture that the network receives.
func chosenFrame(m ink.Image) frame {
	return stepFrame(preprocess.Stage{
		Step: preprocess.Framed, Image: m, Picture: &image.Gray{Pix: m[:], Stride: ink.Side, Rect: image.Rect(0, 0, ink.Side, ink.Side)},
	})
}

// drawingSteps is the film of a drawing: the strokes as they were drawn, then the
// normalisation.
type drawingSteps struct {
	drawing   ink.Drawing
	norm      ink.Normalisation
	normalise bool // whether the network receives normalised images
}

// step is how many points a scene of the replay adds.
func (d drawingSteps) step() int { return 1 + d.drawing.Points()/maxReplayFrames }

// replay is the number of scenes in which the strokes are drawn.
func (d drawingSteps) replay() int { return (d.drawing.Points() + d.step() - 1) / d.step() }

// frames are those that the drawing passes, in their order.
func (d drawingSteps) frames() [4]ink.Frame {
	return [4]ink.Frame{ink.AsDrawn, d.norm.Cropped, d.norm.Scaled, d.norm.Centred}
}

func (d drawingSteps) length() int {
	n := len(d.frames())
	return d.replay() + n*holdFrames + (n-1)*moveFrames
}

func (d drawingSteps) frame(i int) frame {
	if i < d.replay() {
		part := d.drawing.UpTo((i + 1) * d.step())
		input := part.Raw()
		if d.normalise {
			input = part.Image()
		}
		return frame{
			picture: render(part, ink.AsDrawn), input: input,
			said:  fmt.Sprintf(lang.L("Stroke %d of %d, and what the network answers meanwhile."), len(part), len(d.drawing)),
			stays: drawingTick,
		}
	}
	at := i - d.replay()
	stage, moved := at/(holdFrames+moveFrames), at%(holdFrames+moveFrames)
	frames := d.frames()
	f := frames[stage]
	if moved >= holdFrames {
		f = f.Between(frames[stage+1], float64(moved-holdFrames+1)/moveFrames)
		stage++
	}
	digit := d.norm.Digit()
	p := render(digit, f)
	if stage >= 2 {
		outline(p, (ink.Side-ink.Longer)/2.0/ink.Side, theme.Color(theme.ColorNamePrimary))
	}
	return frame{picture: p, input: digit.In(f), said: d.saidOf(stage), stays: drawingTick}
}

// saidOf explains a frame, by its index in frames.
func (d drawingSteps) saidOf(stage int) string {
	n := d.norm
	switch stage {
	case 0:
		return lang.L("As drawn, on 28×28 pixels. Without the next steps the network would receive this.")
	case 1:
		return i18n.Sprintf(lang.L("1. Cropped: the box around the ink, %.0f %% × %.0f %% of the pad, comes into the middle."),
			100*(n.Box.MaxX-n.Box.MinX), 100*(n.Box.MaxY-n.Box.MinY))
	case 2:
		return i18n.Sprintf(lang.L("2. Scaled by %.2f: the longer side is %d pixels (the square), and the pen %.1f, as in MNIST."),
			n.Scaled.Scale/ink.Side, ink.Longer, n.Scaled.Pen)
	}
	return i18n.Sprintf(lang.L("3. Centred: the centre of mass comes into the middle, %+.1f pixels across and %+.1f down. The network receives this."),
		n.Centred.X-n.Scaled.X, n.Centred.Y-n.Scaled.Y)
}

// render is a drawing in a frame of coordinates, large and smooth.
func render(d ink.Drawing, f ink.Frame) *image.RGBA {
	if f.Pen != 0 {
		d = d.Ink()
	}
	var moved ink.Drawing
	for _, s := range d {
		to := ink.Stroke{Points: make([]ink.Point, len(s.Points)), Width: s.Width * f.Scale / ink.Side, Erase: s.Erase}
		if f.Pen != 0 {
			to.Width = f.Pen / ink.Side
		}
		for i, at := range s.Points {
			to.Points[i] = ink.Point{X: (f.Scale*at.X + f.X) / ink.Side, Y: (f.Scale*at.Y + f.Y) / ink.Side}
		}
		moved = append(moved, to)
	}
	return pad.Render(moved, pictureSide, color.Black, color.White)
}

// outline draws a square as far from the edges, in shares of the picture.
func outline(p *image.RGBA, margin float64, c color.Color) {
	side := float64(p.Rect.Dx())
	from, to := int(margin*side), int((1-margin)*side)
	for i := from; i <= to; i++ {
		p.Set(i, from, c)
		p.Set(i, to, c)
		p.Set(from, i, c)
		p.Set(to, i, c)
	}
}

// newScreen shows the frames, in a size that does not depend on them.
func newScreen() *canvas.Image {
	screen := &canvas.Image{FillMode: canvas.ImageFillContain}
	screen.SetMinSize(fyne.NewSquareSize(22 * theme.TextSize()))
	return screen
}
