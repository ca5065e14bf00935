package training

import (
	"bytes"
	"context"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"digitpad/network/codec"
	"digitpad/training/dataset"
	"digitpad/training/internal/toy"
	"digitpad/training/optim"
)

// steps does some iterations, evaluating after each epoch as Events does.
func steps(t testing.TB, trainer *Trainer, count int) {
	t.Helper()
	for range count {
		if trainer.evaluationDue() {
			if _, err := trainer.evaluate(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		if err := trainer.Step(); err != nil {
			t.Fatal(err)
		}
	}
}

// 2N steps give the same network, bit for bit, as N steps, Checkpoint, Resume
// and N more: for every optimiser and schedule, within an epoch and at its end.
func TestResume(t *testing.T) {
	type choice struct {
		optimizer, schedule, penalty string
		decay, dropout               float64
	}
	usual := choice{optim.Adam.Name(), optim.Constant.Name(), optim.L2.Name(), 0.1, 0}
	choices := []choice{usual}
	vary := func(change func(*choice)) {
		c := usual
		change(&c)
		choices = append(choices, c)
	}
	for _, optimizer := range optim.Optimizers.Names() {
		vary(func(c *choice) { c.optimizer = optimizer })
		vary(func(c *choice) { c.optimizer, c.decay, c.dropout = optimizer, 0.02, 0.3 }) // several iterations at a time
	}
	for _, schedule := range optim.Schedules.Names() {
		vary(func(c *choice) { c.schedule = schedule })
	}
	for _, penalty := range optim.Penalties.Names() {
		vary(func(c *choice) { c.optimizer, c.penalty = optim.SGD.Name(), penalty })
		vary(func(c *choice) { c.penalty = penalty })
	}
	for _, choice := range choices {
		for _, n := range []int{30, 202} {
			change := func(s *Settings) {
				s.Optimizer, s.Schedule, s.Epochs, s.Rate = choice.optimizer, choice.schedule, 10, 0.01
				s.Penalty, s.Decay, s.Dropout = choice.penalty, choice.decay, choice.dropout
			}
			whole := toyTrainer(t, change)
			steps(t, whole, 2*n)

			half := toyTrainer(t, change)
			steps(t, half, n)
			var file bytes.Buffer
			if err := half.Checkpoint(&file); err != nil {
				t.Fatal(err)
			}
			resumed, err := Resume(&file, half.Train(), half.Validation())
			if err != nil {
				t.Fatal(err)
			}
			steps(t, resumed, n)
			if !slices.Equal(whole.Network().Parameters(), resumed.Network().Parameters()) {
				t.Errorf("%v: the resumed run differs after %d + %d steps", choice, n, n)
			}
			if len(whole.History()) != len(resumed.History()) {
				t.Errorf("%v: history has %d epochs, want %d", choice, len(resumed.History()), len(whole.History()))
			}
		}
	}
}

// savedRun is a small checkpoint.
func savedRun(t testing.TB) []byte {
	t.Helper()
	trainer := toyTrainer(t, func(s *Settings) { s.Hidden = []int{2} })
	steps(t, trainer, 150)
	var file bytes.Buffer
	if err := trainer.Checkpoint(&file); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// What is not a run on this data is refused, and says so.
func TestResumeRefuses(t *testing.T) {
	train, test := toy.Data(t, "toy training", 1003, 1), toy.Data(t, "toy test", 200, 2)
	good := savedRun(t)
	for name, c := range map[string]struct {
		file  []byte
		train *dataset.Dataset
		want  string
	}{
		"nothing":                   {nil, train, "not a safetensors file"},
		"cut":                       {good[:len(good)-5], train, "not a safetensors file"},
		"other data":                {good, train.Slice(0, 1000), "1003 toy training"},
		"wrong place":               {bytes.Replace(good, []byte(`visited\":490`), []byte(`visited\":-90`), 1), train, "makes no sense"},
		"wrong rate":                {bytes.Replace(good, []byte(`\"batch\":10`), []byte(`\"batch\":-1`), 1), train, "mini-batch size"},
		"other images of that name": {good, toy.Data(t, "toy training", 1003, 3), "the images or labels of that name are others now"},
		"other sizes":               {bytes.Replace(good, []byte(`\"hidden\":[2]`), []byte(`\"hidden\":[9]`), 1), train, "too few for 784-9-10"},
	} {
		if _, err := Resume(bytes.NewReader(c.file), c.train, test); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, should speak of %q", name, err, c.want)
		}
	}
	// The same images under another name are the same.
	for _, same := range []*dataset.Dataset{train, toy.Data(t, "copy of the toy training", 1003, 1)} {
		if _, err := Resume(bytes.NewReader(good), same, test); err != nil {
			t.Error(err)
		}
	}
}

// The time that an epoch has taken so far outlives the program.
func TestResumeKeepsTheSeconds(t *testing.T) {
	trainer := toyTrainer(t, nil)
	steps(t, trainer, 150)
	trainer.epochTime = 1500 * time.Millisecond
	var file bytes.Buffer
	if err := trainer.Checkpoint(&file); err != nil {
		t.Fatal(err)
	}
	resumed, err := Resume(&file, trainer.Train(), trainer.Validation())
	if err != nil {
		t.Fatal(err)
	}
	if resumed.epochTime != trainer.epochTime {
		t.Errorf("%v of the epoch are left of %v", resumed.epochTime, trainer.epochTime)
	}
}

// A run whose parameters are not finite is none.
func TestResumeRefusesInfinity(t *testing.T) {
	trainer := toyTrainer(t, nil)
	steps(t, trainer, 150)
	for _, spoil := range []*float32{&trainer.Network().Parameters()[7], &weightsOf(trainer.history[0])[7]} {
		good := *spoil
		*spoil = float32(math.Inf(1))
		var file bytes.Buffer
		if err := trainer.Checkpoint(&file); err != nil {
			t.Fatal(err)
		}
		if _, err := Resume(&file, trainer.Train(), trainer.Validation()); err == nil || !strings.Contains(err.Error(), "not a finite number") {
			t.Errorf("the error is %v", err)
		}
		*spoil = good
	}
}

// Whatever Resume accepts can be trained and saved again. The tensors are those of a run and
// what the file says of them is anything; codec.FuzzReadTensors has files that are damaged.
func FuzzResume(f *testing.F) {
	train, test := toy.Data(f, "toy training", 30, 1), toy.Data(f, "toy test", 10, 2)
	settings := DefaultSettings()
	settings.Hidden, settings.Optimizer = []int{1}, optim.Momentum.Name()
	trainer, err := NewTrainer(settings, train, test)
	if err != nil {
		f.Fatal(err)
	}
	steps(f, trainer, 4)
	var file bytes.Buffer
	if err := trainer.Checkpoint(&file); err != nil {
		f.Fatal(err)
	}
	saved, err := codec.ReadTensors(&file, maxCheckpoint)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(saved.Metadata["run"])
	f.Fuzz(func(t *testing.T, run string) {
		var file bytes.Buffer
		metadata := map[string]string{"format": checkpointFormat, "run": run}
		if err := codec.WriteTensors(&file, codec.Tensors{Vectors: saved.Vectors, Metadata: metadata}); err != nil {
			return // what is no text
		}
		trainer, err := Resume(&file, train, test)
		if err != nil {
			return
		}
		_ = trainer.Step() // may diverge, must not panic
		if err := trainer.Checkpoint(new(bytes.Buffer)); err != nil {
			t.Fatal(err)
		}
	})
}

// A place in the run has limits, and each of them is still a place.
func TestResumeLimits(t *testing.T) {
	train, test := toy.Data(t, "toy training", 1003, 1), toy.Data(t, "toy test", 200, 2)
	for name, c := range map[string]struct {
		change func(*checkpoint)
		ok     bool
	}{
		"as it was":                   {func(*checkpoint) {}, true},
		"before the first epoch":      {func(c *checkpoint) { c.Epoch, c.Since = 0, 0 }, true},
		"epoch −1":                    {func(c *checkpoint) { c.Epoch, c.Since = -1, -1 }, false},
		"between epochs":              {func(c *checkpoint) { c.Visited = 0 }, true},
		"−1 examples visited":         {func(c *checkpoint) { c.Visited = -1 }, false},
		"one example left":            {func(c *checkpoint) { c.Visited = 1002 }, true},
		"none left":                   {func(c *checkpoint) { c.Visited = 1003 }, false},
		"no iteration of the epoch":   {func(c *checkpoint) { c.Iteration = 0 }, true},
		"−1 iterations of the epoch":  {func(c *checkpoint) { c.Iteration = -1 }, false},
		"no iteration at all":         {func(c *checkpoint) { c.Iterations = 0 }, true},
		"−1 iterations":               {func(c *checkpoint) { c.Iterations = -1 }, false},
		"a new optimiser":             {func(c *checkpoint) { c.StateAge = 0 }, true},
		"an optimiser of age −1":      {func(c *checkpoint) { c.StateAge = -1 }, false},
		"begun now":                   {func(c *checkpoint) { c.Since = c.Epoch }, true},
		"begun in the future":         {func(c *checkpoint) { c.Since = c.Epoch + 1 }, false},
		"begun before the first":      {func(c *checkpoint) { c.Since = -1 }, false},
		"a learning rate of 0":        {func(c *checkpoint) { c.Rate = 0 }, true},
		"a learning rate below":       {func(c *checkpoint) { c.Rate = -1 }, false},
		"the highest rate":            {func(c *checkpoint) { c.Rate = maxRate }, true},
		"a rate above":                {func(c *checkpoint) { c.Rate = 2 * maxRate }, false},
		"a time below 0":              {func(c *checkpoint) { c.Seconds = -1 }, false},
		"a time that is none":         {func(c *checkpoint) { c.Seconds = math.NaN() }, false},
		"a time without end":          {func(c *checkpoint) { c.Seconds = math.Inf(1) }, false},
		"an epoch without parameters": {func(c *checkpoint) { c.History = append(c.History, Epoch{}) }, false},
	} {
		saved, vectors, err := readCheckpoint(bytes.NewReader(savedRun(t)))
		if err != nil {
			t.Fatal(err)
		}
		c.change(&saved)
		resumed, err := saved.trainer(vectors, train, test)
		if (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil && (resumed.visited != saved.Visited || resumed.rate != saved.Rate || resumed.Since() != saved.Since || resumed.Progress().TotalIterations != saved.Iterations) {
			t.Errorf("%s: resumed after %d examples at η = %g", name, resumed.visited, resumed.rate)
		}
	}
}
