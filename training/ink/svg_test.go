package ink

import (
	"bytes"
	"strings"
	"testing"
)

func TestSVG(t *testing.T) {
	d := Drawing{
		{Points: []Point{{0.25, 0.5}}, Width: 0.1},
		{Points: []Point{{0, 0}, {1, 1}}, Width: 0.2, Erase: true},
		{Points: []Point{{0.1, 0.2}, {0.3, 0.4}}, Width: 0.05},
	}
	var file bytes.Buffer
	if err := d.WriteSVG(&file); err != nil {
		t.Fatal(err)
	}
	svg := file.String()
	for _, part := range []string{
		`<mask id="erased1"`, `<g mask="url(#erased1)"><path`, `stroke-width="0.1" d="M0.2500 0.5000h0"`, "</g>\n<path",
		`stroke-width="0.05" d="M0.1000 0.2000L0.3000 0.4000"`,
	} {
		if !strings.Contains(svg, part) {
			t.Errorf("no %s in\n%s", part, svg)
		}
	}
}
