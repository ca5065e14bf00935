package gui

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/i18n"
	"digitpad/gui/picture"
	"digitpad/gui/state/store"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/training/lab"
	"digitpad/training/optim"
	"digitpad/training/presets"
)

// speakTexts lets the window speak texts by their keys until the test ends.
func speakTexts(t *testing.T, texts map[string]string) {
	t.Helper()
	say := func(texts map[string]string) {
		data, err := json.Marshal(texts)
		if err != nil {
			t.Fatal(err)
		}
		for _, taken := range []fyne.Locale{"en", lang.SystemLocale()} {
			if err := lang.AddTranslationsForLocale(data, taken); err != nil {
				t.Fatal(err)
			}
		}
	}
	say(texts)
	t.Cleanup(func() { say(readTexts(t, "en.json")) })
}

// eachVisible visits an object and all that is visible in it, unless visit says
// that it has seen enough.
func eachVisible(o fyne.CanvasObject, visit func(fyne.CanvasObject) (enough bool)) {
	if o == nil || !o.Visible() || visit(o) {
		return
	}
	var parts []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		parts = o.Objects
	case fyne.Widget:
		parts = test.WidgetRenderer(o).Objects()
	}
	for _, part := range parts {
		eachVisible(part, visit)
	}
}

// eachTab opens one tab after the other, with everything in it that a button
// hides.
func (b *testWindow) eachTab(visit func(title string, content fyne.CanvasObject)) {
	b.t.Helper()
	b.tabs.Select(0)
	more := b.anchors()["more"].(*ui.Button)
	test.Tap(more)
	own := b.choice("augmentation")
	was := own.Selected
	own.SetSelectedIndex(len(own.Options) - 1)
	for i, button := range b.tabs.buttons {
		b.tabs.Select(i)
		b.settle()
		visit(button.title, b.window.Content())
	}
	b.tabs.Select(0)
	own.SetSelected(was)
	test.Tap(more)
}

// settle runs what is posted until nothing more comes.
func (b *testWindow) settle() {
	done := make(chan struct{})
	go func() { b.work.Wait(); close(done) }()
	for {
		select {
		case f := <-b.Posts():
			f()
		case <-done:
			for len(b.Posts()) > 0 {
				(<-b.Posts())()
			}
			return
		}
	}
}

// The marks around a text that was looked up.
const opened, closed = "«", "»"

// word is a word in a text, rather than a formula's sign or a unit.
var word = regexp.MustCompile(`\p{L}{3,}`)

// name is what a file is called.
var fileName = regexp.MustCompile(`^\S+\.(safetensors|json|png|svg|pdf|csv|jsonl|ya?ml|zip|bench|digitpad-bench|digitpad-workspace|ink|html)$`)

// names are the same in all languages: what the program and its settings are
// called in files and on the command line.
func names() []string {
	home, err := os.UserHomeDir() // whose folders file dialogs show
	if err != nil {
		home = "/"
	}
	return slices.Concat(
		strings.Split(home, "/"),
		[]string{"digitpad", "MNIST", "English", "Deutsch", "training stripes", "training stripes, held out", "test stripes"},
		optim.Optimizers.Names(), optim.Schedules.Names(), presets.All.Names(),
		network.Costs.Names(), network.Activations.Names(), network.Encodings.Names(), network.Initializers.Names(),
		lab.Experiments.Names(),
	)
}

// foreign reports whether a text has words that have not been looked up.
func foreign(text string) bool {
	if strings.Contains(text, opened) || fileName.MatchString(text) {
		return false
	}
	for _, name := range names() {
		if name != "" {
			text = strings.ReplaceAll(text, name, "")
		}
	}
	return word.MatchString(text)
}

// checkLookedUp complains about visible texts that do not come from the
// translations. Formulas and tables of figures are set in the monospaced font;
// the list of a file dialog has the names of folders.
func checkLookedUp(t *testing.T, where string, root fyne.CanvasObject) {
	t.Helper()
	check := func(text string) {
		if foreign(text) {
			t.Errorf("%s: %q has not been looked up", where, text)
		}
	}
	eachVisible(root, func(o fyne.CanvasObject) bool {
		switch o := o.(type) {
		case *widget.RichText:
			if style, ok := o.Segments[0].(*widget.TextSegment); !ok || !style.Style.TextStyle.Monospace {
				check(o.String())
			}
			return true
		case *canvas.Text:
			if !o.TextStyle.Monospace {
				check(o.Text)
			}
		case *widget.List, *ui.List:
			return true
		}
		return false
	})
}

func TestEveryVisibleTextIsLookedUp(t *testing.T) {
	markTexts(t)
	check := func(state string) func(string, fyne.CanvasObject) {
		return func(title string, content fyne.CanvasObject) {
			if !strings.Contains(title, "Guide") { // its sections are a file each, in each language
				checkLookedUp(t, state+" tab "+title, content)
			}
		}
	}
	b := newTestWindow(t)
	b.eachTab(check("empty"))
	b = trainedWindow(t)
	b.eachTab(check("trained"))
	for _, menu := range b.menus.main.Items {
		for _, item := range menu.Items {
			if foreign(menu.Label) || foreign(item.Label) {
				t.Errorf("menu %q, item %q has not been looked up", menu.Label, item.Label)
			}
		}
	}
	for _, a := range b.commands {
		if !strings.HasSuffix(a.Title, "…"+closed) || slices.Contains(b.help.Commands(), a) { // texts of the help
			continue
		}
		a.Run()
		b.settle()
		for _, overlay := range b.window.Canvas().Overlays().List() {
			checkLookedUp(t, a.Title, overlay)
		}
		b.dialogs.Dismiss()
	}
}

func TestNothingIsCutOffInTheSmallestWindow(t *testing.T) {
	for _, file := range translated(t) {
		t.Run(file, func(t *testing.T) {
			speakTexts(t, readTexts(t, file))
			b := trainedWindow(t)
			b.window.Resize(fyne.NewSize(1024, 660)) // 700 less the menu bar
			b.eachTab(func(title string, content fyne.CanvasObject) {
				if least := b.content.MinSize(); least.Width > 1024 || least.Height > 660 {
					t.Errorf("with the tab %s the window cannot be smaller than %v", title, least)
				}
				checkWhole(t, "tab "+title, content, b.window.Canvas())
			})
		})
	}
}

// checkWhole complains about texts that have too little room, or lie outside the
// window and cannot be scrolled to.
func checkWhole(t *testing.T, where string, root fyne.CanvasObject, view fyne.Canvas) {
	t.Helper()
	scrolled := map[fyne.CanvasObject]bool{}
	driver := fyne.CurrentApp().Driver()
	eachVisible(root, func(o fyne.CanvasObject) bool {
		switch o := o.(type) {
		case *container.Scroll, *picture.Grid:
			eachVisible(o, func(part fyne.CanvasObject) bool { scrolled[part] = true; return false })
		case *ui.Text:
			if line := test.WidgetRenderer(o).Objects()[0].(*canvas.Text); line.Text != o.Content {
				t.Errorf("%s: %q is cut to %q", where, o.Content, line.Text)
			}
		case *canvas.Text:
			at := driver.AbsolutePositionForObject(o)
			if room := o.Size(); o.MinSize().Width > room.Width+1 && room.Width > 0 {
				t.Errorf("%s: %q needs %v and has %v", where, o.Text, o.MinSize().Width, room.Width)
			}
			if !scrolled[o] && at.X+min(o.MinSize().Width, o.Size().Width) > view.Size().Width+1 {
				t.Errorf("%s: %q ends at %v", where, o.Text, at.X+o.MinSize().Width)
			}
		}
		return false
	})
}

func TestLanguageOfAPlace(t *testing.T) {
	for place, want := range map[fyne.Locale]store.Language{
		"de-DE": store.German, "de-AT": store.German, "de": store.German, "de-CH-Latn": store.German,
		"en-GB": store.English, "fr-FR": store.English, "und": store.English, "": store.English,
	} {
		if got := i18n.MatchLanguage(place); got != want {
			t.Errorf("in %q the window speaks %q, not %q", place, got, want)
		}
	}
}

func TestAWrongLanguageInThePreferencesIsThatOfTheSystem(t *testing.T) {
	for _, l := range []store.Language{"tlh", "../en"} {
		if store.SupportedLanguage(l) != store.SystemLanguage {
			t.Errorf("%q is a language", l)
		}
		if i18n.Load(l) == nil {
			t.Errorf("%q is spoken", l)
		}
	}
}

// markTexts lets the window speak every text with marks around it, so that what
// has none has not been looked up.
func markTexts(t *testing.T) {
	t.Helper()
	marked := map[string]string{}
	for key, text := range expectedTexts(t) {
		marked[key] = opened + text + closed
	}
	marked["thousands separator"] = ","
	marked["language code"] = "en" // of the help, which is looked up as a whole
	speakTexts(t, marked)
}
