package picture

import (
	"testing"

	"digitpad/network"
	"digitpad/training/ink"
)

func TestWeightImagesShareOneScale(t *testing.T) {
	net := network.New(network.PostSpec())
	layer := net.Layers()[0]
	for pixel := range layer.In {
		layer.W[pixel*layer.Stride] = 1
		layer.W[pixel*layer.Stride+1] = -2
	}
	layer.W[100*layer.Stride+2] = 1000
	p := NewWeights(layer, nil)
	if p.Levels[0][5] <= ZeroLevel || p.Levels[1][5] >= ZeroLevel || p.Levels[3][5] != ZeroLevel {
		t.Errorf("1, −2 and 0 have the levels %d, %d and %d", p.Levels[0][5], p.Levels[1][5], p.Levels[3][5])
	}
	if got := p.Levels[2][100]; got != 2*ZeroLevel {
		t.Errorf("what is beyond the limit has the level %d", got)
	}
	var img ink.Image
	img[5] = 255
	if p := NewWeights(layer, &img); p.Levels[0][5] <= ZeroLevel || p.Levels[0][6] != ZeroLevel {
		t.Error("weight × ink is not the weight where there is ink and 0 elsewhere")
	}
	if p := NewWeights(network.New(network.PostSpec()).Layers()[0], nil); p.Limit != 1 || p.Levels[0][0] != ZeroLevel {
		t.Errorf("weights that are all 0 have the limit %g and the level %d", p.Limit, p.Levels[0][0])
	}
}
