package preprocess

import "slices"

func more(a, b float32) float32 { return max(a, b) }
func less(a, b float32) float32 { return min(a, b) }

// extremes is, at each pixel, what pick chooses among the square around it that
// reaches so far.
func (p *grayImage) extremes(reach int, pick func(a, b float32) float32) *grayImage {
	return p.extremesAlongRows(reach, pick).extremesAlongRows(reach, pick)
}

// extremesAlongRows replaces each pixel by what pick chooses among its neighbours in the
// row, and turns rows into columns. Blocks as long as the window are picked from from
// either end, so that the time does not depend on the reach (van Herk 1992).
func (p *grayImage) extremesAlongRows(reach int, pick func(a, b float32) float32) *grayImage {
	r := &grayImage{p.h, p.w, make([]float32, len(p.v))}
	block := 2*reach + 1
	before, after := make([]float32, p.w), make([]float32, p.w) // since and until a block's end
	for y := range p.h {
		row := p.v[y*p.w : (y+1)*p.w]
		for x, v := range row {
			before[x] = v
			if x%block > 0 {
				before[x] = pick(before[x-1], v)
			}
		}
		for x := p.w - 1; x >= 0; x-- {
			after[x] = row[x]
			if x+1 < p.w && (x+1)%block > 0 {
				after[x] = pick(after[x+1], row[x])
			}
		}
		for x := range row {
			from, to := max(x-reach, 0), min(x+reach, p.w-1)
			v := pick(after[from], before[to])
			if from/block == to/block { // cut off by the edge: within one block
				if from%block == 0 {
					v = before[to]
				} else {
					v = after[from]
				}
			}
			r.v[x*r.w+y] = v
		}
	}
	return r
}

// blurred is, at each pixel, the mean of the square around it.
func (p *grayImage) blurred(reach int) *grayImage {
	return p.alongBoth(reach, func(window []float32) float32 {
		sum := float32(0)
		for _, v := range window {
			sum += v
		}
		return sum / float32(len(window))
	})
}

// alongBoth replaces each pixel by what f makes of its neighbours in the row, and
// then of those in the column. What lies outside the plane is left out.
func (p *grayImage) alongBoth(reach int, f func(window []float32) float32) *grayImage {
	return p.alongRows(reach, f).alongRows(reach, f)
}

// alongRows replaces each pixel by what f makes of its neighbours in the row, and
// turns rows into columns.
func (p *grayImage) alongRows(reach int, f func(window []float32) float32) *grayImage {
	r := &grayImage{p.h, p.w, make([]float32, len(p.v))}
	for y := range p.h {
		row := p.v[y*p.w : (y+1)*p.w]
		for x := range row {
			r.v[x*r.w+y] = f(row[max(x-reach, 0):min(x+reach+1, p.w)])
		}
	}
	return r
}

// quantile sorts values and returns the one that a share q of them is below.
func quantile(values []float32, q float64) float32 {
	slices.Sort(values)
	return values[int(q*float64(len(values)-1))]
}
