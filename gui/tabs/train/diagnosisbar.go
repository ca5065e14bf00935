package train

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/i18n"
	"digitpad/gui/ui"
	"digitpad/training"
	"digitpad/training/diagnose"
)

// diagnosisBar shows the most urgent finding in two small lines beside the button that
// applies its fix. It is there only while there is a finding.
type diagnosisBar struct {
	finding, cause *ui.Text
	fix            *ui.Button
	content        *fyne.Container
}

func newDiagnosisBar(applyFix *ui.Command) *diagnosisBar {
	l := &diagnosisBar{finding: ui.NewText("", theme.SizeNameCaptionText, theme.ColorNameWarning), cause: ui.NewCaption("")}
	l.fix = applyFix.Button()
	l.content = container.NewBorder(nil, nil, nil, l.fix, container.New(ui.VBoxLayout{}, l.finding, l.cause))
	l.content.Hide()
	return l
}

// Set shows a finding about a run with these settings, or nothing.
func (l *diagnosisBar) Set(d diagnose.Diagnosis, found bool, s training.Settings) {
	if found {
		l.finding.Set(findingText(d, s))
		l.cause.Set(causeText(d.Finding))
		l.fix.SetText(fixText(d, s))
		l.content.Refresh()
	}
	ui.SetVisible(l.content, found)
}

// findingText is what was measured, in words.
func findingText(d diagnose.Diagnosis, s training.Settings) string {
	sign := d.Evidence
	switch d.Finding {
	case diagnose.RateTooHigh:
		if sign.Diverged {
			return fmt.Sprintf(lang.L("Learning rate too high: the numbers ran away at η = %s."), i18n.FormatNumber(s.Rate))
		}
		return i18n.Sprintf(lang.L("Learning rate too high: the cost jumped from %.3g to %.3g after epoch %d."), sign.From, sign.To, sign.Epoch)
	case diagnose.DeadReLUs:
		return i18n.Sprintf(lang.L("Dead ReLUs: %.0f %% of the hidden units are 0 for every digit."), 100*sign.Share)
	case diagnose.SaturatedOutputs:
		return i18n.Sprintf(lang.L("Saturated outputs: for %.0f %% of the digits the right one is almost 0."), 100*sign.Share)
	case diagnose.SaturatedHidden:
		return i18n.Sprintf(lang.L("Saturated units: %.0f %% of the hidden activations are at an end of their range."), 100*sign.Share)
	case diagnose.DecayTooStrong:
		return i18n.Sprintf(lang.L("Weight decay too strong: an epoch takes %.0f %% off each weight."), 100*sign.Share)
	case diagnose.RateTooLow:
		return i18n.Sprintf(lang.L("Learning rate too low: the cost falls by %.1f %% an epoch, to %.3g now."), 100*sign.Share, sign.To)
	case diagnose.Overfitting:
		return i18n.Sprintf(lang.L("Overfitting: since epoch %d the validation cost rose from %.3g to %.3g."), sign.Epoch, sign.From, sign.To)
	}
	return i18n.Sprintf(lang.L("Not learning: %.0f %% are read correctly, as if by guessing."), 100*sign.To)
}

// causeText is why, with the equation.
func causeText(d diagnose.Finding) string {
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
		return lang.L("(1 − ηλ/n)·w − η·∂C/∂w: it shrinks faster than (12) lets it grow.")
	case diagnose.RateTooLow:
		return lang.L("Each step lowers the cost by only η‖∇C‖² (4).")
	case diagnose.Overfitting:
		return lang.L("(1) sums over training images only; what is peculiar to them is learned now.")
	}
	return lang.L("The gradient (10) does not lead to outputs that tell the digits apart.")
}

// fixText is the change of settings, short enough for a button.
func fixText(d diagnose.Diagnosis, s training.Settings) string {
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
		return fmt.Sprintf(lang.L("Try η = %s"), i18n.FormatNumber(r.Rate))
	}
}
