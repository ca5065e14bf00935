package network

import "math/rand/v2"

// ValidSpecs is every combination of activation, output, cost and encoding that
// Validate accepts, in a small network with two hidden layers.
func ValidSpecs() (specs []Spec) {
	for _, hidden := range Activations {
		for _, output := range Activations {
			for _, cost := range Costs {
				for _, encoding := range Encodings {
					spec := Spec{[]int{12, 9, 5, encoding.Outputs()}, hidden, output, cost, encoding}
					if spec.Validate() == nil {
						specs = append(specs, spec)
					}
				}
			}
		}
	}
	return specs
}

func (s Spec) TestName() string {
	return s.Hidden.Name() + "/" + s.Output.Name() + "/" + s.Cost.Name() + "/" + s.Encoding.Name()
}

// RandomExamples makes small images, half blank, with labels.
func RandomExamples(random *rand.Rand, count, pixels int) (x []Input, labels []uint8) {
	for range count {
		image := make([]byte, pixels)
		for p := range image {
			if random.IntN(2) == 1 {
				image[p] = byte(random.IntN(256))
			}
		}
		x = append(x, NewInput(image))
		labels = append(labels, uint8(random.IntN(Labels)))
	}
	return x, labels
}

// Kept is what dropout multiplied the activations of an example by in the last Run, by
// hidden layer.
func (b *Backprop) Kept(example int) (kept [][]float32) {
	for l, layer := range b.net.layers[:len(b.net.layers)-1] {
		kept = append(kept, b.whole.kept[l][example*layer.Stride:][:layer.Out])
	}
	return kept
}
