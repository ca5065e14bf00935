package training

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/network/message"
	"digitpad/training/dataset"
)

// checkpoint is what a run needs to continue as if it had not been interrupted, except
// for vectors of the parameters' length, which are tensors of the file.
type checkpoint struct {
	Settings   Settings `json:"settings"`
	Train      data     `json:"train"`
	Validation data     `json:"validation"`
	Epoch      int      `json:"epoch"`
	Visited    int      `json:"visited"`
	Iteration  int      `json:"iteration"`
	Iterations int      `json:"iterations"`
	Rate       float64  `json:"rate"`
	StateAge   int      `json:"state_age"`
	Since      int      `json:"since"`
	Seconds    float64  `json:"seconds"` // in the iterations of the epoch under way
	TestLooks  int      `json:"test_looks"`
	History    []Epoch  `json:"history"` // without the parameters

	Test *data `json:"test,omitempty"` // the name of Validation in 0.1.0, whose runs validated on the test data
}

// data identifies the data set of a run.
type data struct {
	Name     string `json:"name"`
	Examples int    `json:"examples"`
	Sum      string `json:"sum"` // see Dataset.Sum; empty in a run of 0.1.0
}

func dataOf(d *dataset.Dataset) data { return data{d.Name(), d.Len(), d.Sum()} }

const (
	checkpointFormat = "digitpad run 1"
	maxCheckpoint    = 1 << 32 // bytes
	maxSeconds       = 1e9     // of an epoch: 30 years
)

// The names of a checkpoint's tensors.
const parametersTensor = "parameters"

func stateTensor(i int) string { return fmt.Sprintf("state.%d", i) }
func epochTensor(i int) string { return fmt.Sprintf("epoch.%d", i) }

// Checkpoint writes the run as it stands: network, optimiser, place in the
// epoch, and history with the parameters of every epoch. 2N steps give the same
// network, bit for bit, as N steps, Checkpoint, Resume and N more.
func (t *Trainer) Checkpoint(w io.Writer) error {
	s, err := t.standstill()
	if err != nil {
		return err
	}
	return s.write(w)
}

// standstill is a run as it stood at one moment. It can be written while the run goes on.
type standstill struct {
	run     []byte // the checkpoint as JSON
	vectors map[string]codec.Vector
}

func (t *Trainer) standstill() (*standstill, error) {
	if t.own {
		return nil, message.Errorf("a run with an optimiser of its own, %s, cannot be saved", t.optimizer.Name())
	}
	c := checkpoint{
		Settings:   t.settings,
		Train:      dataOf(t.train),
		Validation: dataOf(t.validation),
		Epoch:      t.epoch,
		Visited:    t.visited,
		Iteration:  t.iteration,
		Iterations: t.iterations,
		Rate:       t.rate,
		StateAge:   t.stateAge,
		Since:      t.since,
		Seconds:    t.epochTime.Seconds(),
		TestLooks:  t.TestLooks(),
		History:    slices.Clone(t.history),
	}
	vectors := map[string]codec.Vector{parametersTensor: newVector(slices.Clone(t.net.Parameters()))}
	for i, state := range t.state {
		vectors[stateTensor(i)] = newVector(slices.Clone(state))
	}
	for i, e := range c.History {
		vectors[epochTensor(i)] = e.Parameters
	}
	run, err := json.Marshal(c)
	return &standstill{run, vectors}, err
}

// write writes the checkpoint.
func (s *standstill) write(w io.Writer) error {
	return codec.WriteVectors(w, s.vectors, map[string]string{"format": checkpointFormat, "run": string(s.run)})
}

// CheckpointInfo is what a checkpoint says of its run, without the data.
type CheckpointInfo struct {
	Settings Settings
	Epoch    int    // epochs completed
	Train    string // name of the training data
	Examples int    // of the training data

	// Validation is the name of the validation data, empty where there is none. Runs of
	// version 0.1.0 have that of the test data, and can only continue with it.
	Validation string
}

// ByTest reports whether the run goes by the test data, as those of 0.1.0 did.
func (i CheckpointInfo) ByTest() bool { return i.Settings.Validation == 0 && i.Validation != "" }

// Split are the training and the validation data of the run, out of the data that it
// was given.
func (i CheckpointInfo) Split(data *dataset.Dataset, test *dataset.TestSet) (train, validation *dataset.Dataset) {
	if i.ByTest() {
		return data, test.Open()
	}
	return i.Settings.Split(data)
}

// ReadCheckpointInfo reads what Checkpoint wrote.
func ReadCheckpointInfo(r io.Reader) (CheckpointInfo, error) {
	c, _, err := readCheckpoint(r)
	return c.info(), err
}

func (c *checkpoint) info() CheckpointInfo {
	info := CheckpointInfo{Settings: c.Settings, Epoch: c.Epoch, Train: c.Train.Name, Examples: c.Train.Examples}
	if c.Validation.Examples > 0 {
		info.Validation = c.Validation.Name
	}
	return info
}

// readCheckpoint reads what Checkpoint wrote, checking only its format.
func readCheckpoint(r io.Reader) (c checkpoint, vectors map[string][]float32, err error) {
	file, err := codec.ReadTensors(r, maxCheckpoint)
	if err != nil {
		return c, nil, message.Errorf("saved run: %w", err)
	}
	if file.Metadata["format"] != checkpointFormat {
		return c, nil, message.Errorf("not a saved run: its format is %q instead of %q", file.Metadata["format"], checkpointFormat)
	}
	if err := json.Unmarshal([]byte(file.Metadata["run"]), &c); err != nil {
		return c, nil, message.Errorf("saved run: %w", err)
	}
	if c.Test != nil {
		c.Validation, c.Test = *c.Test, nil
	}
	return c, file.Vectors, nil
}

// Resume reads what Checkpoint wrote and continues with the same data, which it
// recognises by the images and labels themselves, whatever they are called.
func Resume(r io.Reader, train, validation *dataset.Dataset) (*Trainer, error) {
	c, vectors, err := readCheckpoint(r)
	if err != nil {
		return nil, err
	}
	return c.resume(vectors, train, validation)
}

// ResumeSplit is Resume of a run that was given data, with a test set beside it: it
// holds out of the data what the run has held out.
func ResumeSplit(r io.Reader, data *dataset.Dataset, test *dataset.TestSet) (*Trainer, error) {
	c, vectors, err := readCheckpoint(r)
	if err != nil {
		return nil, err
	}
	if err := c.Settings.Validate(max(data.Len(), 1)); err != nil {
		return nil, message.Errorf("saved run: %w", err)
	}
	train, validation := c.info().Split(data, test)
	return c.resume(vectors, train, validation)
}

// resume continues the run with data that is the same.
func (c *checkpoint) resume(vectors map[string][]float32, train, validation *dataset.Dataset) (*Trainer, error) {
	for _, pair := range []struct {
		saved data
		given *dataset.Dataset
	}{{c.Train, train}, {c.Validation, validation}} {
		switch given := dataOf(pair.given); {
		case given.Examples != pair.saved.Examples, given.Sum != pair.saved.Sum && given.Name != pair.saved.Name:
			return nil, message.Errorf("this run was on %d %s; open that data to continue it", pair.saved.Examples, pair.saved.Name)
		case given.Sum != pair.saved.Sum && pair.saved.Sum != "":
			return nil, message.Errorf("this run was on %d %s, and the images or labels of that name are others now; open those to continue it", pair.saved.Examples, pair.saved.Name)
		}
	}
	t, err := c.trainer(vectors, train, validation)
	if err != nil {
		return nil, message.Errorf("saved run: %w", err)
	}
	return t, nil
}

// model is the network after the last whole epoch, or within the first one, with notes on
// its training. The file does not say how large the examples are: they are digits.
func (c *checkpoint) model(vectors map[string][]float32) (codec.Model, error) {
	if err := c.Settings.Validate(c.Train.Examples); err != nil {
		return codec.Model{}, err
	}
	net, err := c.empty(vectors, dataset.Pixels, network.Labels)
	if err != nil {
		return codec.Model{}, err
	}
	name, epoch := parametersTensor, Epoch{}
	if last := len(c.History) - 1; last >= 0 && c.History[last].Number > 0 {
		name, epoch = epochTensor(last), c.History[last]
	}
	switch parameters := vectors[name]; {
	case len(parameters) != len(net.Parameters()):
		return codec.Model{}, message.Errorf("the tensor %q has %d values instead of %d", name, len(parameters), len(net.Parameters()))
	case !network.Finite(parameters):
		return codec.Model{}, message.Errorf("the tensor %q has a value that is not a finite number", name)
	default:
		return modelOf(c.Settings, net.WithParameters(parameters), epoch, c.Train, c.Validation), nil
	}
}

// empty is a network of the run, for examples of so many inputs and labels, without its
// parameters, if the file has enough of them.
func (c *checkpoint) empty(vectors map[string][]float32, inputs, labels int) (*network.Network, error) {
	spec, err := c.Settings.specFor(inputs, labels)
	if err != nil {
		return nil, err
	}
	if len(vectors[parametersTensor]) < spec.Parameters() {
		return nil, message.Errorf("it has %d parameters, too few for %s", len(vectors[parametersTensor]), spec.SizesString())
	}
	return network.New(spec), nil
}

// trainer makes the run, after checking everything.
func (c *checkpoint) trainer(vectors map[string][]float32, train, validation *dataset.Dataset) (*Trainer, error) {
	if err := c.Settings.validateFor(train); err != nil {
		return nil, err
	}
	if c.Epoch < 0 || c.Visited < 0 || c.Visited >= train.Len() || c.Iteration < 0 || c.Iterations < 0 || c.StateAge < 0 || c.Since < 0 || c.Since > c.Epoch || c.TestLooks < 0 || !(c.Rate >= 0 && c.Rate <= maxRate) || !(c.Seconds >= 0 && c.Seconds < maxSeconds) {
		return nil, message.Errorf("its place in the run makes no sense")
	}
	net, err := c.empty(vectors, train.Inputs(), train.Labels())
	if err != nil {
		return nil, err
	}
	take := func(name string) []float32 {
		if len(vectors[name]) != len(net.Parameters()) {
			err = errors.Join(err, message.Errorf("the tensor %q has %d values instead of %d", name, len(vectors[name]), len(net.Parameters())))
		}
		return vectors[name]
	}
	takeFinite := func(name string) []float32 {
		values := take(name)
		if !network.Finite(values) {
			err = errors.Join(err, message.Errorf("the tensor %q has a value that is not a finite number", name))
		}
		return values
	}
	parameters := takeFinite(parametersTensor)
	for i := range c.History {
		c.History[i].Parameters = newVector(takeFinite(epochTensor(i)))
	}
	if err != nil {
		return nil, err
	}

	t := newTrainer(c.Settings, net.WithParameters(parameters), train, validation)
	for i := range t.state {
		copy(t.state[i], take(stateTensor(i)))
	}
	if err != nil {
		return nil, err
	}
	t.epoch, t.since, t.history = c.Epoch, c.Since, c.History
	t.testLooks.Set(c.TestLooks)
	if t.visited = c.Visited; t.visited > 0 {
		t.startEpoch()
	}
	t.iteration, t.iterations = c.Iteration, c.Iterations
	t.rate, t.stateAge = c.Rate, c.StateAge
	t.epochTime = time.Duration(c.Seconds * float64(time.Second))
	return t, nil
}
