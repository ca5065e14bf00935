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
