// Package datasets is the digits to learn from and to test on, and those of the user.
package datasets

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"digitpad/gui/async"
	"digitpad/gui/state/owner"
	"digitpad/gui/state/store"
	"digitpad/gui/trace"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/datafile"
	"digitpad/training/dataset"
	"digitpad/training/mnist"
)

// LoadPhase is where loading stands.
type LoadPhase int

// The phases of loading.
const (
	NotLoaded LoadPhase = iota
	Loading             // Share says how far, where that is known
	LoadedDigits
	LoadMissing // MNIST is not on this computer
	LoadTooFew  // the user's digits are too few
	LoadFailed
)

// LoadStatus is how far loading is.
type LoadStatus struct {
	Phase  LoadPhase
	Source store.DataSource
	Share  float64 // of the work, from 0 to 1
	Gone   bool    // LoadFailed, since the file or folder is not there any more
}

// Datasets owns the digits to learn from and to test on, and loads them.
type Datasets struct {
	// Changed tells that digits were loaded, or are not there any more.
	Changed owner.Signal[dataset.TrainTest]

	// Progress tells how far loading is.
	Progress owner.Signal[LoadStatus]

	// Looked tells what was seen of the digits in a file or folder, or that there are
	// others now.
	Looked owner.Signal[Look]

	env     owner.Env
	prefs   *store.Preferences
	samples *Samples
	folder  string // in which MNIST is looked for first, empty for the usual places

	data   dataset.TrainTest
	by     [2]float64    // that it was split by last: Settings.Validation and Amount
	split  dataset.Split // then
	look   Look
	status LoadStatus
	used   *dataset.Dataset // the user's digits when they were loaded
	cache  *datasetCache
	cancel context.CancelFunc // of what is being loaded
	fetch  *mnist.Downloader
}

// NewDatasets makes Datasets without digits. MNIST is looked for in a folder first,
// empty for the usual places.
func NewDatasets(env owner.Env, prefs *store.Preferences, samples *Samples, folder string) *Datasets {
	return &Datasets{env: env, prefs: prefs, samples: samples, folder: folder, cancel: func() {}, fetch: mnist.NewDownloader()}
}

// Data are the digits that are loaded.
func (d *Datasets) Data() dataset.TrainTest { return d.data }

// Split are the digits to learn from with these settings, and those that are held out; see
// training.Settings.Split. Numbers that are wrong leave all digits.
func (d *Datasets) Split(s training.Settings) dataset.Split {
	if s.Validation < 2 {
		s.Validation = 0
	}
	if !(s.Amount > 0) {
		s.Amount = 1
	}
	s.Amount = min(s.Amount, 1)
	if by := [2]float64{float64(s.Validation), s.Amount}; d.split.Train == nil || d.by != by {
		train, validation := s.Split(d.data.Train)
		d.by, d.split = by, dataset.Split{Train: train, Validation: validation}
	}
	return d.split
}

// Status is how far loading is.
func (d *Datasets) Status() LoadStatus { return d.status }

// Source is the source chosen last. Who has never chosen learns from MNIST where it is
// on the computer, else from the sample.
func (d *Datasets) Source() store.DataSource {
	if s := d.prefs.Source; s != "" {
		return s
	}
	if _, err := mnist.Locate(d.folder); err == nil {
		return store.MNISTData
	}
	return store.SampleData
}

// Mix is how much of each source a mix has.
func (d *Datasets) Mix() store.MixWeights { return d.prefs.Shares }

// Choose makes another source the one to learn from.
func (d *Datasets) Choose(s store.DataSource) {
	d.prefs.Source = s
	d.Load()
}

// Open makes the digits in a file or folder the ones to learn from, as they are.
func (d *Datasets) Open(path string) {
	d.prefs.Path, d.prefs.Changes = path, nil
	d.ChoosePath()
}

// Path is the file or folder that was opened last, whether its digits are those to learn
// from or not; empty for none.
func (d *Datasets) Path() string { return d.prefs.Path }

// ChoosePath makes the digits at Path the ones to learn from, changed as they were last.
func (d *Datasets) ChoosePath() {
	source := store.FolderData
	if slices.Contains(datafile.Extensions, strings.ToLower(filepath.Ext(d.prefs.Path))) {
		source = store.FileData
	}
	d.Choose(source)
}

// SetMix mixes digits by other weights.
func (d *Datasets) SetMix(m store.MixWeights) {
	if m != d.prefs.Shares {
		d.prefs.Shares = m
		d.Load()
	}
}

// Load reads the digits of the chosen source. What was being loaded before is
// dropped.
func (d *Datasets) Load() {
	d.cancel()
	ctx, cancel := context.WithCancel(d.env.Ctx)
	d.cancel = cancel
	source := d.Source()
	deps := d.deps(source)
	d.used = deps.samples
	d.set(dataset.TrainTest{})
	d.setLook(Look{})
	d.tell(LoadStatus{Phase: Loading, Source: source})
	progress := &async.Coalescer[float64]{
		Post:  d.env.Post,
		Merge: func(_, latest float64) float64 { return latest },
		Deliver: func(share float64) {
			if ctx.Err() == nil && !d.data.Loaded() {
				d.tell(LoadStatus{Phase: Loading, Source: source, Share: share})
			}
		},
	}
	d.env.Detach(func() {
		told := func(done, total int) { progress.Put(float64(done) / float64(total)) }
		var data dataset.TrainTest
		var look Look
		var err error
		if source.HasPath() {
			data, look, err = loadPath(ctx, deps, told)
		} else {
			data, err = loadSource(ctx, source, deps, told)
		}
		gone := source.HasPath() && isGone(deps.path)
		d.env.Post(func() {
			if ctx.Err() == nil {
				d.loaded(source, data, gone, err)
				d.setLook(look)
			}
		})
		d.env.ReleaseMemory() // the files, unpacked, were larger than what was made of them
	})
}

// isGone reports whether there is no file or folder at path.
func isGone(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// loaded takes loaded digits into use, or says why there are none, among other reasons
// because their file is gone.
func (d *Datasets) loaded(source store.DataSource, data dataset.TrainTest, gone bool, err error) {
	switch {
	case errors.Is(err, mnist.ErrNotFound):
		d.tell(LoadStatus{Phase: LoadMissing, Source: source})
	case errors.Is(err, errTooFew):
		d.tell(LoadStatus{Phase: LoadTooFew, Source: source})
		d.env.Report("Your digits are too few yet", err)
	case err != nil:
		d.tell(LoadStatus{Phase: LoadFailed, Source: source, Gone: gone})
		d.env.Report("The digits cannot be read", err)
	default:
		d.env.Trace.Emit("data", trace.Attrs{"name": data.Train.Name(), "train": data.Train.Len(), "test": data.Test.Len()})
		d.status = LoadStatus{Phase: LoadedDigits, Source: source, Share: 1}
		d.set(data)
		d.Progress.Notify(d.status)
	}
}

func (d *Datasets) set(data dataset.TrainTest) {
	if data != d.data {
		d.data, d.split = data, dataset.Split{}
		d.Changed.Notify(data)
	}
}

func (d *Datasets) tell(s LoadStatus) {
	d.status = s
	d.Progress.Notify(s)
}

// UsesSamples reports whether the chosen source has digits of the user's in it.
func (d *Datasets) UsesSamples() bool {
	return d.prefs.Source == store.UserSamples || d.prefs.Source == store.MixedData && d.prefs.Shares.Mine > 0
}

// Refresh loads the digits again if there are other ones of the user's than when they
// were loaded, or were too few of them.
func (d *Datasets) Refresh() {
	if d.UsesSamples() && d.used != d.samples.Dataset() {
		d.Load()
	}
}

// Download fetches MNIST into the cache, and returns when it is there or the context
// ends. Any goroutine may call it.
func (d *Datasets) Download(ctx context.Context, progress func(mnist.Progress)) error {
	dir, err := mnist.CacheDir()
	if err != nil {
		return err
	}
	return d.fetch.Download(ctx, dir, progress)
}

// UseDownloaded loads MNIST from the cache.
func (d *Datasets) UseDownloaded() {
	d.folder = ""
	d.Load()
}

// datasetDeps is what sources are loaded from.
type datasetDeps struct {
	folder  string            // where MNIST is looked for first, if it is not empty
	path    string            // of the user's file or folder
	changes []datafile.Change // of its images
	samples *dataset.Dataset  // the user's digits; nil for none
	mix     store.MixWeights  // of store.MixedData
	cache   *datasetCache
}

func (d *Datasets) deps(of store.DataSource) datasetDeps {
	if of != store.MixedData && of != store.UserSamples || d.cache == nil {
		d.cache = &datasetCache{}
	}
	deps := datasetDeps{folder: d.folder, samples: d.samples.Dataset(), mix: d.prefs.Shares, cache: d.cache}
	if of.HasPath() {
		deps.path, deps.changes = d.prefs.Path, slices.Clone(d.prefs.Changes)
	}
	return deps
}

// loadSource reads the digits of a source, which takes a moment. Without MNIST on this
// computer the error is mnist.ErrNotFound; with too few drawings it is errTooFew.
func loadSource(ctx context.Context, s store.DataSource, from datasetDeps, progress func(done, total int)) (dataset.TrainTest, error) {
	switch s {
	case store.SampleData:
		return sealed(dataset.Sample(ctx, progress))
	case store.UserSamples:
		if err := enoughOfEach(from.samples); err != nil {
			return dataset.TrainTest{}, err
		}
		test, err := fallbackTestSet(ctx, from, progress)
		return dataset.TrainTest{Train: from.samples, Test: test}, err
	case store.MixedData:
		return loadMix(ctx, from, progress)
	}
	dir, err := mnist.Locate(from.folder)
	if err != nil {
		return dataset.TrainTest{}, err
	}
	return sealed(mnist.Load(dir))
}

// sealed are the two sets of a source, nothing where it could not be read.
func sealed(train, test *dataset.Dataset, err error) (dataset.TrainTest, error) {
	if err != nil {
		return dataset.TrainTest{}, err
	}
	return dataset.TrainTest{Train: train, Test: dataset.Seal(test)}, nil
}

// fallbackTestSet returns a test set for sources without one: MNIST's where it is on
// this computer, else that of the built-in sample.
func fallbackTestSet(ctx context.Context, from datasetDeps, progress func(done, total int)) (*dataset.TestSet, error) {
	d, err := from.cache.load(ctx, store.MNISTData, from, progress)
	if errors.Is(err, mnist.ErrNotFound) {
		d, err = from.cache.load(ctx, store.SampleData, from, progress)
	}
	return d.Test, err
}

// loadMix mixes digits by weights. The test set is that of the source with the largest
// weight among those that have one.
func loadMix(ctx context.Context, from datasetDeps, progress func(done, total int)) (dataset.TrainTest, error) {
	var parts []dataset.Share
	var names []string
	var main dataset.TrainTest
	most := 0.0
	for _, part := range from.mix.Parts() {
		if part.Weight == 0 {
			continue
		}
		data := from.samples
		if part.Source != store.UserSamples {
			d, err := from.cache.load(ctx, part.Source, from, progress)
			if err != nil {
				return dataset.TrainTest{}, err
			}
			if data = d.Train; part.Weight > most {
				most, main = part.Weight, d
			}
		}
		if data == nil {
			return dataset.TrainTest{}, tooFew{message.Errorf("The mix is to have digits of yours, and there are none yet: draw one and click the bar of its digit, or set their share to 0.")}
		}
		parts = append(parts, dataset.Share{Data: data, Weight: part.Weight})
		names = append(names, fmt.Sprintf("%s × %v", part.Source.Title(), part.Weight))
	}
	if main.Test == nil {
		if err := enoughOfEach(from.samples); err != nil {
			return dataset.TrainTest{}, err
		}
		var err error
		if main.Test, err = fallbackTestSet(ctx, from, progress); err != nil {
			return dataset.TrainTest{}, err
		}
	}
	return dataset.TrainTest{Train: dataset.Mix(strings.Join(names, " + "), parts...), Test: main.Test}, nil
}

// datasetCache holds the sets that a mix was made of, so that other weights of them
// are mixed in a moment. Its methods may be called by any goroutine.
type datasetCache struct {
	mu   sync.Mutex
	sets map[store.DataSource]dataset.TrainTest
}

// load is a set from the cache, which is loaded first if it is not there.
func (c *datasetCache) load(ctx context.Context, of store.DataSource, from datasetDeps, progress func(done, total int)) (dataset.TrainTest, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if d, ok := c.sets[of]; ok {
		return d, nil
	}
	d, err := loadSource(ctx, of, from, progress)
	if err != nil {
		return dataset.TrainTest{}, err
	}
	if c.sets == nil {
		c.sets = map[store.DataSource]dataset.TrainTest{}
	}
	c.sets[of] = d
	return d, nil
}

// Use takes digits into use that were made elsewhere.
func (d *Datasets) Use(data dataset.TrainTest) {
	d.cancel()
	d.status = LoadStatus{Phase: LoadedDigits, Source: d.Source(), Share: 1}
	d.set(data)
	d.setLook(Look{})
	d.Progress.Notify(d.status)
}

// Downloader fetches MNIST.
func (d *Datasets) Downloader() *mnist.Downloader { return d.fetch }
