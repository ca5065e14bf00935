package gui

import (
	"path/filepath"

	"fyne.io/fyne/v2/lang"

	"digitpad/gui/i18n"
	"digitpad/gui/state/store"
)

// InitLocale lets the program speak the language that the preferences in home ask
// for. It is called once, before New.
func InitLocale(home string) error {
	if home == "" || !store.Responds(home) {
		return i18n.Load(store.SystemLanguage)
	}
	return i18n.Load(store.LoadPreferences(filepath.Join(home, store.PreferencesFile)).Language)
}

// SetLanguage chooses the language of the next start: texts are all over the
// window, and in pictures of it.
func (w *Window) SetLanguage(l store.Language) {
	w.prefs.Language = l
	w.dialogs.Info(lang.L("Language"), lang.L("digitpad speaks the new language from its next start."))
}
