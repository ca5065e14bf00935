package ink

// dropSpecks blanks every patch of ink that is, like a stray click, far smaller
// than the largest.
func (p *plane) dropSpecks() {
	patch := make([]int, len(p.v)) // 0 is not visited, or blank
	var sizes []int                // of patch i+1: its longer side
	var queue []int
	largest := 0
	for start, v := range p.v {
		if v < visible || patch[start] != 0 {
			continue
		}
		number := len(sizes) + 1
		patch[start] = number
		queue = append(queue[:0], start)
		minX, minY, maxX, maxY := p.w, p.h, 0, 0
		for len(queue) > 0 {
			i := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			x, y := i%p.w, i/p.w
			minX, minY, maxX, maxY = min(minX, x), min(minY, y), max(maxX, x), max(maxY, y)
			for ny := max(y-1, 0); ny <= min(y+1, p.h-1); ny++ {
				for nx := max(x-1, 0); nx <= min(x+1, p.w-1); nx++ {
					if n := ny*p.w + nx; p.v[n] >= visible && patch[n] == 0 {
						patch[n] = number
						queue = append(queue, n)
					}
				}
			}
		}
		sizes = append(sizes, max(maxX-minX, maxY-minY)+1)
		largest = max(largest, sizes[number-1])
	}
	// The faint rim around a patch goes and stays with it.
	for i, v := range p.v {
		if v == 0 {
			continue
		}
		x, y := i%p.w, i/p.w
		keep := false
		for ny := max(y-1, 0); ny <= min(y+1, p.h-1); ny++ {
			for nx := max(x-1, 0); nx <= min(x+1, p.w-1); nx++ {
				n := patch[ny*p.w+nx]
				keep = keep || n > 0 && float64(sizes[n-1]) >= click*float64(largest)
			}
		}
		if !keep {
			p.v[i] = 0
		}
	}
}
