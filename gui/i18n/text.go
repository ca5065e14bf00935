package i18n

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/lang"
)

// Translate is a finished text of another package in the language of the window: a name,
// a title, a word. What the translations do not know stays as it is. Texts with values in
// them are messages; see Message.
func Translate(text string) string {
	if _, ok := translations()[text]; ok {
		return lang.L(text)
	}
	return DataName(text)
}

// TranslateAll translates several texts.
func TranslateAll(texts []string) []string {
	said := make([]string, len(texts))
	for i, text := range texts {
		said[i] = Translate(text)
	}
	return said
}

// DataName is a dataset's name in the language of the window: what it was read from, and
// which part of it.
func DataName(name string) string {
	if of, ok := strings.CutSuffix(name, ", held out"); ok {
		return fmt.Sprintf(lang.L("%s, held out"), Translate(of))
	}
	if of, ok := strings.CutSuffix(name, " training images"); ok {
		return fmt.Sprintf(lang.L("%s training images"), of)
	}
	if of, ok := strings.CutSuffix(name, " test images"); ok {
		return fmt.Sprintf(lang.L("%s test images"), of)
	}
	return name
}
