package preprocess

import "testing"

// ruledPage is white with a stroke four pixels wide, and lines a pixel wide.
func ruledPage(side int, across, down []int) *grayImage {
	p := &grayImage{side, side, make([]float32, side*side)}
	for y := side / 4; y < 3*side/4; y++ {
		for x := side / 2; x < side/2+4; x++ {
			p.v[y*side+x] = 1
		}
	}
	for _, y := range across {
		for x := range side {
			p.v[y*side+x] = 1
		}
	}
	for _, x := range down {
		for y := range side {
			p.v[y*side+x] = 1
		}
	}
	return p
}

// Lines across the page go, alone or many, level or turned, and what crosses them stays.
func TestDropLines(t *testing.T) {
	const side = 100
	for name, c := range map[string]struct{ across, down []int }{
		"none":    {},
		"one":     {across: []int{40}},
		"ruled":   {across: []int{20, 40, 60, 80}},
		"squared": {across: []int{10, 30, 50, 70, 90}, down: []int{10, 30, 70, 90}},
	} {
		p := ruledPage(side, c.across, c.down)
		p.dropLines()
		want := ruledPage(side, nil, nil)
		for i, v := range p.v {
			if v != want.v[i] {
				t.Errorf("%s: at %d, %d there is %g", name, i%side, i/side, v)
				break
			}
		}
	}
	turned := ruledPage(side, nil, nil)
	for x := range side {
		turned.v[(40+x/20)*side+x] = 1
	}
	turned.dropLines()
	if turned.at(5, 40) != 0 || turned.at(95, 44) != 0 || turned.at(51, 60) != 1 {
		t.Error("a turned line stays, or the stroke goes")
	}
}

// A stroke from side to side that is as wide as the others is no rule.
func TestStrokesAreNoLines(t *testing.T) {
	const side = 100
	p := ruledPage(side, nil, nil)
	for y := 50; y < 54; y++ {
		for x := range side {
			p.v[y*side+x] = 1
		}
	}
	p.dropLines()
	if p.at(10, 51) != 1 || p.at(90, 51) != 1 {
		t.Error("a stroke as wide as the pen is taken for a rule")
	}
}
