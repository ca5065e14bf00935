package dialogs

import (
	"errors"
	"net/url"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"digitpad/gui/internal/uitest"
	"digitpad/gui/ui"
)

// savingDialogs are Dialogs of a window over a lesson's strip; later runs what waits for
// time to pass.
func savingDialogs(t *testing.T) (d *Dialogs, foot fyne.CanvasObject, later *func()) {
	test.NewTempApp(t).Settings().SetTheme(ui.NewTheme())
	now := func(f func()) { f() }
	w := test.NewTempWindow(t, nil)
	d, later = New(w, now, now, nil), new(func())
	d.notice.after = func(_ time.Duration, f func()) *time.Timer {
		*later = f
		return time.NewTimer(time.Hour)
	}
	foot = container.NewWithoutLayout()
	foot.Resize(fyne.NewSize(600, 50))
	foot.Hide()
	w.SetContent(d.Notices(foot))
	w.Resize(fyne.NewSize(600, 400))
	return d, foot, later
}

// Whoever saves a file reads that it was saved, for a while, and is led to it.
func TestWhatIsSavedIsSaid(t *testing.T) {
	d, foot, later := savingDialogs(t)
	var opened []*url.URL
	d.openURL = func(u *url.URL) error { opened = append(opened, u); return nil }
	folder := filepath.Join(t.TempDir(), "of mine")
	d.writeChosen(filepath.Join(folder, "lost.json"), []string{".json"}, func(string) error { return errors.New("no space left") })
	if d.notice.Visible() || !d.Modal() {
		t.Error("a file that was not written is told as a saved one")
	}
	d.Dismiss()

	write := func(string) error { return nil }
	d.writeChosen(filepath.Join(folder, "net.json"), []string{".json"}, write)
	if !d.notice.Visible() || d.notice.text.Content != "Saved: net.json" {
		t.Fatalf("the window says %q", d.notice.text.Content)
	}
	at, size := d.notice.Position(), d.notice.Size()
	if at.X < 0 || at.X+size.Width > 600 || at.Y+size.Height > 400 {
		t.Errorf("the notice lies at %v, %v large", at, size)
	}
	test.Tap(d.notice.folder)
	if len(opened) != 1 || opened[0].Scheme != "file" || opened[0].Path != filepath.ToSlash(folder) {
		t.Errorf("opened: %v", opened)
	}

	first := *later
	d.writeChosen(filepath.Join(folder, "a name that is so long that a window of this width has no room for it, and longer still.png"), []string{".png"}, write)
	if size := d.notice.Size(); size.Width > 600 {
		t.Errorf("the notice is %v large", size)
	}
	if first(); !d.notice.Visible() {
		t.Error("the time of an earlier file ends the notice of a later one")
	}
	d.window.Canvas().Focus(d.notice.folder)
	if (*later)(); !d.notice.Visible() {
		t.Error("the notice goes while the keyboard is on it")
	}
	d.window.Canvas().Unfocus()
	if (*later)(); d.notice.Visible() {
		t.Error("the notice stays")
	}

	foot.Show()
	d.writeChosen(filepath.Join(folder, "net.json"), []string{".json"}, write)
	if bottom := d.notice.Position().Y + d.notice.Size().Height; bottom > 350 {
		t.Errorf("the notice ends at %v and covers a lesson", bottom)
	}
	d.window.Canvas().Focus(d.notice.close)
	if test.Tap(d.notice.close); d.notice.Visible() || d.window.Canvas().Focused() != nil {
		t.Error("the notice cannot be closed")
	}
}

// Where no program shows folders, that is said.
func TestFoldersThatCannotBeShown(t *testing.T) {
	d, _, _ := savingDialogs(t)
	d.openURL = func(*url.URL) error { return errors.New("xdg-open is not there") }
	d.writeChosen("/tmp/net.json", []string{".json"}, func(string) error { return nil })
	if test.Tap(d.notice.folder); !d.Modal() {
		t.Error("nothing is said")
	}
}

func TestNoticeLook(t *testing.T) {
	p := uitest.New(t)
	d := New(test.NewTempWindow(t, nil), nil, nil, nil)
	d.notice.after = func(time.Duration, func()) *time.Timer { return nil }
	object := d.Notices(container.NewWithoutLayout())
	d.showSaved("/home/me/network.json")
	uitest.Golden(t, p.App, "notice", object, 420, 80)
}
