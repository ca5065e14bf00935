// Package guide is the post, to be read beside the program: its sections in the
// program's own words, its equations as they are typeset, and for each equation its
// value for a digit and a network, the setting that changes it, the experiment that
// tests it, and its code. It knows no Fyne.
package guide

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"digitpad/network/message"
)

// Languages are those that the text exists in, by their codes.
var Languages = []string{"en", "de"}

// Sections are the post's sections by their numbers, in its order.
var Sections = []string{"1", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3"}

// Figures are the names of the pictures that stand in the text.
var Figures = []string{"pixels", "network", "encodings", "samples", "landscape", "trace", "batch", "iterations", "oscillations", "distributions"}

// Guide is the text in one language.
type Guide struct {
	Sections []Section
	terms    map[string]string
}

// Section is a section of the post.
type Section struct {
	Number string // "3.2"
	Title  string
	Blocks []Block
}

// Block is a part of a section: one of the fields is set.
type Block struct {
	Text     string    // paragraphs, lists and headings in Markdown
	Equation *Equation // one that stands in a line of its own
	Figure   string    // one of Figures
}

// Load reads the text in a language from a folder with a folder for each language.
func Load(files fs.FS, language string) (*Guide, error) {
	g := &Guide{}
	for _, number := range Sections {
		text, err := fs.ReadFile(files, language+"/"+number+".md")
		if err != nil {
			return nil, message.Errorf("guide: section %s: %w", number, err)
		}
		section, err := parse(number, string(text))
		if err != nil {
			return nil, message.Errorf("guide: section %s in %q: %w", number, language, err)
		}
		g.Sections = append(g.Sections, section)
	}
	text, err := fs.ReadFile(files, language+"/terms.md")
	if err != nil {
		return nil, message.Errorf("guide: terms: %w", err)
	}
	g.terms = map[string]string{}
	for _, part := range strings.Split(string(text), "\n## ")[1:] { // after the heading
		if name, explanation, found := strings.Cut(part, "\n"); found {
			g.terms[name] = strings.TrimSpace(explanation)
		}
	}
	return g, nil
}

// Term explains a term of an equation; empty if there is none of that name.
func (g *Guide) Term(name string) string { return g.terms[name] }

// Known reports whether an anchor leads to a place in the text, in every language; see
// Guide.Find.
func Known(anchor string) bool {
	if number, found := strings.CutPrefix(anchor, "section "); found {
		return slices.Contains(Sections, number)
	}
	return Find(strings.Trim(anchor, "()")) != nil
}

// Find is the index of the section that an anchor stands in, or −1. An anchor is
// what a claim has as its source: the number or the name of an equation, "(12)" or
// "(softmax)", or the number of a section, "section 2.2", with anything after a comma.
func (g *Guide) Find(anchor string) int {
	if number, found := strings.CutPrefix(anchor, "section "); found {
		number, _, _ = strings.Cut(number, ",")
		return slices.IndexFunc(g.Sections, func(s Section) bool { return s.Number == number })
	}
	id := strings.Trim(anchor, "()")
	return slices.IndexFunc(g.Sections, func(s Section) bool {
		return slices.ContainsFunc(s.Blocks, func(b Block) bool { return b.Equation != nil && b.Equation.ID == id })
	})
}

// anchor is a line of a section's text with an equation or a figure.
var anchor = regexp.MustCompile(`(?m)^\{(equation|figure) ([a-z0-9-]+)\}$`)

// parse reads a section: a heading, and text with anchors.
func parse(number, text string) (Section, error) {
	heading, body, _ := strings.Cut(text, "\n")
	title, found := strings.CutPrefix(heading, "# ")
	if !found {
		return Section{}, message.Errorf("it begins with %q instead of a heading", heading)
	}
	s := Section{Number: number, Title: strings.TrimPrefix(title, number+" ")}
	prose := func(text string) {
		if text = strings.TrimSpace(text); text != "" {
			s.Blocks = append(s.Blocks, Block{Text: text})
		}
	}
	for {
		at := anchor.FindStringSubmatchIndex(body)
		if at == nil {
			prose(body)
			return s, nil
		}
		prose(body[:at[0]])
		switch kind, name := body[at[2]:at[3]], body[at[4]:at[5]]; {
		case kind == "figure" && slices.Contains(Figures, name):
			s.Blocks = append(s.Blocks, Block{Figure: name})
		case kind == "equation" && Find(name) != nil:
			s.Blocks = append(s.Blocks, Block{Equation: Find(name)})
		default:
			return s, message.Errorf("there is no %s %s", kind, name)
		}
		body = body[at[1]:]
	}
}
