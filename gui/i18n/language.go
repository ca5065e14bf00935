// Package i18n is how a person reads what the program says: texts and errors in the window's
// language, numbers with its decimal mark, durations and shares in words.
package i18n

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"digitpad/assets"
	"digitpad/gui/state/store"
)

// Load lets Fyne look texts up in a language. Fyne always looks in that of the
// system, or, without one, in English: ours takes the place of both.
func Load(l store.Language) error {
	if l == store.SystemLanguage {
		l = MatchLanguage(lang.SystemLocale())
	}
	texts, err := assets.Translations.ReadFile(assets.TranslationsFolder + "/" + string(l) + ".json")
	if err != nil {
		return fmt.Errorf("this build of digitpad does not speak the language %q", string(l))
	}
	tag = language.Make(string(l))
	printer = message.NewPrinter(tag)
	decimalMark = strings.Trim(printer.Sprint(number.Decimal(0.5)), "05")
	groupMark = strings.Trim(printer.Sprint(number.Decimal(50000)), "05")
	for _, taken := range []fyne.Locale{"en", lang.SystemLocale()} {
		if err := lang.AddTranslationsForLocale(texts, taken); err != nil {
			return err
		}
	}
	return nil
}

// printer writes numbers in the language; decimalMark stands between a number's whole
// part and its fraction, groupMark between its thousands.
var (
	printer     = message.NewPrinter(language.English)
	decimalMark = "."
	groupMark   = ","
)

// MatchLanguage is the language of a place, such as de-AT: English where it is none
// of ours.
func MatchLanguage(place fyne.Locale) store.Language {
	code, _, _ := strings.Cut(place.LanguageString(), "-")
	if l := store.Language(code); l != store.SystemLanguage && slices.Contains(store.Languages, l) {
		return l
	}
	return store.English
}

// translations are the texts that have translations.
var translations = sync.OnceValue(func() map[string]any {
	data, err := assets.Translations.ReadFile(assets.TranslationsFolder + "/" + string(store.English) + ".json")
	texts := map[string]any{}
	if err == nil {
		err = json.Unmarshal(data, &texts)
	}
	if err != nil {
		panic("gui: the texts of this build are damaged: " + err.Error())
	}
	return texts
})
