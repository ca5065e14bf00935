package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"digitpad/training/dataset"
)

// mixFlag is the flag that names several sources of training images.
type mixFlag struct {
	Mix mix `placeholder:"NAME=SHARE,…" help:"Train on digits of several sources by share, such as mnist=0.7,sample=0.3. A name is mnist, sample, a path as for --data, or a file of pen strokes such as the exported my-digits.jsonl. The source with the largest share is taken whole. The test data is that of the largest share that has some, else that of --data."`
}

// mix is the sources of a mix and their shares.
type mix []mixed

type mixed struct {
	name  string
	share float64
}

// UnmarshalText reads "mnist=0.7,sample=0.3".
func (m *mix) UnmarshalText(text []byte) error {
	*m = nil
	for part := range strings.SplitSeq(string(text), ",") {
		name, number, _ := strings.Cut(part, "=")
		share, err := strconv.ParseFloat(number, 64)
		if name == "" || err != nil || !(share > 0 && share < 1e6) {
			return errors.New(`a mix is names and shares above 0 such as mnist=0.7,sample=0.3, not "` + part + `"`)
		}
		*m = append(*m, mixed{name, share})
	}
	return nil
}

// load reads all sources and mixes their training data. The test data is that of
// the largest share but for strokes, which have none.
func (m mix) load(c *console, folder source) (train, test *dataset.Dataset, err error) {
	var shares []dataset.Share
	var names []string
	most := 0.0
	for _, part := range m {
		digits, judges, err := part.load(c, folder)
		if err != nil {
			return nil, nil, err
		}
		shares = append(shares, dataset.Share{Data: digits, Weight: part.share})
		names = append(names, fmt.Sprintf("%s × %g", digits.Name(), part.share))
		if judges != nil && part.share > most {
			most, test = part.share, judges
		}
	}
	if test == nil {
		if _, test, err = folder.load(c); err != nil {
			return nil, nil, err
		}
	}
	return dataset.Mix(strings.Join(names, " + "), shares...), test, nil
}

// load reads one source. A stroke file has no test data.
func (m mixed) load(c *console, folder source) (train, test *dataset.Dataset, err error) {
	switch {
	case isStrokeFile(m.name):
		train, err = onPad(m.name).load()
		return train, nil, err
	case m.name == folder.Data:
		return folder.load(c)
	}
	return source{Data: m.name}.load(c)
}
