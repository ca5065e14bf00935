package preprocess

import "digitpad/training/ink"

// integralImage is a summed-area table (Crow 1984): the sum of the ink above and to the
// left of each corner, which gives the mean of any box in constant time.
type integralImage struct {
	w, h int // of the plane; the table has a column and a row more
	v    []float64
}

func (p *grayImage) integral() *integralImage {
	s := &integralImage{p.w, p.h, make([]float64, (p.w+1)*(p.h+1))}
	for y := range p.h {
		row := 0.0
		for x := range p.w {
			row += float64(p.v[y*p.w+x])
			s.v[(y+1)*(p.w+1)+x+1] = s.v[y*(p.w+1)+x+1] + row
		}
	}
	return s
}

// means are the mean inks of w×h squares beside and below each other, row by row; the
// upper left corner of the first is x, y. Outside the image there is no ink.
func (s *integralImage) means(x, y, side float64, w, h int) []float64 {
	all := make([]float64, w*h)
	above, below := make([]float64, w+1), make([]float64, w+1) // before the corners of a row
	for j := range h + 1 {
		above, below = below, above
		for i := range below {
			below[i] = s.before(x+float64(i)*side, y+float64(j)*side)
		}
		if j == 0 {
			continue
		}
		row := all[(j-1)*w : j*w]
		for i := range row {
			row[i] = max(below[i+1]-below[i]-above[i+1]+above[i], 0) / (side * side)
		}
	}
	return all
}

// before is the ink above and to the left of a position. Within a pixel it grows in
// proportion to either side.
func (s *integralImage) before(x, y float64) float64 {
	if s.w == 0 || s.h == 0 {
		return 0
	}
	x, y = min(max(x, 0), float64(s.w)), min(max(y, 0), float64(s.h))
	i, j := min(int(x), s.w-1), min(int(y), s.h-1)
	u, v := x-float64(i), y-float64(j)
	k := j*(s.w+1) + i
	top := s.v[k] + u*(s.v[k+1]-s.v[k])
	k += s.w + 1
	return top + v*(s.v[k]+u*(s.v[k+1]-s.v[k])-top)
}

// in renders the image in a frame that maps its pixels to those of the 28×28 image. Each
// pixel is the mean of its area.
func (s *integralImage) in(f ink.Frame) (m ink.Image) {
	for i, v := range s.means(-f.X/f.Scale, -f.Y/f.Scale, 1/f.Scale, ink.Side, ink.Side) {
		m[i] = byte(min(v, 1)*255 + 0.5)
	}
	return m
}
