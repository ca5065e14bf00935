package guide

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/display"
	"digitpad/gui/formula"
	"digitpad/gui/i18n"
	"digitpad/gui/state/train"
	"digitpad/gui/ui"
	"digitpad/training/guide"
)

// equationView is an equation on a card: the formula with its number, what it comes to
// for the digit on the pad, and the ways to its setting, its experiment and its code.
type equationView struct {
	equation *guide.Equation
	formula  *formula.View
	term     *widget.RichText // explains the chosen term
	values   *widget.Label
	code     fyne.CanvasObject
	content  fyne.CanvasObject
}

func newEquationView(e *guide.Equation, text *guide.Guide, links Links, resized func()) *equationView {
	name := lang.L("Formula")
	if e.Numbered() {
		name = fmt.Sprintf(lang.L("Equation (%s)"), e.ID)
	}
	v := &equationView{equation: e, formula: formula.New(name, e.Formula), values: newNumbers("")}
	v.term = widget.NewRichText()
	v.term.Wrapping = fyne.TextWrapWord
	v.term.Hide()
	v.formula.OnTerm = func(name string) {
		v.term.Segments = ui.ProseSegments(text.Term(name))
		if name == "" {
			v.term.Hide()
		} else {
			v.term.Show()
		}
		v.term.Refresh()
		resized()
	}

	number := ui.NewText("", theme.SizeNameText, theme.ColorNameForeground)
	if e.Numbered() {
		number = ui.NewText("("+e.ID+")", theme.SizeNameText, theme.ColorNameForeground)
	}
	code := newNumbers(e.Source())
	code.Wrapping = fyne.TextWrapOff
	v.code = container.NewHScroll(code)
	v.code.Hide()
	var show *ui.Button
	show = v.link(lang.L("Code"), lang.L("Show the function that computes this equation"), theme.MenuDropDownIcon(), func() {
		if v.code.Visible() {
			v.code.Hide()
			show.SetIcon(theme.MenuDropDownIcon())
		} else {
			v.code.Show()
			show.SetIcon(theme.MenuDropUpIcon())
		}
		resized()
	})
	ways := container.NewHBox(
		v.link(i18n.Translate(train.FieldTitle(e.Setting)), lang.L("Go to the setting that changes this equation"), theme.NavigateNextIcon(), func() { links.Setting(e.Setting) }),
		v.link(lang.L("Experiment"), lang.L("Open the experiment in the Lab that tests this equation"), theme.NavigateNextIcon(), func() { links.Experiment(e.Experiment) }),
		show,
	)
	line := container.NewBorder(nil, nil, nil, container.NewCenter(number), container.NewHBox(v.formula, layout.NewSpacer()))
	v.content = ui.NewCard(container.New(ui.VBoxLayout{Gap: 0.5}, line, v.term, v.values, ways, v.code))
	return v
}

// link is a small button with a sign of where it leads.
func (v *equationView) link(title, explanation string, to fyne.Resource, do func()) *ui.Button {
	b := ui.NewButton(title, explanation, to, do)
	b.Importance, b.IconPlacement = widget.LowImportance, widget.ButtonIconTrailingText
	return b
}

// newNumbers is text in small monospaced letters.
func newNumbers(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.TextStyle.Monospace = true
	l.SizeName = theme.SizeNameCaptionText
	l.Wrapping = fyne.TextWrapWord
	return l
}

// Show shows the values that the equation has.
func (v *equationView) Show(values []guide.Value) { v.values.SetText(valuesText(values)) }

// valuesText is values as people read them, in lines that break between two of them.
func valuesText(values []guide.Value) string {
	var parts []string
	for _, value := range values {
		parts = append(parts, value.Name+" = "+display.Numbers(value.Numbers))
	}
	return display.InLines(parts)
}
