package train

import (
	"testing"

	"digitpad/gui/state/datasets"
	"digitpad/network/message"
	"digitpad/training/datafile"
)

// The bar is there while there is something to say of the digits, and its button while
// something is offered, or was done.
func TestDataBar(t *testing.T) {
	b := newPart(t)
	bar := b.tab.data
	light := datafile.Finding{Kind: datafile.LightBackground, Message: message.Text("light"), Offer: datafile.Invert}
	turned := datafile.Finding{Kind: datafile.TransposedAxes, Message: message.Text("turned"), Offer: datafile.Transpose}
	blank := datafile.Finding{Kind: datafile.BlankImages, Message: message.Text("3 of 50 images are blank.")}
	for _, c := range []struct {
		what         string
		look         datasets.Look
		text, button string // empty where there is none
	}{
		{"nothing", datasets.Look{}, "", ""},
		{"a light background", datasets.Look{Path: "a/digits.csv", Findings: []datafile.Finding{blank, light}}, "The background of the images is light, and networks here expect it dark.", "Invert"},
		{"transposed", datasets.Look{Path: "a/digits.csv", Findings: []datafile.Finding{turned}}, "The images read better with rows and columns exchanged, as EMNIST's do.", "Transpose"},
		{"blank images", datasets.Look{Path: "a/digits.csv", Findings: []datafile.Finding{blank}}, "3 of 50 images are blank.", ""},
		{"a note", datasets.Look{Path: "a/digits.csv", Notes: []message.Message{message.Text("2 are letters.")}}, "2 are letters.", ""},
		{"inverted", datasets.Look{Path: "a/digits.csv", Changes: []datafile.Change{datafile.Invert}}, "The images are inverted.", "As they were"},
		{"both", datasets.Look{Path: "a/digits.csv", Changes: []datafile.Change{datafile.Invert, datafile.Transpose}}, "The images are inverted and transposed.", "As they were"},
		{"nothing again", datasets.Look{Path: "a/digits.csv"}, "", ""},
	} {
		bar.Set(c.look)
		if on := c.text != ""; bar.content.Visible() != on {
			t.Errorf("%s: in view %v", c.what, !on)
			continue
		}
		if c.text == "" {
			continue
		}
		if bar.finding.Content != c.text || bar.path.Content != "digits.csv" {
			t.Errorf("%s: %q of %q", c.what, bar.finding.Content, bar.path.Content)
		}
		if bar.change.Visible() != (c.button != "") || c.button != "" && bar.change.Text != c.button {
			t.Errorf("%s: the button %q, in view %v", c.what, bar.change.Text, bar.change.Visible())
		}
		if _, ok := b.tab.Anchors()["change images"]; ok != (c.button != "") {
			t.Errorf("%s: a lesson can point at the button: %v", c.what, ok)
		}
	}
}
