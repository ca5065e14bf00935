package segment

import (
	"testing"

	"digitpad/training/ink"
	"digitpad/training/preprocess"
)

// A line along which a cut runs belongs to both sides, each of which has it as wide as the
// pen; a line that a cut crosses is cut, and what is blank belongs to nobody.
func TestLinesInCommonAreShared(t *testing.T) {
	const w, h, pen, at = 40, 3, 6, 20
	p := picture{preprocess.Foreground{Width: w, Height: h, Ink: make([]float32, w*h)}}
	rows := [h][2]int{{16, 24}, {5, 35}, {25, 31}} // where each row's ink begins and ends
	var contents []int
	for y, row := range rows {
		for x := row[0]; x < row[1]; x++ {
			contents = append(contents, y*w+x)
		}
	}
	seams := []seam{{x: []int{at, at, at}}}
	p.share(seams, piece{box: ink.Box{MaxX: w, MaxY: h}, contents: contents}, pen)
	parted := seams[0].cut(contents, pen, func(i int) (x, y int) { return i % w, i / w })
	whole := newComponent(contents, []cut{parted}, p.around, 0)
	count := func(contents []int) (of [h]int) {
		for _, i := range contents {
			of[i/w]++
		}
		return of
	}
	if got, want := count(whole.between(0, 1)), [h]int{6, 15, 0}; got != want {
		t.Errorf("to the left lie %d pixels of ink by row, want %d", got, want)
	}
	if got, want := count(whole.between(1, 2)), [h]int{6, 15, 6}; got != want {
		t.Errorf("to the right lie %d pixels of ink by row, want %d", got, want)
	}
}
