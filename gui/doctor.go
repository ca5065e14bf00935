package gui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/training"
	"digitpad/training/diagnose"
)

// The doctor looks at a run after each epoch. What it finds stands below the
// chart, with a button that starts a new run with the remedy.

// examinationPause is the least time between two examinations.
const examinationPause = 300 * time.Millisecond

// ward is where the doctor works.
type ward struct {
	line   *doctorLine
	round  *latest
	run    *run               // that the diagnosis is of
	found  diagnose.Diagnosis // the most urgent
	ailing bool               // whether there is any
}

func newWard(w *Window) *ward {
	return &ward{
		line:  newDoctorLine(w.actions),
		round: &latest{ctx: w.ctx, post: w.post, background: w.background, every: examinationPause},
	}
}

// examine has the run looked at, elsewhere.
func (w *Window) examine() {
	r := w.run
	if r != w.ward.run { // the diagnosis was of another one
		w.ward.run = r
		w.showDiagnosis(r, nil)
	}
	if len(r.epochs) == 0 {
		return
	}
	epochs := slices.Clip(r.epochs) // only ever grows
	var diverged *training.DivergedError
	c := diagnose.Input{
		Settings: r.settings, Examples: r.digits.train.Len(), Epochs: epochs,
		Network:  r.latest().WithParameters(epochs[len(epochs)-1].Parameters),
		Sample:   diagnose.SampleOf(r.digits.train),
		Diverged: errors.As(r.err, &diverged),
	}
	w.ward.round.Do(func(context.Context) func() {
		found := diagnose.Run(c)
		return func() { w.showDiagnosis(r, found) }
	})
}

// showDiagnosis shows the most urgent of what was found out about a run.
func (w *Window) showDiagnosis(r *run, found []diagnose.Diagnosis) {
	if r != w.run {
		return
	}
	was := w.ward.ailing
	w.ward.ailing = len(found) > 0
	if !w.ward.ailing {
		w.ward.line.Clear()
		if was {
			w.trace.say("diagnosis", facts{"disease": ""})
		}
		return
	}
	if d := found[0]; !was || d.Finding != w.ward.found.Finding {
		w.trace.say("diagnosis", facts{"disease": d.Finding.String()})
	}
	w.ward.found = found[0]
	w.ward.line.Show(found[0], r.settings)
}

// ApplyRemedy starts a new run with what the doctor advises.
func (w *Window) ApplyRemedy() {
	if !w.ward.ailing {
		return
	}
	w.learn.form.Fill(w.ward.found.Fix)
	if w.begin() {
		w.run.session.Run()
	}
}

// doctorLine says what ails a run, in two small lines beside the button with the
// remedy. It takes its room also while there is nothing to say, so that nothing
// moves when there is.
type doctorLine struct {
	sign, cause *text
	remedy      *button
	said        *fyne.Container
	content     *fyne.Container
}

func newDoctorLine(a *actions) *doctorLine {
	l := &doctorLine{sign: newText("", theme.SizeNameCaptionText, theme.ColorNameWarning), cause: newCaption("")}
	l.remedy = a.remedy.button()
	room := canvas.NewRectangle(nil)
	l.said = container.NewBorder(nil, nil, nil, l.remedy, container.New(stack{}, l.sign, l.cause))
	room.SetMinSize(l.said.MinSize())
	l.content = container.NewStack(room, l.said)
	l.said.Hide()
	return l
}

// Clear says nothing.
func (l *doctorLine) Clear() { reveal(l.said, false) }

// Show says a diagnosis of a run with these settings.
func (l *doctorLine) Show(d diagnose.Diagnosis, s training.Settings) {
	l.sign.Set(signOf(d, s))
	l.cause.Set(causeOf(d.Finding))
	l.remedy.SetText(remedyOf(d, s))
	reveal(l.said, true)
	l.said.Refresh()
}

// signOf is what was measured, in words.
func signOf(d diagnose.Diagnosis, s training.Settings) string {
	sign := d.Evidence
	switch d.Finding {
	case diagnose.RateTooHigh:
		if sign.Diverged {
			return fmt.Sprintf(lang.L("Learning rate too high: the numbers ran away at η = %s."), number(s.Rate))
		}
		return fmt.Sprintf(lang.L("Learning rate too high: the cost jumped from %.3g to %.3g after epoch %d."), sign.From, sign.To, sign.Epoch)
	case diagnose.DeadReLUs:
		return fmt.Sprintf(lang.L("Dead ReLUs: %.0f %% of the hidden units are 0 for every digit."), 100*sign.Share)
	case diagnose.SaturatedOutputs:
		return fmt.Sprintf(lang.L("Saturated outputs: for %.0f %% of the digits the right one is almost 0."), 100*sign.Share)
	case diagnose.SaturatedHidden:
		return fmt.Sprintf(lang.L("Saturated units: %.0f %% of the hidden activations are at an end of their range."), 100*sign.Share)
	case diagnose.DecayTooStrong:
		return fmt.Sprintf(lang.L("Weight decay too strong: an epoch takes %.0f %% off each weight."), 100*sign.Share)
	case diagnose.RateTooLow:
		return fmt.Sprintf(lang.L("Learning rate too low: the cost falls by %.1f %% an epoch, to %.3g now."), 100*sign.Share, sign.To)
	case diagnose.Overfitting:
		return fmt.Sprintf(lang.L("Overfitting: since epoch %d the test cost rose from %.3g to %.3g."), sign.Epoch, sign.From, sign.To)
	}
	return fmt.Sprintf(lang.L("Not learning: %.0f %% are read correctly, as if by guessing."), 100*sign.To)
}

// causeOf is why, with the equation.
func causeOf(d diagnose.Finding) string {
	switch d {
	case diagnose.RateTooHigh:
		return lang.L("ΔC ≈ −η‖∇C‖² (4) holds for small steps only; these are too long.")
	case diagnose.DeadReLUs:
		return lang.L("Where f'(z) = 0, δ = (wᵀδ) f'(z) is 0: no gradient (7) brings them back.")
	case diagnose.SaturatedOutputs:
		return lang.L("With the cost (1), δ = (a − y) a(1 − a): almost 0 where a is most wrong.")
	case diagnose.SaturatedHidden:
		return lang.L("There f'(z) ≈ 0, so δ = (wᵀδ) f'(z) and the gradient in (7) vanish.")
	case diagnose.DecayTooStrong:
		return lang.L("w → (1 − ηλ/n) w − η ∂C/∂w: it shrinks faster than (12) lets it grow.")
	case diagnose.RateTooLow:
		return lang.L("Each step lowers the cost by only η‖∇C‖² (4).")
	case diagnose.Overfitting:
		return lang.L("(1) sums over training digits only; what is peculiar to them is learned now.")
	}
	return lang.L("The gradient (10) does not lead to outputs that tell the digits apart.")
}

// remedyOf is the change of settings, short enough for a button.
func remedyOf(d diagnose.Diagnosis, s training.Settings) string {
	switch r := d.Fix; {
	case d.Finding == diagnose.NotLearning:
		return lang.L("Try the post's")
	case r.Augmentation != s.Augmentation:
		return lang.L("Try augmentation")
	case r.Cost != s.Cost:
		return lang.L("Try cross-entropy")
	case r.Initializer != s.Initializer:
		return fmt.Sprintf(lang.L("Try %s weights"), r.Initializer)
	case r.Decay != s.Decay:
		return lang.L("Try without decay")
	case r.Patience != s.Patience:
		return lang.L("Try stopping early")
	default:
		return fmt.Sprintf(lang.L("Try η = %s"), number(r.Rate))
	}
}
