package help

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"digitpad/assets"
	"digitpad/gui/ui"
)

// licence is what a module that is linked into the program is called, and the
// terms that it comes under.
type licence struct{ module, terms string }

// licences are those of all that digitpad is made of.
func licences() []licence {
	var all []licence
	parts := strings.Split(assets.Licences, "\n"+strings.Repeat("=", 78)+"\n")
	for _, part := range parts[1:] {
		module, terms, _ := strings.Cut(part, "\n")
		all = append(all, licence{module, strings.TrimSpace(terms)})
	}
	return all
}

// ShowLicences lists what digitpad is made of, and the licence of what is chosen.
func (h *Help) ShowLicences() {
	all := licences()
	terms := widget.NewLabel("")
	terms.Wrapping = fyne.TextWrapWord
	page := newPage(terms)
	list := ui.NewList(
		func() int { return len(all) },
		func() fyne.CanvasObject {
			name := widget.NewLabel("")
			name.Truncation = fyne.TextTruncateEllipsis
			return name
		},
		func(i widget.ListItemID, item fyne.CanvasObject) {
			name, _, _ := strings.Cut(all[i].module, " ")
			item.(*widget.Label).SetText(name)
		},
	)
	list.OnSelected = func(i widget.ListItemID) {
		terms.SetText(all[i].module + "\n\n" + all[i].terms)
		page.scroll.ScrollToTop()
	}
	split := container.NewHSplit(list, page)
	split.SetOffset(0.34)
	h.env.Dialogs.Show(ui.NewDialog(lang.L("Licences"), lang.L("Close"), split, h.env.Dialogs.Window()), 60, 40)
	list.Select(0)
}
