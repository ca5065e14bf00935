package training

import "digitpad/network"

// maxTraced is how many epochs TraceOutputs includes: a chart cannot show more.
const maxTraced = 300

// OutputTrace is how the output activations for one image changed over the epochs
// of a run.
type OutputTrace struct {
	Encoding network.Encoding
	Epochs   []int       // numbers of epochs, rising
	Outputs  [][]float32 // a of each of these epochs
}

// TraceOutputs computes the output activations for an image, 784 bytes of ink, after each
// epoch. Net has the run's spec; its parameters do not matter. Of more than maxTraced
// epochs some are left out, never the last. The error is that of Epoch.Network.
func TraceOutputs(net *network.Network, epochs []Epoch, image []byte) (*OutputTrace, error) {
	f := &OutputTrace{Encoding: net.Spec().Encoding}
	x := network.NewInput(image)
	then := net.Clone()
	every := (len(epochs) + maxTraced - 1) / maxTraced
	for i, e := range epochs {
		if (len(epochs)-1-i)%every != 0 {
			continue
		}
		if err := e.Parameters.read(then.Parameters()); err != nil {
			return nil, err
		}
		a := then.Forward(then.NewPass(), x)
		f.Epochs = append(f.Epochs, e.Number)
		f.Outputs = append(f.Outputs, append([]float32(nil), a...))
	}
	return f, nil
}
