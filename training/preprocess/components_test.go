package preprocess

import "testing"

// Patches hang together by sides and by corners; the box of each and what of it lies
// on the edge are known.
func TestPatches(t *testing.T) {
	all, of := sketch(
		"#....##",
		".#.....",
		"...+...",
		"....-..",
		".......",
	).components()
	want := []component{
		{minX: 0, minY: 0, maxX: 1, maxY: 1, onEdge: 1},
		{minX: 5, minY: 0, maxX: 6, maxY: 0, onEdge: 2},
		{minX: 3, minY: 2, maxX: 3, maxY: 2},
	}
	if len(all) != len(want) {
		t.Fatalf("there are %d patches", len(all))
	}
	for i := range want {
		if all[i] != want[i] {
			t.Errorf("patch %d is %+v, want %+v", i, all[i], want[i])
		}
	}
	if of[0] != 1 || of[8] != 1 || of[6] != 2 || of[17] != 3 || of[1] != 0 || of[25] != 0 {
		t.Errorf("the pixels belong to %v", of)
	}
	// each of the four sides is an edge
	for _, corner := range []*grayImage{sketch("..", ".#"), sketch("#.", ".."), sketch("...", "#..", "..."), sketch("...", "..#", "..."), sketch("...", "...", ".#.")} {
		if all, _ := corner.components(); all[0].onEdge != 1 {
			t.Errorf("of%v %d pixels are on the edge", corner, all[0].onEdge)
		}
	}
	if all, _ := sketch("...", ".#.", "...").components(); all[0].onEdge != 0 {
		t.Error("a pixel in the middle is on the edge")
	}
}

// A patch holds another only if that touches no side of its box, and is near one
// that lies at most so many pixels away, in x and in y.
func TestPatchesBesideEachOther(t *testing.T) {
	frame := component{minX: 2, minY: 2, maxX: 8, maxY: 9}
	for o, want := range map[component]bool{
		{minX: 3, minY: 3, maxX: 7, maxY: 8}: true, {minX: 2, minY: 3, maxX: 7, maxY: 8}: false, {minX: 3, minY: 2, maxX: 7, maxY: 8}: false,
		{minX: 3, minY: 3, maxX: 8, maxY: 8}: false, {minX: 3, minY: 3, maxX: 7, maxY: 9}: false,
	} {
		if frame.contains(o) != want {
			t.Errorf("%+v holds %+v: %t", frame, o, !want)
		}
	}
	if n := frame.longer(); n != 8 {
		t.Errorf("the longer side of %+v is %d", frame, n)
	}
	if n := (component{minX: 1, maxX: 9, maxY: 3}).longer(); n != 9 {
		t.Errorf("a patch from 1 to 9 is %d wide", n)
	}
	for o, want := range map[component]bool{
		{minX: 11, minY: 4, maxX: 12, maxY: 5}: true, {minX: 12, minY: 4, maxX: 13, maxY: 5}: false, // right
		{minX: -3, minY: 4, maxX: -1, maxY: 5}: true, {minX: -3, minY: 4, maxX: -2, maxY: 5}: false, // left
		{minX: 4, minY: 12, maxX: 5, maxY: 13}: true, {minX: 4, minY: 13, maxX: 5, maxY: 13}: false, // below
		{minX: 4, minY: -3, maxX: 5, maxY: -1}: true, {minX: 4, minY: -3, maxX: 5, maxY: -2}: false, // above
	} {
		if frame.near(o, 3) != want {
			t.Errorf("%+v is within 3 of %+v: %t", frame, o, !want)
		}
	}
}

// What is kept keeps its faint rim; all else goes.
func TestKeep(t *testing.T) {
	p := sketch(
		".....+...",
		".##..##..",
		".##..##..",
		".........",
	)
	p.v[3] = 0.2  // beside the first patch, not visible
	p.v[31] = 0.2 // below the second
	_, of := p.components()
	p.keep(of, func(i int) bool { return i == 1 })
	if p.v[10] != 1 || p.v[3] != 0.2 || p.v[5] != 0 || p.v[15] != 0 || p.v[31] != 0 {
		t.Errorf("the plane is%v", p)
	}
}

// A patch of less than 0.12 of the largest goes.
func TestDropSpecks(t *testing.T) {
	largest := "##########################################" // 42 pixels: 0.12 of it are 5.04
	p := sketch(
		largest+"...",
		"............................................."[:45],
		"#####...######..............................."[:45],
	)
	p.removeSpecks()
	p.shows(t, "without specks",
		largest+"...",
		"............................................."[:45],
		"........######..............................."[:45],
	)
}

// What lies within a quarter of the largest patch belongs to it, and what lies
// within that of what belongs to it; the rest is another digit.
func TestDropOthers(t *testing.T) {
	p := sketch("########.#.#..#") // two steps, two steps and three
	p.removeOtherDigits()
	p.shows(t, "the digit alone", "########.#.#...")
	blank := sketch("....", "....")
	blank.removeOtherDigits()
	blank.shows(t, "blank paper", "....", "....")
	second := sketch("##...######") // the largest need not be the first
	second.removeOtherDigits()
	second.shows(t, "the largest alone", ".....######")
}

// A desk at the edge and a frame around the digit go if a digit remains; a line
// beside the digit is no frame, and what stands alone stays.
func TestDropSurroundings(t *testing.T) {
	const side = 16
	draw := func(onTop ...component) *grayImage { // the outlines of boxes
		p := &grayImage{side, side, make([]float32, side*side)}
		for _, c := range onTop {
			for y := c.minY; y <= c.maxY; y++ {
				for x := c.minX; x <= c.maxX; x++ {
					if x == c.minX || x == c.maxX || y == c.minY || y == c.maxY {
						p.v[y*side+x] = 1
					}
				}
			}
		}
		return p
	}
	digit := component{minX: 6, minY: 5, maxX: 8, maxY: 9}
	frame := component{minX: 1, minY: 1, maxX: 14, maxY: 14} // 13 pixels of 16 are more than 0.8
	desk := component{maxX: 15}
	speck := component{minX: 8, minY: 8, maxX: 8, maxY: 8} // less than 0.08 of 16
	for name, c := range map[string]struct{ from, want []component }{
		"a desk":                 {[]component{digit, desk}, []component{digit}},
		"a desk alone":           {[]component{desk}, []component{desk}},
		"a desk and a speck":     {[]component{desk, speck}, []component{desk, speck}},
		"a frame":                {[]component{digit, frame}, []component{digit}},
		"a frame around a speck": {[]component{frame, speck}, []component{frame, speck}},
		"a frame alone":          {[]component{frame}, []component{frame}},
		"a narrow frame":         {[]component{digit, {minX: 1, minY: 1, maxX: 13, maxY: 14}}, []component{digit, {minX: 1, minY: 1, maxX: 13, maxY: 14}}},
		"a low frame":            {[]component{digit, {minX: 1, minY: 1, maxX: 14, maxY: 13}}, []component{digit, {minX: 1, minY: 1, maxX: 14, maxY: 13}}},
		"a line":                 {[]component{digit, {minX: 1, minY: 2, maxX: 14, maxY: 2}}, []component{digit, {minX: 1, minY: 2, maxX: 14, maxY: 2}}},
		"ink at the edge":        {[]component{digit, {minX: 12, minY: 0, maxX: 12, maxY: 5}}, []component{digit}},
	} {
		p, want := draw(c.from...), draw(c.want...)
		if p.removeSurroundings(); p.String() != want.String() {
			t.Errorf("%s:%v\nwant%v", name, p, want)
		}
	}
}
