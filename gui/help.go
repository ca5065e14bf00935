package gui

import (
	"cmp"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/assets"
)

// ShowHelp lists what can be done by keys.
func (w *Window) ShowHelp() {
	lists := container.New(&flow{cell: 19})
	for _, s := range w.actions.sections() {
		list := container.New(stack{gap: 1}, newHeading(s.title))
		for _, a := range s.actions {
			if a == nil || a.keys() == "" {
				continue
			}
			keys := newText(a.keys(), theme.SizeNameText, colorQuiet)
			keys.align = fyne.TextAlignTrailing
			name := cmp.Or(a.help, a.title)
			list.Add(container.NewBorder(nil, nil, newText(name, theme.SizeNameText, theme.ColorNameForeground), keys))
		}
		lists.Add(list)
	}
	note := newHint(lang.L("Keys without Ctrl work while no text field has the focus. On the pad, the left button draws and the right one erases. Tab goes from control to control; on the pad the arrows then move a pen that the space bar sets down and lifts."))
	body := container.NewBorder(nil, note, nil, nil, container.NewVScroll(container.New(insets{theme.Padding()}, lists)))
	w.showDialog(dialog.NewCustom(lang.L("Shortcuts"), lang.L("Close"), body, w.window), 60, 40)
}

// ShowAbout says what digitpad is and whose work it stands on.
func (w *Window) ShowAbout() {
	icon := canvas.NewImageFromResource(fyne.NewStaticResource("icon.svg", assets.Icon))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(6 * theme.TextSize()))
	text := widget.NewRichTextFromMarkdown(fmt.Sprintf(`## digitpad %s

%s

Draw a digit and watch a small neural network read it; train one and watch it learn.

It follows a post by D. Ko on handwritten digits and stochastic gradient descent, which is adapted from lecture notes of
NE-795 (Scientific Machine Learning) by Professor Xu Wu, NC State University. The learning rate, the cost chart and much else
follow Michael Nielsen's *Neural Networks and Deep Learning*. MNIST is by Y. LeCun, C. Cortes and C. Burges.

The network that comes with it also learned from pen strokes of 24 writers: E. Alpaydin and F. Alimoglu, *Pen-Based
Recognition of Handwritten Digits*, UCI Machine Learning Repository, CC BY 4.0.

Made with [Fyne](https://fyne.io) and [Gonum](https://www.gonum.org). digitpad is free software under the MIT licence; Fyne
and Gonum are under the BSD licence.`, w.options.Version, strings.ReplaceAll(w.options.Build, "\n", ", ")))
	text.Wrapping = fyne.TextWrapWord
	licences := widget.NewButton(lang.L("Licences"), func() {
		w.Dismiss()
		w.ShowLicences()
	})
	w.showDialog(dialog.NewCustom(lang.L("About digitpad"), lang.L("Close"),
		container.NewBorder(nil, container.NewHBox(layout.NewSpacer(), licences), container.NewVBox(icon), nil, text), w.window), 44, 28)
}
