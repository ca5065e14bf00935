package gui

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/state/store"
	"digitpad/gui/ui"
)

// mirror lets the window download from a server that does what handler does.
func (b *testWindow) mirror(handler http.HandlerFunc) {
	b.t.Setenv("XDG_CACHE_HOME", b.t.TempDir())
	server := httptest.NewTLSServer(handler)
	b.t.Cleanup(server.Close)
	b.state.Datasets.Downloader().Mirrors = []string{server.URL + "/"}
	b.state.Datasets.Downloader().Client = server.Client()
	b.state.Datasets.Downloader().Attempts = 1
}

func TestDownloadThatFailsSaysSoAndFallsBackOnTheSample(t *testing.T) {
	b := newTestWindow(t)
	b.mirror(func(w http.ResponseWriter, _ *http.Request) { http.NotFound(w, nil) })
	b.files.Download()
	b.pump("a message", func() bool { return strings.Contains(b.trace.String(), "MNIST was not downloaded") })
	if b.state.Datasets.Source() != store.SampleData {
		t.Errorf("the form still says %s", b.state.Datasets.Source())
	}
}

func TestDownloadCanBeCancelled(t *testing.T) {
	b := newTestWindow(t)
	asked := make(chan struct{}, 1)
	b.mirror(func(w http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		<-r.Context().Done() // sends nothing
	})
	b.files.Download()
	select {
	case <-asked:
	case <-time.After(10 * time.Second):
		t.Fatal("nothing is asked of the mirror")
	}
	b.tapInDialog("Cancel")
	b.pump("the end", func() bool { return b.state.Datasets.Source() == store.SampleData })
	if strings.Contains(b.trace.String(), "MNIST was not downloaded") {
		t.Error("a cancelled download is called a failure")
	}
}

// tapInDialog taps the button with a label in the dialog that is open.
func (b *testWindow) tapInDialog(label string) {
	b.t.Helper()
	top := b.window.Canvas().Overlays().Top()
	if top == nil {
		b.t.Fatal("no dialog is open")
	}
	button := buttonIn(top, label)
	if button == nil {
		b.t.Fatalf("the dialog has no button %q", label)
	}
	test.Tap(button)
}

// buttonIn finds the button with a label in o.
func buttonIn(o fyne.CanvasObject, label string) *widget.Button {
	var parts []fyne.CanvasObject
	switch o := o.(type) {
	case *ui.Button:
		if o.Text == label {
			return &o.Button
		}
	case *widget.Button:
		if o.Text == label {
			return o
		}
	case *fyne.Container:
		parts = o.Objects
	case fyne.Widget:
		parts = test.WidgetRenderer(o).Objects()
	}
	for _, part := range parts {
		if found := buttonIn(part, label); found != nil {
			return found
		}
	}
	return nil
}

func TestDialogsClose(t *testing.T) {
	b := newTestWindow(t)
	for name, open := range map[string]func(){
		"help": b.help.Show, "about": b.help.ShowAbout,
		"message": func() { b.dialogs.Error("A title", errors.New("and what is wrong")) },
	} {
		open()
		b.tapInDialog("Close")
		if b.dialogs.Modal() {
			t.Errorf("%s stays open", name)
		}
		open()
		b.dialogs.Dismiss()
		if b.dialogs.Modal() {
			t.Errorf("%s stays open after Esc", name)
		}
	}
}

func TestMNISTThatIsMissingIsOffered(t *testing.T) {
	b := newTestWindow(t)
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("DIGITPAD_DATA", "")
	b.state.Datasets.Choose(store.MNISTData)
	b.pump("the offer", b.dialogs.Modal)
	b.tapInDialog("Not now")
	if b.dialogs.Modal() || b.state.Datasets.Source() != store.SampleData {
		t.Error("who does not want MNIST now does not get the sample")
	}
}
