package lab

import (
	"testing"

	"digitpad/training/dataset"
)

// Each choice is the best candidate on its own images, the earliest of equals, and is
// judged on images that neither has seen.
func TestPeekingRun(t *testing.T) {
	data := toys(t)
	values := peeking.complete(peeking.smallValues())
	values["seeds"], values["rates"] = "1", "0.5,3"
	r := under(t, data, values)
	result, err := peeking.run(r)
	if err != nil {
		t.Fatal(err)
	}
	if r.done != r.total {
		t.Errorf("%d done of %d", r.done, r.total)
	}
	const sample = 20
	halves := shuffled(data.Test, 1)
	judges := []*dataset.Dataset{halves.Slice(0, sample), shuffled(r.validation, 1).Slice(0, sample)}
	for i, judge := range judges {
		best, judged := -1.0, 0.0
		for _, rate := range []float64{0.5, 3} {
			s := r.settings(1)
			s.Rate = rate
			history, err := r.history(s, r.images())
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range history {
				net := networkAfter(s, e)
				if accuracy := accuracyOn(net, judge); accuracy > best {
					best, judged = accuracy, accuracyOn(net, halves.Slice(sample, 2*sample))
				}
			}
		}
		row := result.Tables[0].Rows[i]
		if own, other := row[1].(Spread).Mean, row[2].(Spread).Mean; own != best || other != judged {
			t.Errorf("%v: %g %% and %g %%, want %g and %g", row[0], own, other, best, judged)
		}
	}
}
