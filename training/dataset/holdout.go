package dataset

import (
	"math"

	"digitpad/network/message"
)

// Holdout holds one in so many of the examples out for validation: the last of the
// dataset, so that of MNIST's 60,000 training images one in six are the 10,000 that
// Nielsen holds out. A mix gives from each of its parts, so that no example that it
// repeats is on both sides. Where the last examples lack a digit that others show, as
// in data sorted by digit, it holds out the last of each digit. With 0 it holds out
// none. It panics if the number is 1 or negative.
func (d *Dataset) Holdout(oneIn int) (train, validation *Dataset) {
	if oneIn < 0 || oneIn == 1 {
		panic("dataset: a held-out share of one in less than two")
	}
	name := message.New("%s, held out", d.name).String()
	if oneIn == 0 {
		return d, d.like(name, nil, []uint32{0}, nil)
	}
	if d.shares != nil {
		var rest, held []Share
		for _, s := range d.shares {
			t, v := s.Data.Holdout(oneIn)
			rest = append(rest, Share{t, s.Weight})
			if v.Len() > 0 {
				held = append(held, Share{v, s.Weight})
			}
		}
		if held == nil { // too few of each to divide
			return d, d.like(name, nil, []uint32{0}, nil)
		}
		return Mix(d.name, rest...), Mix(name, held...)
	}
	n := d.Len() - d.Len()/oneIn
	train, validation = d.Slice(0, n), d.Slice(n, d.Len())
	if validation.Len() > 0 && validation.lacks(train) {
		train, validation = d.holdoutOfEach(oneIn)
	}
	validation.name = name
	return train, validation
}

// lacks reports whether other shows a digit that d does not.
func (d *Dataset) lacks(other *Dataset) bool {
	shown := d.perLabel()
	for label, n := range other.perLabel() {
		if n > 0 && shown[label] == 0 {
			return true
		}
	}
	return false
}

// perLabel counts the examples of each label.
func (d *Dataset) perLabel() []int {
	counts := make([]int, d.of)
	for _, label := range d.labels {
		counts[label]++
	}
	return counts
}

// holdoutOfEach holds out the last of each digit.
func (d *Dataset) holdoutOfEach(oneIn int) (train, validation *Dataset) {
	keep := d.perLabel()
	for label := range keep {
		keep[label] -= keep[label] / oneIn
	}
	return d.divide(keep)
}

// FirstOfEach is a share of the examples: the first of each digit, and at least one, so
// that a smaller share is part of a larger one. A mix takes from each of its parts. It
// panics unless the share is above 0 and at most 1.
func (d *Dataset) FirstOfEach(share float64) *Dataset {
	if !(share > 0 && share <= 1) {
		panic("dataset: a share that is not above 0 and at most 1")
	}
	if share == 1 {
		return d
	}
	if d.shares != nil {
		var parts []Share
		for _, s := range d.shares {
			parts = append(parts, Share{s.Data.FirstOfEach(share), s.Weight})
		}
		return Mix(d.name, parts...)
	}
	keep := d.perLabel()
	for label, n := range keep {
		keep[label] = int(math.Ceil(share * float64(n)))
	}
	first, _ := d.divide(keep)
	return first
}

// divide parts the first so many of each digit from the others.
func (d *Dataset) divide(keep []int) (first, others *Dataset) {
	sides := [2]*Dataset{d.like(d.name, nil, []uint32{0}, nil), d.like(d.name, nil, []uint32{0}, nil)}
	for i, label := range d.labels {
		side := sides[0]
		if keep[label]--; keep[label] < 0 {
			side = sides[1]
		}
		side.ink = append(side.ink, d.Input(i)...)
		side.start = append(side.start, uint32(len(side.ink)))
		side.labels = append(side.labels, label)
	}
	return sides[0], sides[1]
}
