package lab

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"digitpad/training"
	"digitpad/training/dataset"
)

// under is an experiment under way with these values and no others.
func under(t *testing.T, data Data, values Values) *run {
	if data.Train == nil {
		return &run{ctx: t.Context(), data: data, values: values}
	}
	r := newRun(t.Context(), data, values, nil)
	r.every = 0
	return r
}

// The work that an experiment plans is the work that it does, with its own network
// and with the user's.
func TestPlan(t *testing.T) {
	data := toys(t)
	for _, e := range Experiments {
		r := under(t, data, e.complete(e.smallValues()))
		if _, err := e.run(r); err != nil {
			t.Fatal(err)
		}
		if r.done != r.total {
			t.Errorf("%s: %d done of %d planned", e.Name(), r.done, r.total)
		}
	}
	trainer, err := training.NewTrainer(training.DefaultSettings(), data.Train, data.Test)
	if err != nil {
		t.Fatal(err)
	}
	data.Network = trainer.Network()
	r := under(t, data, gradientCheck.complete(gradientCheck.smallValues()))
	if _, err := gradientCheck.run(r); err != nil {
		t.Fatal(err)
	}
	if r.done != r.total {
		t.Errorf("a given network: %d done of %d planned", r.done, r.total)
	}
}

// News come as soon as the first work is done, and then no oftener than people
// look.
func TestAdvance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var shares []float64
		var drawn int
		r := &run{every: reportEvery, report: func(p Partial) {
			shares = append(shares, p.Share)
			drawn += len(p.Charts)
		}}
		recorded := 0
		step := func() { r.advance(1, func() { recorded++ }) }
		r.plan(8, nil)
		step()
		step() // too soon after the first
		time.Sleep(reportEvery - time.Nanosecond)
		step() // still
		time.Sleep(time.Nanosecond)
		step()
		r.plan(8, func() []Chart { return make([]Chart, 3) })
		time.Sleep(time.Second)
		r.advance(4, nil)
		time.Sleep(time.Second)
		r.advance(1, nil) // more than was planned
		if want := []float64{1. / 8, 4. / 8, 1, 1}; !reflect.DeepEqual(shares, want) {
			t.Errorf("shares %v, want %v", shares, want)
		}
		if drawn != 2*3 || recorded != 4 {
			t.Errorf("%d charts drawn, want 6; %d results recorded, want 4", drawn, recorded)
		}
	})
}

// The first job that fails ends the others, and its error is what each returns.
func TestEach(t *testing.T) {
	r := under(t, Data{}, nil)
	var done [7]bool
	if err := r.each(len(done), func(_ context.Context, i int) error {
		done[i] = true
		return nil
	}); err != nil || done != [7]bool{true, true, true, true, true, true, true} {
		t.Errorf("%v, done %v", err, done)
	}
	wrong := errors.New("wrong")
	if err := r.each(100, func(ctx context.Context, i int) error {
		if i == 0 {
			return wrong
		}
		<-ctx.Done()
		return nil
	}); !errors.Is(err, wrong) {
		t.Errorf("%v, want %v", err, wrong)
	}
}

// A run's settings are the post's, but for what its values say.
func TestRunSettings(t *testing.T) {
	want := training.DefaultSettings()
	want.Seed = 7
	if got := under(t, Data{}, Values{}).settings(7); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	want.Hidden, want.Epochs, want.Batch, want.Rate = []int{20}, 4, 50, 0.25
	values := Values{"hidden": "20,30", "epochs": "4", "batch": "50", "rate": "0.25"}
	if got := under(t, Data{}, values).settings(7); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// What a run was done on is said with the numbers of images, and of those used
// where not all are.
func TestDescribeData(t *testing.T) {
	data := Data{Train: toyData(t, "toys", 1440, 1), Test: toyData(t, "others", 30, 1)}
	for _, test := range []struct {
		values Values
		use    func(*run) *dataset.Dataset
		count  int // of images that are used
		want   string
	}{
		{Values{"images": "2000"}, (*run).images, 1200, "1,200 toys, 30 others"},
		{Values{"images": "1200"}, (*run).images, 1200, "1,200 toys, 30 others"},
		{Values{"images": "1199"}, (*run).images, 1199, "the first 1,199 of 1,200 toys, 30 others"},
		{Values{"measured": "1000"}, (*run).measuredImages, 1000, "1,200 toys (measured on the first 1,000), 30 others"},
		{Values{"measured": "5000"}, (*run).measuredImages, 1200, "1,200 toys (measured on the first 1,200), 30 others"},
	} {
		r := under(t, data, test.values)
		used := test.use(r)
		if got := r.describeData(); used.Len() != test.count || got.String() != test.want {
			t.Errorf("%v: %d images of %q, want %d of %q", test.values, used.Len(), got, test.count, test.want)
		}
	}
}
