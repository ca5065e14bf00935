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
func (b *testBench) mirror(handler http.HandlerFunc) {
	b.t.Setenv("XDG_CACHE_HOME", b.t.TempDir())
	server := httptest.NewTLSServer(handler)
	b.t.Cleanup(server.Close)
	b.downloader.Mirrors = []string{server.URL + "/"}
	b.downloader.Client = server.Client()
	b.downloader.Attempts = 1
}

func TestDownloadThatFailsSaysSoAndFallsBackOnTheSample(t *testing.T) {
	b := newBench(t)
	b.mirror(func(w http.ResponseWriter, _ *http.Request) { http.NotFound(w, nil) })
	b.Download()
	b.pump("a message", func() bool { return strings.Contains(b.trace.String(), "MNIST was not downloaded") })
	if b.learn.form.Source() != store.SampleData {
		t.Errorf("the form still says %s", b.learn.form.Source())
	}
}

func TestDownloadCanBeCancelled(t *testing.T) {
	b := newBench(t)
	asked := make(chan struct{}, 1)
	b.mirror(func(w http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		<-r.Context().Done() // sends nothing
	})
	b.Download()
	select {
	case <-asked:
	case <-time.After(10 * time.Second):
		t.Fatal("nothing is asked of the mirror")
	}
	b.tapInDialog("Cancel")
	b.pump("the end", func() bool { return b.learn.form.Source() == store.SampleData })
	if strings.Contains(b.trace.String(), "MNIST was not downloaded") {
		t.Error("a cancelled download is called a failure")
	}
}

// tapInDialog taps the button with a label in the dialog that is open.
func (b *testBench) tapInDialog(label string) {
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
	b := newBench(t)
	for name, open := range map[string]func(){
		"help": b.ShowHelp, "about": b.ShowAbout,
		"message": func() { b.tell("A title", errors.New("and what is wrong")) },
	} {
		open()
		b.tapInDialog("Close")
		if b.modal() {
			t.Errorf("%s stays open", name)
		}
		open()
		b.Dismiss()
		if b.modal() {
			t.Errorf("%s stays open after Esc", name)
		}
	}
}

func TestMNISTThatIsMissingIsOffered(t *testing.T) {
	b := newBench(t)
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("DIGITPAD_DATA", "")
	b.learn.form.SetSource(store.MNISTData)
	b.chooseSource(store.MNISTData)
	b.pump("the offer", b.modal)
	b.tapInDialog("Not now")
	if b.modal() || b.learn.form.Source() != store.SampleData {
		t.Error("who does not want MNIST now does not get the sample")
	}
}
