package help

import (
	"encoding/json"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/assets"
	"digitpad/gui/internal/uitest"
	"digitpad/gui/state/store"
	"digitpad/gui/ui"
	"digitpad/training"
)

// part is the help before a window.
type part struct {
	*uitest.Part
	help   *Help
	tab    string
	window fyne.Window
	button *ui.Button // that was seen last
}

func newPart(t *testing.T) *part {
	t.Helper()
	p := uitest.New(t)
	b := &part{Part: p, tab: "Evaluate"}
	b.window = p.Show(widget.NewLabel(""), 1000, 700)
	b.help = New(p.State.State, p.Env, func() []*ui.Command { return b.help.Commands() }, func() string { return b.tab }, "1.2.3", "abc\ngo")
	return b
}

// said are the texts in what stands before the window.
func (b *part) said() string {
	var texts []string
	var visit func(o fyne.CanvasObject)
	visit = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *widget.RichText:
			texts = append(texts, o.String())
		case *widget.Label:
			texts = append(texts, o.Text)
		case *ui.Button:
			if o.Text != "Close" {
				b.button = o
			}
		case *ui.Text:
			texts = append(texts, o.Content)
		}
		if c, ok := o.(*fyne.Container); ok {
			for _, o := range c.Objects {
				visit(o)
			}
		}
		if w, ok := o.(fyne.Widget); ok {
			for _, o := range test.WidgetRenderer(w).Objects() {
				visit(o)
			}
		}
	}
	visit(b.window.Canvas().Overlays().Top())
	return strings.Join(texts, "\n")
}

// blocks counts the paragraphs and list items of a Markdown text.
func blocks(text string) (n int) {
	for _, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) != "" {
			n++
		}
	}
	return n
}

func TestTheHelpSaysTheSameInAllLanguages(t *testing.T) {
	english, err := fs.Glob(assets.Help, assets.HelpFolder+"/en/*.md")
	if err != nil || len(english) < 6 {
		t.Fatalf("%d chapters, %v", len(english), err)
	}
	for _, l := range store.Languages {
		if l != store.SystemLanguage {
			checkHelp(t, string(l), english)
		}
	}
}

// checkHelp compares the help in a language with the English one.
func checkHelp(t *testing.T, l string, english []string) {
	t.Helper()
	files, err := fs.Glob(assets.Help, assets.HelpFolder+"/"+l+"/*.md")
	if err != nil || len(files) != len(english) {
		t.Errorf("%s: %d chapters, in English %d, %v", l, len(files), len(english), err)
	}
	for _, name := range english {
		said, err := assets.Help.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		translated, err := assets.Help.ReadFile(path.Join(assets.HelpFolder, l, path.Base(name)))
		if err != nil {
			t.Error(err)
			continue
		}
		if blocks(string(said)) != blocks(string(translated)) {
			t.Errorf("%s: %d paragraphs, in %s %d", name, blocks(string(said)), l, blocks(string(translated)))
		}
		if sign := strings.IndexAny(string(translated), ui.MissingSigns); sign >= 0 {
			t.Errorf("%s in %s: the font lacks the sign in %q", name, l, translated[sign:min(len(translated), sign+20)])
		}
	}
}

// The help opens on the tab in view, with the keys on its chapters.
func TestTheHelpOpensOnTheTabInView(t *testing.T) {
	b := newPart(t)
	b.help.Show()
	if said := b.said(); !strings.Contains(said, "lets the network read the Validation images of its run") {
		t.Errorf("the help says %q", said)
	}
	if _, ok := b.window.Canvas().Focused().(*ui.List); !ok {
		t.Error("the chapters cannot be chosen by the keyboard at once")
	}
}

// Every tab has a chapter, and every chapter its text.
func TestChapters(t *testing.T) {
	b := newPart(t)
	titles := map[string]bool{}
	for _, c := range b.help.chapters() {
		titles[c.title] = true
		if c.content() == nil {
			t.Errorf("the chapter %s is empty", c.title)
		}
	}
	for _, tab := range []string{"Train", "Inspect", "Evaluate", "Compare", "My digits", "Lab"} {
		if !titles[tab] {
			t.Errorf("the tab %s has no chapter", tab)
		}
	}
}

// The keyboard reads a chapter to its end and back, and Escape reaches the window.
func TestPagesScrollByKeys(t *testing.T) {
	b := newPart(t)
	text := ui.NewParagraph(strings.Repeat("A line of the help.\n", 100))
	p := newPage(text)
	w := b.Show(p, 300, 200)
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != fyne.Focusable(p) || !p.frame.Visible() {
		t.Fatal("Tab does not come to the text, or nothing shows it")
	}
	end := text.MinSize().Height - p.scroll.Size().Height
	press := func(key fyne.KeyName, want func(before float32) float32) {
		t.Helper()
		before := p.scroll.Offset.Y
		if p.TypedKey(&fyne.KeyEvent{Name: key}); p.scroll.Offset.Y != want(before) {
			t.Errorf("%s scrolls from %v to %v of %v", key, before, p.scroll.Offset.Y, end)
		}
	}
	line, screen := 3*theme.TextSize(), p.scroll.Size().Height-3*theme.TextSize()
	press(fyne.KeyDown, func(y float32) float32 { return y + line })
	press(fyne.KeyPageDown, func(y float32) float32 { return y + screen })
	press(fyne.KeyUp, func(y float32) float32 { return y - line })
	press(fyne.KeyPageUp, func(y float32) float32 { return y - screen })
	press(fyne.KeyPageUp, func(float32) float32 { return 0 })
	press(fyne.KeyEnd, func(float32) float32 { return end })
	press(fyne.KeyDown, func(float32) float32 { return end })
	press(fyne.KeyHome, func(float32) float32 { return 0 })
	var other fyne.KeyName
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { other = e.Name })
	if p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}); other != fyne.KeyEscape {
		t.Error("the window does not get Escape")
	}
	if w.Canvas().Unfocus(); p.frame.Visible() {
		t.Error("the frame stays")
	}
}

// The shortcuts are those of all commands.
func TestShortcuts(t *testing.T) {
	b := newPart(t)
	b.help.ShowShortcuts()
	said := b.said()
	for _, want := range []string{"The help on the tab in view", "F1", "F2"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q among the shortcuts:\n%s", want, said)
		}
	}
	if strings.Contains(said, "About digitpad…") {
		t.Error("what has no key is among the shortcuts")
	}
}

func TestAboutLeadsToLicences(t *testing.T) {
	b := newPart(t)
	b.help.ShowAbout()
	if said := b.said(); !strings.Contains(said, "1.2.3") || !strings.Contains(said, "abc, go") {
		t.Errorf("of the program it is said %q", said)
	}
	test.Tap(b.button)
	if said := b.said(); !strings.Contains(said, "fyne.io/fyne/v2") {
		t.Errorf("of the licences it is said %q", said)
	}
}

func TestLicencesNameTheLibrariesOfTheWindow(t *testing.T) {
	for _, name := range []string{"Go", "fyne.io/fyne/v2 ", "gonum.org/v1/plot ", "codeberg.org/go-fonts/liberation "} {
		found := false
		for _, l := range licences() {
			if strings.HasPrefix(l.module, name) {
				found = true
				if len(l.terms) < 40 {
					t.Errorf("%s: %q", name, l.terms)
				}
			}
		}
		if !found {
			t.Errorf("no licence of %s", name)
		}
	}
}

// The glossary does the post's own arithmetic with the numbers of the run.
func TestGlossary(t *testing.T) {
	s := training.DefaultSettings()
	s.Batch, s.Epochs = 100, 10
	var said strings.Builder
	for _, term := range glossary(s, 60000, training.Progress{Epoch: 3, Iteration: 34, TotalIterations: 1834}) {
		if term.word == "" || term.meaning == "" {
			t.Errorf("an empty term: %+v", term)
		}
		said.WriteString(term.here + "\n")
	}
	for _, want := range []string{
		"60,000 / 100 = 600 iterations an epoch, 6,000 in all", "You are at 34 of 600, and at 1,834 of 6,000 in all.",
		"60,000 updates an epoch", "3 are done",
	} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("no %q in\n%s", want, &said)
		}
	}
}

// It opens before there is a run, and with one.
func TestShowGlossary(t *testing.T) {
	b := newPart(t)
	b.help.ShowGlossary()
	if said := b.said(); !strings.Contains(said, "334 / 10, rounded up, is 34 iterations") {
		t.Errorf("before a run it says %q", said)
	}
	b.Configure(3)
	b.Train()
	b.help.ShowGlossary()
	if said := b.said(); !strings.Contains(said, "102 in all") || !strings.Contains(said, "3 are done") {
		t.Errorf("after a run it says %q", said)
	}
}

// What the help sets in italics can be read on the screen, in that language; the titles of
// books and papers cannot.
func TestTheHelpNamesWhatIsOnTheScreen(t *testing.T) {
	titles := []string{"Neural Networks and Deep Learning", "Pen-Based Recognition of Handwritten Digits"}
	bold, italic := regexp.MustCompile(`\*\*.*?\*\*`), regexp.MustCompile(`\*([^*\n]+)\*`)
	for _, language := range []string{"en", "de"} {
		data, err := assets.Translations.ReadFile("translations/" + language + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var translations map[string]any
		if err := json.Unmarshal(data, &translations); err != nil {
			t.Fatal(err)
		}
		onScreen := func(name string) bool {
			for _, translation := range translations {
				text, ok := translation.(string)
				// A menu item ends in dots; an answer goes on with a number.
				if ok && (strings.EqualFold(strings.TrimRight(text, " …"), name) || strings.EqualFold(strings.TrimSuffix(text, ", %.2f"), name)) {
					return true
				}
			}
			return slices.Contains(titles, name)
		}
		chapters, err := fs.Glob(assets.Help, path.Join(assets.HelpFolder, language, "*.md"))
		if err != nil || len(chapters) == 0 {
			t.Fatal(len(chapters), err)
		}
		for _, chapter := range chapters {
			text, err := assets.Help.ReadFile(chapter)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range italic.FindAllStringSubmatch(bold.ReplaceAllString(string(text), ""), -1) {
				for name := range strings.SplitSeq(found[1], " › ") {
					if !onScreen(name) {
						t.Errorf("%s: %q is not on the screen", chapter, name)
					}
				}
			}
		}
	}
}
