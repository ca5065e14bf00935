package store

import (
	"slices"
)

// Language is one that the window can speak, by its code.
type Language string

// The languages. The code is the name of the file in assets/translations.
const (
	SystemLanguage Language = "" // that of the system, English where it is none of ours
	English        Language = "en"
	German         Language = "de"
)

var Languages = []Language{SystemLanguage, English, German}

// SupportedLanguage is l if it is one of the languages, else that of the system.
func SupportedLanguage(l Language) Language {
	if !slices.Contains(Languages, l) {
		return SystemLanguage
	}
	return l
}
