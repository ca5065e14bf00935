package gui

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"digitpad/assets"
)

// language is one that the window can speak, by its code.
type language string

// The languages. The code is the name of the file in assets/translations.
const (
	systemLanguage language = "" // that of the system, English where it is none of ours
	english        language = "en"
	german         language = "de"
)

var languages = []language{systemLanguage, english, german}

// Speak lets the program speak the language that the preferences in home ask
// for. It is called once, before New.
func Speak(home string) error {
	if home == "" || !answers(home) {
		return speak(systemLanguage)
	}
	return speak(loadPreferences(filepath.Join(home, preferencesFile)).Language)
}

// speak lets Fyne look texts up in a language. Fyne always looks in that of the
// system, or, without one, in English: ours takes the place of both.
func speak(l language) error {
	if l == systemLanguage {
		l = languageOf(lang.SystemLocale())
	}
	texts, err := assets.Translations.ReadFile(assets.TranslationsFolder + "/" + string(l) + ".json")
	if err != nil {
		return fmt.Errorf("this build of digitpad does not speak the language %q", string(l))
	}
	for _, taken := range []fyne.Locale{"en", lang.SystemLocale()} {
		if err := lang.AddTranslationsForLocale(texts, taken); err != nil {
			return err
		}
	}
	return nil
}

// languageOf is the language of a place, such as de-AT: English where it is none
// of ours.
func languageOf(place fyne.Locale) language {
	code, _, _ := strings.Cut(place.LanguageString(), "-")
	if l := language(code); l != systemLanguage && slices.Contains(languages, l) {
		return l
	}
	return english
}

// SetLanguage chooses the language of the next start: texts are all over the
// window, and in pictures of it.
func (w *Window) SetLanguage(l language) {
	w.prefs.Language = l
	w.inform(lang.L("Language"), lang.L("digitpad speaks the new language from its next start."))
}

// known are the texts that have translations.
var known = sync.OnceValue(func() map[string]any {
	data, err := assets.Translations.ReadFile(assets.TranslationsFolder + "/" + string(english) + ".json")
	texts := map[string]any{}
	if err == nil {
		err = json.Unmarshal(data, &texts)
	}
	if err != nil {
		panic("gui: the texts of this build are damaged: " + err.Error())
	}
	return texts
})

// supported is l if it is one of the languages, else that of the system.
func supported(l language) language {
	if !slices.Contains(languages, l) {
		return systemLanguage
	}
	return l
}
