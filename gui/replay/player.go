package replay

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/prediction"
	"digitpad/gui/state"
	"digitpad/gui/state/predict"
	"digitpad/gui/ui"
	"digitpad/training/ink"
)

// Player shows the replay: the picture at the left, what the network would receive
// and answer at the right, and a slider over the frames. It belongs to the window's
// goroutine.
type Player struct {
	steps  steps
	answer func(ink.Image) predict.Result
	env    ui.Env

	content fyne.CanvasObject
	screen  *canvas.Image
	input   *prediction.InputView
	bars    *prediction.Bars
	said    *widget.Label
	moment  *ui.Slider
	play    *ui.Button

	at      int
	stays   time.Duration // of the frame that is shown
	running *time.Timer   // nil while it stands still
	moving  bool          // the replay itself moves the slider
}

// newPlayer shows the steps, and what a network makes of the input at each.
func newPlayer(f steps, answer func(ink.Image) predict.Result, env ui.Env) *Player {
	p := &Player{steps: f, answer: answer, env: env, screen: newScreen(), input: prediction.NewInputView(), bars: prediction.NewBars(nil)}
	p.said = widget.NewLabel("")
	p.said.Wrapping = fyne.TextWrapWord
	p.moment = ui.NewSlider(lang.L("Moment"), lang.L("Go to a moment of the preprocessing"), 0, float64(f.length-1))
	p.moment.OnChanged = func(v float64) {
		if !p.moving {
			p.Pause()
		}
		p.show(int(v))
	}
	p.play = ui.NewButton(lang.L("Play"), lang.L("Show step by step how the drawing becomes the network's input"), theme.MediaPlayIcon(), p.PlayPause)
	sees := container.New(ui.InputPreviewLayout{}, ui.NewHeading(lang.L("The network would see")), p.input, ui.NewCaption(""))
	right := canvas.NewRectangle(nil)
	right.SetMinSize(fyne.NewSize(14*theme.TextSize(), 0))
	button := canvas.NewRectangle(nil)
	button.SetMinSize(fyne.NewSize(9*theme.TextSize(), 0)) // whichever word stands on it
	captions := canvas.NewRectangle(nil)
	captions.SetMinSize(fyne.NewSize(0, 4.5*theme.TextSize()))
	p.content = container.NewBorder(nil,
		container.NewVBox(container.NewStack(captions, p.said), container.NewBorder(nil, nil, container.NewStack(button, p.play), nil, container.NewThemeOverride(p.moment, ui.SliderTheme{Theme: env.Theme}))),
		nil, container.NewStack(right, container.NewGridWithRows(2, sees, p.bars)), p.screen)
	p.show(0)
	return p
}

// show shows a frame.
func (p *Player) show(i int) {
	s := p.steps.frame(i)
	p.at, p.stays = i, s.stays
	p.screen.Image, p.screen.ScaleMode = s.picture, canvas.ImageScaleSmooth
	if s.pixels {
		p.screen.ScaleMode = canvas.ImageScalePixels
	}
	p.screen.Refresh()
	p.input.Set(s.input)
	p.bars.SetResult(p.answer(s.input))
	p.said.SetText(s.said)
	p.moving = true
	p.moment.SetValue(float64(i))
	p.moving = false
}

// PlayPause plays on, from the start if it is over, or holds it.
func (p *Player) PlayPause() {
	if p.running != nil {
		p.Pause()
		return
	}
	if p.at == p.steps.length-1 {
		p.show(0)
	}
	p.play.SetIcon(theme.MediaPauseIcon())
	p.play.SetText(lang.L("Pause"))
	p.next()
}

// next shows the next frame after a tick, and so on until the last.
func (p *Player) next() {
	var timer *time.Timer
	timer = time.AfterFunc(p.stays, func() {
		p.env.Post(func() {
			if p.running != timer {
				return // held since it rang
			}
			p.show(p.at + 1)
			if p.at == p.steps.length-1 {
				p.Pause()
				return
			}
			p.next()
		})
	})
	p.running = timer
}

// Pause holds it.
func (p *Player) Pause() {
	if p.running != nil {
		p.running.Stop()
	}
	p.running = nil
	p.play.SetIcon(theme.MediaPlayIcon())
	p.play.SetText(lang.L("Play"))
}

// Show shows, in a dialog, how what lies on the pad became the network's input.
func Show(s *state.State, env ui.Env) *Player {
	content := s.Page.Content()
	f, ok := stepsOf(s)
	switch {
	case !ok && content.Image != nil:
		env.Dialogs.Info(lang.L("Preprocessing"), lang.L("This image is in MNIST's frame already: the network receives it as it is."))
		return nil
	case !ok || content.Demo:
		env.Dialogs.Error("There is nothing to show", errors.New("draw a digit on the pad, or open a picture of one"))
		return nil
	}
	p := newPlayer(f, s.Prediction.Read, env)
	d := ui.NewDialog(lang.L("Preprocessing"), lang.L("Close"), p.content, env.Dialogs.Window())
	d.SetOnClosed(p.Pause)
	env.Dialogs.Show(d, 44, 36)
	env.Dialogs.Window().Canvas().Focus(p.play)
	p.PlayPause()
	return p
}
