package gui

import (
	"fmt"
	"image"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/training/ink"
	"digitpad/training/preprocess"
)

// film shows, moment by moment, how what lies on the pad became what the network
// receives: a drawing is drawn again and brought into MNIST's frame, a picture is
// cleaned.
type film struct {
	length int           // scenes
	tick   time.Duration // from one scene to the next
	scene  func(i int) scene
}

// scene is a moment of a film.
type scene struct {
	picture image.Image
	pixels  bool      // the picture is shown pixel by pixel
	input   ink.Image // what a network would receive at that moment
	said    string
}

const (
	filmSide    = 360 // of a picture, in pixels
	mostReplay  = 160 // scenes in which the strokes are drawn
	moveScenes  = 20  // from one frame to the next
	holdScenes  = 25  // that a frame stays
	drawingTick = time.Second / 25
	pictureTick = 1500 * time.Millisecond
)

// filmOf is the film of a page; it reports false where there is nothing to see.
func filmOf(page Page, normalise bool) (film, bool) {
	switch {
	case len(page.stages) > 1:
		return film{len(page.stages), pictureTick, func(i int) scene { return stageScene(page.stages[i]) }}, true
	case page.Image != nil:
		return film{}, false
	}
	normalisation, ok := page.Drawing.Normalise()
	if !ok {
		return film{}, false
	}
	d := drawingFilm{page.Drawing, normalisation, normalise}
	return film{d.length(), drawingTick, d.scene}, true
}

// stageScene is a picture after a step of its cleaning.
func stageScene(s preprocess.Stage) scene {
	return scene{s.Picture, s.Step == preprocess.Framed, s.Image, map[preprocess.Step]string{
		preprocess.Grey:     lang.L("The picture in grey. Without help, this is what the network would see."),
		preprocess.Inked:    lang.L("Ink instead of paper: what the paper reflects, shadows included, is subtracted, and ink is light on black, as in MNIST."),
		preprocess.Cleaned:  lang.L("Cleaned: specks are gone, a desk or a frame around the digit, and smaller digits beside it."),
		preprocess.Repenned: lang.L("The pen is made as wide as those of MNIST."),
		preprocess.Framed:   lang.L("Scaled so that the longer side is 20 pixels, and the centre of mass put into the middle: this is what the network receives."),
	}[s.Step]}
}

// drawingFilm is the film of a drawing: the strokes as they were drawn, then the
// normalisation.
type drawingFilm struct {
	drawing   ink.Drawing
	norm      ink.Normalisation
	normalise bool // whether the network receives normalised images
}

// step is how many points a scene of the replay adds.
func (d drawingFilm) step() int { return 1 + d.drawing.Points()/mostReplay }

// replay is the number of scenes in which the strokes are drawn.
func (d drawingFilm) replay() int { return (d.drawing.Points() + d.step() - 1) / d.step() }

// frames are those that the drawing passes, in their order.
func (d drawingFilm) frames() [4]ink.Frame {
	return [4]ink.Frame{ink.AsDrawn, d.norm.Cropped, d.norm.Scaled, d.norm.Centred}
}

func (d drawingFilm) length() int {
	n := len(d.frames())
	return d.replay() + n*holdScenes + (n-1)*moveScenes
}

func (d drawingFilm) scene(i int) scene {
	if i < d.replay() {
		part := d.drawing.UpTo((i + 1) * d.step())
		input := part.Raw()
		if d.normalise {
			input = part.Image()
		}
		return scene{
			picture: filmPaper(part, ink.AsDrawn).picture, input: input,
			said: fmt.Sprintf(lang.L("Stroke %d of %d, and what the network answers meanwhile."), len(part), len(d.drawing)),
		}
	}
	at := i - d.replay()
	stage, moved := at/(holdScenes+moveScenes), at%(holdScenes+moveScenes)
	frames := d.frames()
	f := frames[stage]
	if moved >= holdScenes {
		f = f.Between(frames[stage+1], float64(moved-holdScenes+1)/moveScenes)
		stage++
	}
	digit := d.norm.Digit()
	p := filmPaper(digit, f)
	if stage >= 2 {
		p.outline((ink.Side-ink.Longer)/2.0/ink.Side, theme.Color(theme.ColorNamePrimary))
	}
	return scene{picture: p.picture, input: digit.In(f), said: d.saidOf(stage)}
}

// saidOf explains a frame, by its index in frames.
func (d drawingFilm) saidOf(stage int) string {
	n := d.norm
	switch stage {
	case 0:
		return lang.L("As drawn, on 28×28 pixels. Without the next steps the network would receive this.")
	case 1:
		return fmt.Sprintf(lang.L("1. Cropped: the box around the ink, %.0f %% × %.0f %% of the pad, comes into the middle."),
			100*(n.Box.MaxX-n.Box.MinX), 100*(n.Box.MaxY-n.Box.MinY))
	case 2:
		return fmt.Sprintf(lang.L("2. Scaled by %.2f: the longer side is %d pixels (the square), and the pen %.1f, as in MNIST."),
			n.Scaled.Scale/ink.Side, ink.Longer, n.Scaled.Pen)
	}
	return fmt.Sprintf(lang.L("3. Centred: the centre of mass comes into the middle, %+.1f pixels across and %+.1f down. The network receives this."),
		n.Centred.X-n.Scaled.X, n.Centred.Y-n.Scaled.Y)
}

// filmPaper is a drawing in a frame, large and smooth.
func filmPaper(d ink.Drawing, f ink.Frame) *paper {
	p := newPaper(filmSide, color.Black, color.White)
	if f.Pen != 0 {
		d = d.Ink()
	}
	for _, s := range d {
		moved := ink.Stroke{Points: make([]ink.Point, len(s.Points)), Width: s.Width * f.Scale / ink.Side, Erase: s.Erase}
		if f.Pen != 0 {
			moved.Width = f.Pen / ink.Side
		}
		for i, at := range s.Points {
			moved.Points[i] = ink.Point{X: (f.Scale*at.X + f.X) / ink.Side, Y: (f.Scale*at.Y + f.Y) / ink.Side}
		}
		for i := range moved.Points {
			p.segment(moved, i)
		}
	}
	return p
}

// outline draws a square as far from the edges, in shares of the paper.
func (p *paper) outline(margin float64, c color.Color) {
	from, to := int(margin*float64(p.side)), int((1-margin)*float64(p.side))
	for i := from; i <= to; i++ {
		p.picture.Set(i, from, c)
		p.picture.Set(i, to, c)
		p.picture.Set(from, i, c)
		p.picture.Set(to, i, c)
	}
}

// filmScreen shows the scenes of a film, in a size that does not depend on them.
func filmScreen() *canvas.Image {
	screen := &canvas.Image{FillMode: canvas.ImageFillContain}
	screen.SetMinSize(fyne.NewSquareSize(22 * theme.TextSize()))
	return screen
}
