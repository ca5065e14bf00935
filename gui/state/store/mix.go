package store

// MixWeights say how large a part of a mix each source is, in proportion to the
// others.
type MixWeights struct {
	MNIST, Sample, Mine float64 // 0 or more
}

// DefaultMix are those of the first start.
func DefaultMix() MixWeights { return MixWeights{MNIST: 70, Sample: 30} }

// MixPart is a source with its share.
type MixPart struct {
	Source DataSource
	Weight float64
}

// MaxMixWeight is the largest share.
const MaxMixWeight = 1000

func (s MixWeights) Parts() []MixPart {
	return []MixPart{{MNISTData, s.MNIST}, {SampleData, s.Sample}, {UserSamples, s.Mine}}
}

// Valid reports whether there is something to mix.
func (s MixWeights) Valid() bool {
	sum := 0.0
	for _, p := range s.Parts() {
		if !(p.Weight >= 0 && p.Weight <= MaxMixWeight) {
			return false
		}
		sum += p.Weight
	}
	return sum > 0
}
