package gui

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// saveAs answers a dialog that asks where to save.
func (b *testWindow) saveAs(path string, replace bool) {
	b.t.Helper()
	var name *widget.Entry
	for _, o := range test.LaidOutObjects(b.window.Canvas().Overlays().Top()) {
		if e, ok := o.(*widget.Entry); ok {
			name = e
		}
	}
	if name == nil {
		b.t.Fatal("no dialog asks for a name")
	}
	name.SetText(filepath.Base(path))
	b.tapInDialog("Save")
	if replace {
		b.tapInDialog("Yes")
	}
}

// A file that could not be written is as it was, though Fyne's dialog opens it.
func TestAFileThatCannotBeReplacedStays(t *testing.T) {
	b := newTestWindow(t)
	folder := t.TempDir()
	t.Setenv("HOME", folder) // where the dialog starts
	old := filepath.Join(folder, "old.txt")
	if err := os.WriteFile(old, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	fail := func(string) error { return errors.New("no space left on device") }
	b.dialogs.SaveFile("old.txt", []string{".txt"}, fail)
	b.saveAs(old, true)
	b.pump("a message", b.dialogs.Modal)
	b.dialogs.Dismiss()
	b.dialogs.SaveFile("new.txt", []string{".txt"}, fail)
	b.saveAs(filepath.Join(folder, "new.txt"), false)
	b.pump("a message", b.dialogs.Modal)
	b.dialogs.Dismiss()
	if data, err := os.ReadFile(old); err != nil || string(data) != "mine" {
		t.Errorf("the file holds %q now (%v)", data, err)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 {
		t.Errorf("there is %v in the folder, %v", entries, err)
	}
}

// A name without its extension is completed, and what has that name is not
// replaced without a question.
func TestACompletedNameIsAskedFor(t *testing.T) {
	b := newTestWindow(t)
	folder := t.TempDir()
	t.Setenv("HOME", folder)
	var written []string
	write := func(path string) error {
		b.work.Post(func() { written = append(written, path) })
		return nil
	}
	old := filepath.Join(folder, "old.txt")
	for _, name := range []string{"old", "old.txt"} { // the first is somebody's, too
		if err := os.WriteFile(filepath.Join(folder, name), []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, answer := range []string{"Cancel", "Replace"} {
		b.dialogs.SaveFile("net.txt", []string{".txt"}, write)
		b.saveAs(filepath.Join(folder, "old"), true)
		b.tapInDialog(answer)
	}
	b.dialogs.SaveFile("net.txt", []string{".txt"}, write)
	b.saveAs(filepath.Join(folder, "new"), false)
	b.pump("two files", func() bool { return len(written) == 2 })
	slices.Sort(written)
	if !slices.Equal(written, []string{filepath.Join(folder, "new.txt"), old}) {
		t.Errorf("written: %v", written)
	}
	if data, err := os.ReadFile(filepath.Join(folder, "old")); err != nil || string(data) != "mine" {
		t.Errorf("a file with another name holds %q (%v)", data, err)
	}
}
