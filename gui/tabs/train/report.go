package train

import (
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/i18n"
	"digitpad/gui/state/train"
	"digitpad/gui/ui"
	"digitpad/training/report"
)

// SaveReport asks for a file and writes the report of the run there, in the window's
// language.
func (t *Tab) SaveReport() {
	if t.training.ReportRefusal() != nil {
		return
	}
	t.env.Dialogs.SaveFile("report.html", []string{".html"}, t.training.ReportWriter(report.Language{
		Code: lang.X("language code", "en"), Decimal: i18n.DecimalMark(), Translate: i18n.Message,
		SettingName: func(name string) string { return i18n.Translate(train.FieldTitle(name)) },
	}))
}

// newReportButton makes the button that writes the report.
func (t *Tab) newReportButton() *ui.IconButton {
	b := ui.NewIconButton(lang.L("Report…"), theme.DocumentIcon(), t.commands.report.Run)
	b.Disable()
	return b
}
