package dataset

// Share is a dataset with its weight in a mix, relative to the weights of the others.
type Share struct {
	Data   *Dataset
	Weight float64 // above 0
}

// Mix is a dataset of examples from several ones, by their shares. The one with
// the largest share is taken whole, once. The others give their examples from the
// first on, and begin again where they have fewer than their share asks for, so
// that a few digits can weigh as much as wanted.
func Mix(name string, shares ...Share) *Dataset {
	most := 0
	for i, s := range shares {
		if s.Weight <= 0 || s.Data.Len() == 0 {
			panic("training: a share of nothing")
		}
		if s.Weight > shares[most].Weight {
			most = i
		}
	}
	whole := float64(shares[most].Data.Len()) / shares[most].Weight
	m := shares[0].Data.like(name, nil, []uint32{0}, nil)
	m.shares = shares
	for i, s := range shares {
		m.CheckAlike(s.Data)
		n := int(s.Weight*whole + 0.5)
		if i == most {
			n = s.Data.Len()
		}
		for k := range n {
			k %= s.Data.Len()
			m.ink = append(m.ink, s.Data.Input(k)...)
			m.start = append(m.start, uint32(len(m.ink)))
			m.labels = append(m.labels, s.Data.labels[k])
		}
	}
	return m
}
