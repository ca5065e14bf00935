package gui

import (
	"io/fs"
	"path"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"digitpad/assets"
	"digitpad/gui/state/store"
	"digitpad/gui/ui"
)

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

func TestF1OpensTheHelpOnTheTabInView(t *testing.T) {
	b := newBench(t)
	b.selectTab("Evaluate")
	b.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1})
	var texts []string
	eachVisible(b.window.Canvas().Overlays().Top(), func(o fyne.CanvasObject) bool {
		if text, ok := o.(*widget.RichText); ok {
			texts = append(texts, text.String())
			return true
		}
		return false
	})
	if said := strings.Join(texts, "\n"); !strings.Contains(said, "lets the network read all test digits") {
		t.Errorf("the help says %q", said)
	}
	if _, ok := b.window.Canvas().Focused().(*ui.List); !ok {
		t.Error("the chapters cannot be chosen by the keyboard at once")
	}
	b.Dismiss()
	b.ShowShortcuts()
	if lang.L("Shortcuts") != b.chapters()[len(b.chapters())-1].title {
		t.Error("the shortcuts are no chapter")
	}
}
