package training

import "digitpad/network"

// mostFollowed is how many epochs Follow looks at: more are not to be told apart
// in a chart.
const mostFollowed = 300

// OutputTrace is how the output activations for one image changed over the epochs
// of a run.
type OutputTrace struct {
	Encoding network.Encoding
	Epochs   []int       // numbers of epochs, rising
	Outputs  [][]float32 // a of each of these epochs
}

// TraceOutputs is what the network made of an image, 784 bytes of ink, after each of
// the epochs. Net has the run's spec; its parameters do not matter. Of very many
// epochs it leaves some out, never the last.
func TraceOutputs(net *network.Network, epochs []Epoch, image []byte) *OutputTrace {
	f := &OutputTrace{Encoding: net.Spec().Encoding}
	x := network.NewInput(image)
	every := (len(epochs) + mostFollowed - 1) / mostFollowed
	for i, e := range epochs {
		if (len(epochs)-1-i)%every != 0 {
			continue
		}
		then := net.WithParameters(e.Parameters)
		a := then.Forward(then.NewPass(), x)
		f.Epochs = append(f.Epochs, e.Number)
		f.Outputs = append(f.Outputs, append([]float32(nil), a...))
	}
	return f
}
