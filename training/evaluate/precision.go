package evaluate

import "digitpad/training/stats"

// Share is a count out of another with Wilson's 95 % interval.
type Share struct {
	Count int     `json:"count"`
	Of    int     `json:"of"`
	Value float64 `json:"value"` // Count/Of; 0 of nothing
	Lo    float64 `json:"lo"`
	Hi    float64 `json:"hi"`
}

// NewShare is count out of so many.
func NewShare(count, of int) Share {
	s := Share{Count: count, Of: of, Value: float64(count) / float64(max(of, 1))}
	s.Lo, s.Hi = stats.Wilson(count, of)
	return s
}

// Recall is the share of the examples of a label that are read as it.
func (c *Confusion) Recall(label int) Share {
	examples := 0
	for _, count := range c[label] {
		examples += count
	}
	return NewShare(c[label][label], examples)
}

// Precision is the share of the examples read as a label that show it.
func (c *Confusion) Precision(label int) Share {
	predicted := 0
	for _, row := range c {
		predicted += row[label]
	}
	return NewShare(c[label][label], predicted)
}
