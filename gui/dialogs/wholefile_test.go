package dialogs

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
)

// Who writes through Fyne's files gets them whole.
func TestWholeFiles(t *testing.T) {
	test.NewTempApp(t)
	keepFilesWhole()
	path := filepath.Join(t.TempDir(), "file")
	for _, contents := range []string{"first", "second"} {
		w, err := storage.Writer(storage.NewFileURI(path))
		if err != nil {
			t.Fatal(err)
		}
		before, _ := os.ReadFile(path)
		if _, err := w.Write([]byte(contents)); err != nil {
			t.Fatal(err)
		}
		if now, _ := os.ReadFile(path); string(now) != string(before) {
			t.Errorf("the file holds %q before it is closed", now)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if now, err := os.ReadFile(path); err != nil || string(now) != contents {
			t.Errorf("the file holds %q, want %q (%v)", now, contents, err)
		}
	}
	missing := storage.NewFileURI(filepath.Join(t.TempDir(), "no", "such", "folder"))
	w, err := storage.Writer(missing)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte("x")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err == nil {
		t.Error("what was not written is not told")
	}
}
