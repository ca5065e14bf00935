package preprocess

// highest is, at each pixel, the highest value in the square around it that reaches so far.
func (p *grayImage) highest(reach int) *grayImage {
	return p.highestAlongRows(reach).highestAlongRows(reach)
}

// lowest is the lowest value there.
func (p *grayImage) lowest(reach int) *grayImage { return p.negated().highest(reach).negated() }

// negated is each pixel with the opposite sign.
func (p *grayImage) negated() *grayImage {
	r := &grayImage{p.w, p.h, make([]float32, len(p.v))}
	for i, v := range p.v {
		r.v[i] = -v
	}
	return r
}

// highestAlongRows replaces each pixel by the highest value near it in the row, and turns
// rows into columns. The highest since and until the ends of blocks as long as the window
// are found first, so that the time does not depend on the reach (van Herk 1992).
func (p *grayImage) highestAlongRows(reach int) *grayImage {
	r := &grayImage{p.h, p.w, make([]float32, len(p.v))}
	block := 2*reach + 1
	before, after := make([]float32, p.w), make([]float32, p.w) // since and until a block's end
	for y := range p.h {
		row := p.v[y*p.w : (y+1)*p.w]
		for start := 0; start < p.w; start += block {
			end := min(start+block, p.w)
			most := row[start]
			for x := start; x < end; x++ {
				if v := row[x]; v > most {
					most = v
				}
				before[x] = most
			}
			most = row[end-1]
			for x := end - 1; x >= start; x-- {
				if v := row[x]; v > most {
					most = v
				}
				after[x] = most
			}
		}
		for x := range row {
			from, to := max(x-reach, 0), min(x+reach, p.w-1)
			v := after[from]
			switch {
			case to-from+1 == block || from/block != to/block:
				if before[to] > v {
					v = before[to]
				}
			case from%block == 0: // cut off by the edge: within one block
				v = before[to]
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

// quantile is the value that a share q of the values is below. It reorders them
// (quickselect, Hoare 1961).
func quantile(values []float32, q float64) float32 {
	k := int(q * float64(len(values)-1))
	low, high := 0, len(values)-1
	for low < high {
		pivot := values[(low+high)/2]
		i, j := low, high
		for i <= j {
			for values[i] < pivot {
				i++
			}
			for values[j] > pivot {
				j--
			}
			if i <= j {
				values[i], values[j] = values[j], values[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			high = j
		case k >= i:
			low = i
		default:
			return values[k]
		}
	}
	return values[k]
}
