package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"digitpad/training"
)

// mixFlag is the flag that names several sources of training digits.
type mixFlag struct {
	Mix mix `placeholder:"NAME=SHARE,…" help:"Train on digits of several sources by share, such as mnist=0.7,sample=0.3. A name is mnist, sample or a folder. The source with the largest share is taken whole, and its test data judges."`
}

// mix is the sources of a mix and their shares.
type mix []mixed

type mixed struct {
	name  string
	share float64
}

// mnistName stands for the folder of --data, or for MNIST where it is found.
const mnistName = "mnist"

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
// the largest share.
func (m mix) load(c *console, folder source) (train, test *training.Dataset, err error) {
	var shares []training.Share
	var names []string
	most := 0.0
	for _, part := range m {
		from := source{part.name}
		if part.name == mnistName {
			from = folder
		}
		digits, judges, err := from.load(c)
		if err != nil {
			return nil, nil, err
		}
		shares = append(shares, training.Share{Data: digits, Part: part.share})
		names = append(names, fmt.Sprintf("%s × %g", digits.Name(), part.share))
		if part.share > most {
			most, test = part.share, judges
		}
	}
	return training.Mix(strings.Join(names, " + "), shares...), test, nil
}
