package training_test

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"testing"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/inference"
	"digitpad/training/optim"
	"digitpad/training/synth"
)

// The same seed, data and settings give the same parameters, bit for bit, on
// every CPU, with and without assembly. The numbers below are what one epoch
// gave where this test was written; they change only when the arithmetic is
// changed on purpose. testdata/determinism.sh runs the test on other CPUs.
func TestEpochGivesTheSameBitsEverywhere(t *testing.T) {
	train, test := blots(t, 2000), blots(t, 10)
	for _, c := range []struct {
		name   string
		change func(*training.Settings)
		want   uint64
	}{
		{"the post's network", func(*training.Settings) {}, 0xefa7d6535338c4d1},
		{"30 hidden units, m = 1", func(s *training.Settings) { s.Hidden, s.Batch, s.Rate = []int{30}, 1, 0.5 }, 0x258d1f0d5e5cb770},
		{"two hidden layers of odd widths", func(s *training.Settings) {
			s.Hidden, s.Batch = []int{41, 19}, 7
			s.Activation, s.Output, s.Cost = network.Tanh.Name(), network.Softmax.Name(), network.LogLikelihood.Name()
			s.Optimizer, s.Rate, s.Decay = optim.Nesterov.Name(), 0.01, 1
		}, 0x7663cfc13a985afb},
		{"wide, rectified, binary", func(s *training.Settings) {
			s.Hidden, s.Batch, s.Initializer = []int{100}, 100, network.He.Name()
			s.Activation, s.Cost, s.Encoding = network.ReLU.Name(), network.CrossEntropy.Name(), network.Encodings[1].Name()
			s.Optimizer, s.Rate = optim.Momentum.Name(), 0.1
		}, 0x750ec10bb61a1cc6},
		{"RMSProp", func(s *training.Settings) { s.Optimizer, s.Rate = optim.RMSProp.Name(), 0.003 }, 0x0e294d682c9d4d99},
		{"Adam", func(s *training.Settings) { s.Optimizer, s.Rate = optim.Adam.Name(), 0.003 }, 0x1d6f02553e86e457},
		{"AdamW with dropout and L1", func(s *training.Settings) {
			s.Hidden, s.Optimizer, s.Rate, s.Penalty, s.Decay, s.Dropout = []int{41, 19}, optim.AdamW.Name(), 0.003, optim.L1.Name(), 20, 0.3
		}, 0xa4f8098339e27a2b},
		{"many units, in blocks", func(s *training.Settings) {
			s.Hidden, s.Output, s.Cost, s.Dropout = []int{300, 257}, network.Softmax.Name(), network.LogLikelihood.Name(), 0.3
			s.Rate = 0.1
		}, 0x284b7e4349c0d46c},
		{"full batch with decay", func(s *training.Settings) { s.Batch, s.Decay = 2000, 5 }, 0xb93b70d997b01897},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := training.DefaultSettings()
			c.change(&s)
			trainer, err := training.NewTrainer(s, train, test)
			if err != nil {
				t.Fatal(err)
			}
			for range (train.Len() + s.Batch - 1) / s.Batch {
				if err := trainer.Step(); err != nil {
					t.Fatal(err)
				}
			}
			if got := hash(trainer.Network().Parameters()); got != c.want {
				t.Errorf("the parameters hash to %#016x, not %#016x", got, c.want)
			}
		})
	}
}

// The rest of what a seed determines comes out the same too: the changed images of
// augmentation and the network that learned from them, the built-in sample, the length of
// the gradient, and a network that was fine-tuned on a digit. See the package comment on how far
// that is certain.
func TestTheRestGivesTheSameBitsEverywhere(t *testing.T) {
	check := func(what string, got, want uint64) {
		t.Helper()
		if got != want {
			t.Errorf("%s: the hash is %#016x, not %#016x", what, got, want)
		}
	}
	train, test := blots(t, 2000), blots(t, 10)

	augmented, err := train.Augmented(t.Context(), dataset.StrongAugmentation(), 1, 3)
	if err != nil {
		t.Fatal(err)
	}
	check("augmentation", hashDataset(augmented), 0x106f799a6d72c45e)

	s := training.DefaultSettings()
	s.Augmentation = dataset.ModerateAugmentation()
	trainer, err := training.NewTrainer(s, train, test)
	if err != nil {
		t.Fatal(err)
	}
	for range train.Len() / s.Batch {
		if err := trainer.Step(); err != nil {
			t.Fatal(err)
		}
	}
	check("training with augmentation", hash(trainer.Network().Parameters()), 0x0e0be3081d6cefdb)

	images, _, err := synth.WriteSample(t.Context(), 5, 2000, nil)
	if err != nil {
		t.Fatal(err)
	}
	h := fnv.New64a()
	h.Write(images)
	check("the built-in sample", h.Sum64(), 0x492c384338a49cbf)

	net := trainer.Network()
	label := (net.Spec().Encoding.Decode(net.Forward(net.NewPass(), train.Input(7))) + 1) % 10
	tuner := inference.NewFineTuner(net)
	tuner.Rehearsal, tuner.MaxSteps = train, 50
	tuned, _, err := tuner.FineTune(t.Context(), net, train.Input(7), uint8(label))
	if err != nil {
		t.Fatal(err)
	}
	check("fine-tuning", hash(tuned.Parameters()), 0x7eac4690b4fee926)

	h = fnv.New64a()
	for event, err := range trainer.Events(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if event.Kind == training.EpochDone {
			for _, norm := range event.Epoch.GradientNorms {
				binary.Write(h, binary.LittleEndian, norm)
			}
			break
		}
	}
	check("the length of the gradient", h.Sum64(), 0xd686310ae85d709f)
}

// hashDataset is the hash of all inputs.
func hashDataset(d *dataset.Dataset) uint64 {
	h := fnv.New64a()
	for i := range d.Len() {
		for pixel, ink := range d.Input(i).Pixels() {
			binary.Write(h, binary.LittleEndian, uint32(pixel)<<8|uint32(ink))
		}
	}
	return h.Sum64()
}

// hash is the 64-bit FNV-1a hash of the bits.
func hash(params []float32) uint64 {
	h := fnv.New64a()
	var word [4]byte
	for _, v := range params {
		binary.LittleEndian.PutUint32(word[:], math.Float32bits(v))
		h.Write(word[:])
	}
	return h.Sum64()
}
