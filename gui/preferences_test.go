package gui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/ui"
)

func TestWindowComesBackAsItWas(t *testing.T) {
	b := newTestWindow(t)
	b.SetBrush(0.05)
	b.sidebar.normalise.SetChecked(!b.sidebar.normalise.Checked)
	b.entry("rate").SetText("0.5")
	b.tabs.Select(1)
	b.BeginClose()
	b.Close()
	again := New(Options{App: b.options.App, Post: func(func()) {}, Home: b.options.Home})
	defer again.Close()
	if again.state.Page.Brush() != 0.05 || again.sidebar.normalise.Checked || again.tabs.selected != 1 {
		t.Error("brush, switch or tab are forgotten")
	}
	if got := again.train.Anchors()["rate"].(*ui.Entry).Text; got != "0.5" {
		t.Errorf("the learning rate is %s", got)
	}
	if again.state.Prediction.Model().Network == nil {
		t.Error("no network answers")
	}
}

// A folder for the settings that cannot be written is told in the window.
func TestAFolderThatCannotBeWrittenIsTold(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for home, want := range map[string]bool{filepath.Join(file, "digitpad"): true, t.TempDir(): false} {
		w := New(Options{App: test.NewTempApp(t), Post: func(func()) {}, Home: home})
		told := false
		for _, overlay := range w.window.Canvas().Overlays().List() {
			eachVisible(overlay, func(o fyne.CanvasObject) bool {
				text, ok := o.(*widget.Label)
				told = told || ok && strings.Contains(text.Text, home) && strings.Contains(text.Text, "cannot be written")
				return false
			})
		}
		if told != want {
			t.Errorf("that %s cannot be written is told: %t", home, told)
		}
		w.Close()
	}
}
