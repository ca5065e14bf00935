package gui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"fyne.io/fyne/v2/lang"

	"digitpad/training/dataset"
	"digitpad/training/mnist"
)

// source is where digits to learn come from.
type source string

// The sources of digits, by the names that preferences remember.
const (
	sampleSource source = "sample"
	mnistSource  source = "mnist"
	mineSource   source = "mine"
	mixedSource  source = "mixed"
	folderSource source = "folder"
)

var sources = []source{sampleSource, mnistSource, mineSource, mixedSource, folderSource}

// title is what a person reads.
func (s source) title() string {
	switch s {
	case mnistSource:
		return "MNIST"
	case mineSource:
		return lang.L("My digits")
	case mixedSource:
		return lang.L("A mix")
	case folderSource:
		return lang.L("A folder…")
	}
	return lang.L("Built-in sample")
}

func sourceNames() []string {
	names := make([]string, len(sources))
	for i, s := range sources {
		names[i] = s.title()
	}
	return names
}

// sourceNamed is the source with a title, the first of all where there is none.
func sourceNamed(title string) source {
	for _, s := range sources {
		if s.title() == title {
			return s
		}
	}
	return sources[0]
}

// digits are the two sets of a source.
type digits struct{ train, test *dataset.Dataset }

// supply is what sources are loaded from.
type supply struct {
	folder string           // where folderSource looks, and mnistSource first if it is not empty
	mine   *dataset.Dataset // my digits; nil for none
	shares shares           // of mixedSource
	shelf  *shelf
}

// load reads the digits of a source. It takes a moment, so not on the window's
// goroutine. Without MNIST on this computer the error is mnist.ErrNotFound; with
// too few drawings it is errTooFew.
func (s source) load(ctx context.Context, from supply, progress func(done, total int)) (digits, error) {
	switch s {
	case sampleSource:
		train, test, err := dataset.Sample(ctx, progress)
		return digits{train, test}, err
	case mineSource:
		if err := enoughOfEach(from.mine); err != nil {
			return digits{}, err
		}
		judges, err := judges(ctx, from, progress)
		return digits{from.mine, judges}, err
	case mixedSource:
		return mixed(ctx, from, progress)
	}
	dir := from.folder
	if s == mnistSource {
		located, err := mnist.Locate(from.folder)
		if err != nil {
			return digits{}, err
		}
		dir = located
	}
	train, test, err := mnist.Load(dir)
	if err == nil {
		err = ctx.Err()
	}
	return digits{train, test}, err
}

// judges are test digits for what was learned from none that have some: MNIST's
// where they are on this computer, else the sample's.
func judges(ctx context.Context, from supply, progress func(done, total int)) (*dataset.Dataset, error) {
	d, err := from.shelf.take(ctx, mnistSource, from, progress)
	if errors.Is(err, mnist.ErrNotFound) {
		d, err = from.shelf.take(ctx, sampleSource, from, progress)
	}
	return d.test, err
}

// mixed mixes digits by their shares. The larger of the sources with test digits
// judges.
func mixed(ctx context.Context, from supply, progress func(done, total int)) (digits, error) {
	var parts []dataset.Share
	var names []string
	var main digits
	most := 0.0
	for _, part := range from.shares.parts() {
		if part.share == 0 {
			continue
		}
		data := from.mine
		if part.source != mineSource {
			d, err := from.shelf.take(ctx, part.source, from, progress)
			if err != nil {
				return digits{}, err
			}
			if data = d.train; part.share > most {
				most, main = part.share, d
			}
		}
		if data == nil {
			return digits{}, tooFew{lang.L("The mix is to have digits of yours, and there are none yet: draw one and click the bar of its digit, or set their share to 0.")}
		}
		parts = append(parts, dataset.Share{Data: data, Weight: part.share})
		names = append(names, part.source.title()+" × "+number(part.share))
	}
	if main.test == nil {
		if err := enoughOfEach(from.mine); err != nil {
			return digits{}, err
		}
		var err error
		if main.test, err = judges(ctx, from, progress); err != nil {
			return digits{}, err
		}
	}
	return digits{dataset.Mix(strings.Join(names, " + "), parts...), main.test}, ctx.Err()
}

// shelf holds the sets that a mix was made of, so that other shares of them are
// mixed in a moment. Its methods may be called by any goroutine.
type shelf struct {
	mu   sync.Mutex
	sets map[source]digits
}

// take is a set from the shelf, which is loaded first if it is not there.
func (s *shelf) take(ctx context.Context, of source, from supply, progress func(done, total int)) (digits, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d, ok := s.sets[of]; ok {
		return d, nil
	}
	d, err := of.load(ctx, from, progress)
	if err != nil {
		return digits{}, err
	}
	if s.sets == nil {
		s.sets = map[source]digits{}
	}
	s.sets[of] = d
	return d, nil
}

// supply is what the window loads a source from.
func (w *Window) supply(of source) supply {
	if !slices.Contains([]source{mixedSource, mineSource}, of) || w.shelf == nil {
		w.shelf = &shelf{}
	}
	s := supply{folder: w.options.Data, mine: w.mineData(), shares: w.prefs.Shares, shelf: w.shelf}
	if of == folderSource {
		s.folder = w.prefs.Folder
	}
	return s
}

// learnsFromMine reports whether the chosen source has digits of mine in it.
func (w *Window) learnsFromMine() bool {
	return w.prefs.Source == mineSource || w.prefs.Source == mixedSource && w.prefs.Shares.Mine > 0
}

// reloadMine loads the digits again if there are other ones of mine than when they
// were loaded, or were too few of them.
func (w *Window) reloadMine() {
	if w.learnsFromMine() && w.learned != w.mineData() {
		w.loadDigits()
	}
}
