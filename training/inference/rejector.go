package inference

import (
	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training/dataset"
)

// Rejector detects images that are no digits (out-of-distribution detection). A
// classifier that was trained on digits alone is confident about letters and scribbles
// too, so further, small networks were trained to tell digits from other drawings, and
// from one another: one by the pixels, another by the directions of the ink's edges. What
// one takes for a digit by mistake the other seldom does. They work beside any classifier.
// Goroutines may share it.
type Rejector struct {
	pixels     *network.Network
	directions *network.Network // sees dataset.AppendDirections of an image; nil for none
}

// The labels of a network behind Rejector that tells digits, whichever, from others.
const (
	Digit    = 0
	NotDigit = 1
)

// LabelOf is the label of each digit where the network tells them apart, too: NotDigit
// has that of the 1, which takes that of the 9; 4 and 9, the most alike, share one.
var LabelOf = [network.Labels]int{0, 9, 2, 3, 4, 5, 6, 7, 8, 4}

// RejectionLimit is the doubt beyond which an answer is no more than a guess. It was chosen
// by true digits alone; see TestRejectionLimit in training/pretrain.
const RejectionLimit = 0.22

// otherDigit is how much of a doubt it is where an image looks like another digit, and not like
// none: less, as the network that reads has seen more digits. Where both networks are sure of the
// other digit, it is above RejectionLimit all the same.
const otherDigit = 1.0 / 3

// minConfidence is the least calibrated probability of an answer that is more than a guess.
const minConfidence = 0.7

// NewRejector uses networks trained on the labels Digit and NotDigit: one sees the pixels of
// images, the other, which may be nil, their directions. It returns an error if a network's
// sizes do not fit.
func NewRejector(pixels, directions *network.Network) (*Rejector, error) {
	nets := []*network.Network{pixels}
	if directions != nil {
		nets = append(nets, directions)
	}
	for _, net := range nets {
		sizes := net.Spec().Sizes
		if sizes[0] != dataset.Pixels || sizes[len(sizes)-1] != network.Labels {
			return nil, message.Errorf("the network does not tell digits from other drawings: it is %s", net.Spec().SizesString())
		}
	}
	return &Rejector{pixels, directions}, nil
}

// Score is how little the image looks like a digit, in [0,1]: the mean activation of NotDigit.
func (d *Rejector) Score(x network.Input) float64 {
	return float64(d.mean([]network.Input{x})[NotDigit])
}

// Doubt is how little the image looks like that digit, in [0,1]: the mean activation of NotDigit, and
// otherDigit times that of the other digits, of the image and of the same a pixel to each side. The
// mean is steadier than what is said of the image alone.
func (d *Rejector) Doubt(x network.Input, digit int) float64 {
	mean := d.mean(shifted(x))
	none := float64(mean[NotDigit])
	return none + otherDigit*max(0, 1-none-float64(mean[LabelOf[digit]]))
}

// RoughDoubt is 1 less the mean activation for that digit, of the image alone: in a fifth of the
// time, and for parts of numbers, which are no more likely to be another digit than none.
func (d *Rejector) RoughDoubt(x network.Input, digit int) float64 {
	return 1 - float64(d.mean([]network.Input{x})[LabelOf[digit]])
}

// mean is that of the networks' outputs over inputs.
func (d *Rejector) mean(inputs []network.Input) []float32 {
	mean := make([]float32, network.Labels)
	add := func(net *network.Network, input func(network.Input) network.Input) {
		pass := net.NewPass()
		for _, x := range inputs {
			for k, v := range net.Forward(pass, input(x)) {
				mean[k] += v
			}
		}
	}
	add(d.pixels, func(x network.Input) network.Input { return x })
	readings := len(inputs)
	if d.directions != nil {
		var image [dataset.Pixels]byte
		var directions network.Input
		add(d.directions, func(x network.Input) network.Input {
			x.Unpack(image[:])
			directions = dataset.AppendDirections(directions[:0], image[:])
			return directions
		})
		readings *= 2
	}
	for k := range mean {
		mean[k] /= float32(readings)
	}
	return mean
}

// shifted are an image and the same a pixel to each side, without what would leave it.
func shifted(x network.Input) []network.Input {
	all := []network.Input{x}
	for _, by := range [][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
		var moved [dataset.Pixels]byte
		for pixel, ink := range x.Pixels() {
			row, col := pixel/dataset.Side+by[0], pixel%dataset.Side+by[1]
			if row >= 0 && col >= 0 && row < dataset.Side && col < dataset.Side {
				moved[row*dataset.Side+col] = ink
			}
		}
		all = append(all, network.NewInput(moved[:]))
	}
	return all
}

// Judge returns the Doubt about an answer, and whether it should be shown as no more than a
// guess: the ink is too small for a digit, the confidence in the answer is low, or the image
// hardly looks like that digit, be it because it looks like another or like none.
func (d *Rejector) Judge(x network.Input, digit int, confidence float64) (doubt float64, uncertain bool) {
	doubt = d.Doubt(x, digit)
	return doubt, IsGuess(x, confidence) || doubt > RejectionLimit
}

// IsGuess reports whether an answer is no more than a guess whatever the rejector says: the
// ink is too small for a digit, or the calibrated confidence is low.
func IsGuess(x network.Input, confidence float64) bool {
	return extent(x) < minExtent || confidence < minConfidence
}
