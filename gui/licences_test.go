package gui

import (
	"strings"
	"testing"
)

func TestAboutLeadsToLicences(t *testing.T) {
	b := newBench(t)
	b.ShowAbout()
	b.tapInDialog("Licences")
	if !b.modal() {
		t.Fatal("the licences do not open")
	}
	b.tapInDialog("Close")
	if b.modal() {
		t.Error("the licences stay open")
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
