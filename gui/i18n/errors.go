package i18n

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"
)

func TranslateAll(texts []string) []string {
	said := make([]string, len(texts))
	for i, text := range texts {
		said[i] = Translate(text)
	}
	return said
}

// The packages below the window know no language: their errors, verdicts and
// captions are English, made with fmt. The translations know them by their
// formats, so that the window can find the format that a text was made with, and
// say it again in its own language. A test collects the formats from the source,
// and none may lack its translation.

// Verb is what fmt puts something in for.
var Verb = regexp.MustCompile(`%[-+#0]*[0-9.]*[a-zA-Z%]`)

// format is what texts are made with.
type format struct {
	text    string
	verbs   []string
	matches *regexp.Regexp // texts made with it, and what the verbs stood for
	longest string         // of the parts between the verbs
	letters int            // between the verbs
}

// leastLetters is how many letters a format has beside its verbs, lest everything
// seem to be made with it.
const leastLetters = 4

// newFormat reads a format; ok is false if it has no verbs, or hardly a letter
// beside them.
func newFormat(text string) (f format, ok bool) {
	f = format{text: text, verbs: Verb.FindAllString(text, -1)}
	shape := strings.Builder{}
	for i, part := range Verb.Split(text, -1) {
		if len(part) > len(f.longest) {
			f.longest = part
		}
		for _, r := range part {
			if unicode.IsLetter(r) {
				f.letters++
			}
		}
		shape.WriteString(regexp.QuoteMeta(part))
		if i < len(f.verbs) {
			shape.WriteString(shapeOf(f.verbs[i]))
		}
	}
	f.matches = regexp.MustCompile(`^(?s:` + shape.String() + `)$`)
	return f, len(f.verbs) > 0 && f.letters >= leastLetters
}

// shapeOf is what a verb can stand for, as a regular expression.
func shapeOf(verb string) string {
	switch verb[len(verb)-1] {
	case '%':
		return `(%)`
	case 'd':
		return `(-?[0-9]+)`
	case 'e', 'f', 'g':
		return `([-+]?[0-9.]+(?:e[-+]?[0-9]+)?|[-+]?Inf|NaN)`
	}
	return `(.*?)`
}

// formats are those that the translations know, those with most letters first:
// they say most surely what was made with them.
var formats = sync.OnceValue(func() []format {
	var all []format
	for text := range maps.Keys(translations()) {
		if f, ok := newFormat(text); ok {
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(a, b format) int {
		return cmp.Or(cmp.Compare(b.letters, a.letters), cmp.Compare(a.text, b.text))
	})
	return all
})

// Translate is a text of another package in the language of the window. What the
// translations do not know stays as it is.
func Translate(text string) string {
	said, _ := inLanguage(text, betweens)
	return said
}

// between is what stands between the parts of a text.
type between struct {
	text string
	ends *regexp.Regexp // where a part ends; nil for wherever the text stands
}

// betweens are tried in this order: a text is cut at the first where all parts are
// known.
var betweens = []between{
	{"\n", nil},
	{" ", regexp.MustCompile(`[.] [^\p{Ll}]`)}, // sentences
	{"; ", nil},
	{", ", nil},
	{": ", nil},
}

// cut cuts a text into its parts.
func (b between) cut(text string) []string {
	if b.ends == nil {
		return strings.Split(text, b.text)
	}
	var parts []string
	from := 0
	for _, at := range b.ends.FindAllStringIndex(text, -1) {
		parts = append(parts, text[from:at[0]+1])
		from = at[0] + 2
	}
	return append(parts, text[from:])
}

// inLanguage is spoken for a text that can be cut at any of betweens, and reports
// whether all of it was known.
func inLanguage(text string, betweens []between) (said string, known bool) {
	for _, know := range []func(string) (string, bool){verbatim, counted, made, asSentence} {
		if said, ok := know(text); ok {
			return said, true
		}
	}
	said = text
	for i, b := range betweens {
		parts := b.cut(text)
		if len(parts) == 1 {
			continue
		}
		known := true
		for k, part := range parts {
			said, ok := inLanguage(part, betweens[i+1:])
			parts[k], known = said, known && ok
		}
		said = strings.Join(parts, b.text)
		if known {
			return said, true
		}
	}
	return said, false // as far as the last cut has it
}

// verbatim finds texts that stand in the translations as they are, and those
// without a word.
func verbatim(text string) (said string, ok bool) {
	if _, ok := translations()[text]; ok {
		return lang.L(text), true
	}
	return grouped(text), !strings.ContainsFunc(text, unicode.IsLetter)
}

// counted finds texts that begin with a count: "60,000 training images".
func counted(text string) (said string, ok bool) {
	count, what, ok := strings.Cut(text, " ")
	if !ok || count == "" || strings.ContainsFunc(count, unicode.IsLetter) {
		return text, false
	}
	for _, know := range []func(string) (string, bool){verbatim, made} {
		if said, ok := know(what); ok {
			return grouped(count) + " " + said, true
		}
	}
	return text, false
}

// made finds the format that a text was made with.
func made(text string) (said string, ok bool) {
	for _, f := range formats() {
		if !strings.Contains(text, f.longest) {
			continue
		}
		if values := f.matches.FindStringSubmatch(text); values != nil {
			return f.say(values[1:]), true
		}
	}
	return text, false
}

// say is a text that was made with the format from values.
func (f format) say(values []string) string {
	said := strings.Builder{}
	for i, part := range Verb.Split(lang.L(f.text), -1) {
		said.WriteString(part)
		if i < len(values) {
			said.WriteString(Translate(values[i]))
		}
	}
	return said.String()
}

// asSentence finds errors that were made sentences: "A layer has at least 1
// unit." is made of "a layer has at least 1 unit".
func asSentence(text string) (said string, ok bool) {
	first, size := utf8.DecodeRuneInString(text)
	plain := string(unicode.ToLower(first)) + strings.TrimSuffix(text[size:], ".")
	if plain == text {
		return text, false
	}
	said, ok = verbatim(plain)
	if !ok {
		said, ok = made(plain)
	}
	if !ok {
		return text, false
	}
	if unicode.IsUpper(first) {
		said = Capitalize(said)
	}
	if strings.HasSuffix(text, ".") {
		said += "."
	}
	return said, true
}

// groups are the digits of a large count.
var groups = regexp.MustCompile(`^[0-9]{1,3}(,[0-9]{3})+$`)

// grouped is a count with the window's thousands separators; other texts stay as
// they are.
func grouped(number string) string {
	if !groups.MatchString(number) {
		return number
	}
	return strings.ReplaceAll(number, ",", lang.X("thousands separator", ","))
}
