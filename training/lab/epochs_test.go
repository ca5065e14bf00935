package lab

import (
	"reflect"
	"testing"

	"digitpad/training"
)

// The table has the mean over the seeds after each of its epochs.
func TestEpochsRun(t *testing.T) {
	data := toys(t)
	r := under(t, data, moreEpochs.complete(moreEpochs.smallValues()))
	result, err := moreEpochs.run(r)
	if err != nil {
		t.Fatal(err)
	}
	var histories [2][]training.Epoch
	for seed := range histories {
		if histories[seed], err = r.history(r.settings(seed+1), data.Train.Slice(0, 100)); err != nil {
			t.Fatal(err)
		}
	}
	rows := result.Tables[0].Rows
	if len(rows) != 3 {
		t.Fatalf("%d rows, want epochs 0 to 2", len(rows))
	}
	for epoch, row := range rows {
		a, b := histories[0][epoch], histories[1][epoch]
		want := []any{
			epoch,
			spreadOf([]float64{a.Train.Cost, b.Train.Cost}), spreadOf([]float64{a.Validation.Cost, b.Validation.Cost}),
			spreadOf([]float64{100 * a.Train.Accuracy, 100 * b.Train.Accuracy}), spreadOf([]float64{100 * a.Validation.Accuracy, 100 * b.Validation.Accuracy}),
		}
		if !reflect.DeepEqual(row, want) {
			t.Errorf("%v, want %v", row, want)
		}
	}
	cost, accuracy := result.Charts[0].Series, result.Charts[1].Series
	for i, name := range []string{"training images", "validation images"} {
		if cost[i].Name.String() != name || accuracy[i].Name.String() != name || cost[i].X[0] != 0 || accuracy[i].X[0] != 1 ||
			cost[i].Y[2] != rows[2][1+i].(Spread).Mean || accuracy[i].Y[1] != rows[2][3+i].(Spread).Mean {
			t.Errorf("%s: %+v, %+v", name, cost[i], accuracy[i])
		}
	}
}

// Of a long run the table has fewer and fewer epochs.
func TestEpochsTable(t *testing.T) {
	result, err := moreEpochs.Run(t.Context(), toys(t), Values{"seeds": "1", "epochs": "101", "images": "10", "hidden": "1"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var epochs []int
	for _, row := range result.Tables[0].Rows {
		epochs = append(epochs, row[0].(int))
	}
	if want := []int{0, 1, 2, 5, 10, 20, 30, 50, 100}; !reflect.DeepEqual(epochs, want) {
		t.Errorf("after epochs %v, want %v", epochs, want)
	}
}
