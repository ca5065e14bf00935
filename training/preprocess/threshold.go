package preprocess

import "slices"

// subtractBackground turns grey into ink, 0 for paper and 1 for full ink, and reports
// whether there is any. The background is a plane through the medians of the image's four
// sides.
func (p *grayImage) subtractBackground() bool {
	if p.w < 3 || p.h < 3 {
		return false
	}
	var left, right, top, bottom []float32
	for y := range p.h {
		left, right = append(left, p.v[y*p.w]), append(right, p.v[y*p.w+p.w-1])
	}
	for x := range p.w {
		top, bottom = append(top, p.v[x]), append(bottom, p.v[(p.h-1)*p.w+x])
	}
	l, r, t, b := quantile(left, .5), quantile(right, .5), quantile(top, .5), quantile(bottom, .5)
	mean := (l + r + t + b) / 4
	paper := func(x, y int) float32 {
		return mean + (r-l)*(float32(x)/float32(p.w-1)-0.5) + (b-t)*(float32(y)/float32(p.h-1)-0.5)
	}

	// Ink is darker or lighter than the background, whichever has more contrast.
	var darker, lighter float64
	for y := range p.h {
		for x := range p.w {
			d := paper(x, y) - p.v[y*p.w+x]
			p.v[y*p.w+x] = d
			if d > contrast {
				darker += float64(d)
			} else if d < -contrast {
				lighter -= float64(d)
			}
		}
	}
	if lighter > darker {
		for i := range p.v {
			p.v[i] = -p.v[i]
		}
	}

	return p.stretch(3*p.borderNoise(), contrast)
}

// stretch scales full ink to 1 and noise to 0, and reports whether there is ink of at
// least the least contrast.
func (p *grayImage) stretch(noise, least float32) bool {
	threshold := max(otsu(p.v), least, noise)
	var inked []float32
	for _, v := range p.v {
		if v > threshold {
			inked = append(inked, v)
		}
	}
	if len(inked) == 0 {
		return false
	}
	full := quantile(inked, .9)
	for i, v := range p.v {
		p.v[i] = min(max((v-noise)/(full-noise), 0), 1)
	}
	return full > noise
}

// borderNoise is the median deviation of the outermost pixels from the background.
func (p *grayImage) borderNoise() float32 {
	var border []float32
	add := func(v float32) { border = append(border, max(v, -v)) }
	for y := range p.h {
		add(p.v[y*p.w])
		add(p.v[y*p.w+p.w-1])
	}
	for x := 1; x < p.w-1; x++ {
		add(p.v[x])
		add(p.v[(p.h-1)*p.w+x])
	}
	return quantile(border, .5)
}

// quantile sorts values and returns their q-quantile.
func quantile(values []float32, q float64) float32 {
	slices.Sort(values)
	return values[int(q*float64(len(values)-1))]
}

// otsu is Otsu's threshold (1979) of values between 0 and 1: it maximises the variance
// between two classes.
func otsu(values []float32) float32 {
	var histogram [256]float64
	var total, sum float64
	for _, v := range values {
		bin := int(min(max(v, 0), 1) * 255)
		histogram[bin]++
		total++
		sum += float64(bin)
	}
	var best, at, below, sumBelow float64
	for bin, n := range histogram {
		below += n
		sumBelow += n * float64(bin)
		if below == 0 || below == total {
			continue
		}
		d := sumBelow/below - (sum-sumBelow)/(total-below)
		if between := below * (total - below) * d * d; between > best {
			best, at = between, float64(bin)
		}
	}
	return float32(at / 255)
}
