package gui

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/network"
	"digitpad/training/ink"
)

// projection shows a film: the picture at the left, what the network would receive
// and answer at the right, and a slider over the scenes. It belongs to the window's
// goroutine.
type projection struct {
	film   film
	answer func(ink.Image) reading
	post   func(func())

	content fyne.CanvasObject
	screen  *canvas.Image
	input   *InputView
	bars    *Bars
	said    *widget.Label
	moment  *slider
	play    *button

	at      int
	running *time.Timer // nil while it stands still
	moving  bool        // the film itself moves the slider
}

func newProjection(f film, bars []string, answer func(ink.Image) reading, post func(func()), colours *Theme) *projection {
	p := &projection{film: f, answer: answer, post: post, screen: filmScreen(), input: NewInputView(), bars: NewBars(bars)}
	p.said = widget.NewLabel("")
	p.said.Wrapping = fyne.TextWrapWord
	p.moment = newSlider(lang.L("Moment"), 0, float64(f.length-1))
	p.moment.OnChanged = func(v float64) {
		if !p.moving {
			p.Pause()
		}
		p.Show(int(v))
	}
	p.play = newButton(lang.L("Play"), theme.MediaPlayIcon(), p.PlayPause)
	sees := container.New(portrait{}, newHeading(lang.L("The network would see")), p.input, newCaption(""))
	right := canvas.NewRectangle(nil)
	right.SetMinSize(fyne.NewSize(14*theme.TextSize(), 0))
	button := canvas.NewRectangle(nil)
	button.SetMinSize(fyne.NewSize(9*theme.TextSize(), 0)) // whichever word stands on it
	captions := canvas.NewRectangle(nil)
	captions.SetMinSize(fyne.NewSize(0, 4.5*theme.TextSize()))
	p.content = container.NewBorder(nil,
		container.NewVBox(container.NewStack(captions, p.said), container.NewBorder(nil, nil, container.NewStack(button, p.play), nil, container.NewThemeOverride(p.moment, sliderTheme{colours}))),
		nil, container.NewStack(right, container.NewGridWithRows(2, sees, p.bars)), p.screen)
	p.Show(0)
	return p
}

// Show shows a scene.
func (p *projection) Show(i int) {
	p.at = i
	s := p.film.scene(i)
	p.screen.Image, p.screen.ScaleMode = s.picture, canvas.ImageScaleSmooth
	if s.pixels {
		p.screen.ScaleMode = canvas.ImageScalePixels
	}
	p.screen.Refresh()
	p.input.Set(s.input)
	r := p.answer(s.input)
	p.bars.Set(r.bars, r.values, r.winner)
	p.said.SetText(s.said)
	p.moving = true
	p.moment.SetValue(float64(i))
	p.moving = false
}

// PlayPause lets the film run on, from the start if it is over, or holds it.
func (p *projection) PlayPause() {
	if p.running != nil {
		p.Pause()
		return
	}
	if p.at == p.film.length-1 {
		p.Show(0)
	}
	p.play.SetIcon(theme.MediaPauseIcon())
	p.play.SetText(lang.L("Pause"))
	p.next()
}

// next shows the next scene after a tick, and so on until the last.
func (p *projection) next() {
	var timer *time.Timer
	timer = time.AfterFunc(p.film.tick, func() {
		p.post(func() {
			if p.running != timer {
				return // held since it rang
			}
			p.Show(p.at + 1)
			if p.at == p.film.length-1 {
				p.Pause()
				return
			}
			p.next()
		})
	})
	p.running = timer
}

// Pause holds the film.
func (p *projection) Pause() {
	if p.running != nil {
		p.running.Stop()
	}
	p.running = nil
	p.play.SetIcon(theme.MediaPlayIcon())
	p.play.SetText(lang.L("Play"))
}

// ShowFilm shows how what lies on the pad became the network's input.
func (w *Window) ShowFilm() {
	page := w.pad.Page()
	f, ok := filmOf(page, w.normalise.Checked)
	switch {
	case !ok && page.Image != nil:
		w.inform(lang.L("How it is read"), lang.L("This image is in MNIST's frame already: the network receives it as it is."))
		return
	case !ok || page.Demo:
		w.tell(lang.L("There is nothing to show"), errors.New(lang.L("draw a digit on the pad, or open a picture of one")))
		return
	}
	p := newProjection(f, w.bars.labels, w.read, w.post, w.theme)
	d := dialog.NewCustom(lang.L("How it is read"), lang.L("Close"), p.content, w.window)
	d.SetOnClosed(p.Pause)
	w.showDialog(d, 44, 36)
	w.window.Canvas().Focus(p.play)
	w.projection = p
	p.PlayPause()
}

// read is what the network that answers makes of an image.
func (w *Window) read(img ink.Image) reading {
	if w.model.Network == nil || img.Empty() {
		return reading{digit: -1, winner: -1, bars: w.bars.labels}
	}
	x := network.NewInput(img[:])
	return read(w.model.Network.Spec().Encoding, w.answeringNetwork().Forward(w.pass, x),
		func(top float32) bool { return w.doubt != nil && w.doubt.IsUncertain(x, top) })
}
