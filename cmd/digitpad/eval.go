package main

import (
	"fmt"
	"image/png"
	"io"
	"text/tabwriter"

	"digitpad/training/datafile"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

type evalCommand struct {
	model
	source
	strokes
	All   bool   `help:"Evaluate on the training data too."`
	Sheet string `placeholder:"FILE.png" help:"Draw the mistakes, the most confident first, each with its label and what was read."`
	JSON  bool   `help:"Print one JSON object."`
}

// Run evaluates the network on the strokes or on the test data.
func (e *evalCommand) Run(c *console) error {
	if err := checkFile(e.Sheet); err != nil {
		return err
	}
	if err := e.strokes.problems(); err != nil {
		return err
	}
	net, err := e.model.load(c)
	if err != nil {
		return err
	}
	test, findings, err := e.examples(c)
	if err != nil {
		return err
	}
	evaluation, err := evaluate.Predict(c.ctx, net, test, func(int, int) {})
	if err != nil {
		return err
	}
	if e.Sheet != "" {
		sheet := contactSheet(test, evaluation.Examples, evaluation.Misclassified())
		err := writeFile(e.Sheet, func(w io.Writer) error { return png.Encode(w, sheet) })
		if err != nil {
			return fmt.Errorf("the mistakes could not be drawn: %w", err)
		}
		fmt.Fprintf(c.err, "drew the mistakes as %s\n", e.Sheet)
	}
	if e.JSON {
		return c.printJSON(struct {
			schema
			Data      string             `json:"data"`
			Accuracy  float64            `json:"accuracy"` // share of 1
			Cost      float64            `json:"cost"`
			Confusion evaluate.Confusion `json:"confusion"` // [label][prediction]
			Findings  []datafile.Finding `json:"findings"`  // what is probably wrong with the data
		}{schema{"digitpad eval 1"}, test.Name(), evaluation.Accuracy, evaluation.Cost, evaluation.Confusion, findings})
	}
	fmt.Fprintf(c.out, "%s: accuracy %s (%s of %s), cost %.4f\n\n", test.Name(), percent(evaluation.Accuracy),
		count(evaluation.Confusion.Correct()), count(test.Len()), evaluation.Cost)
	return writeConfusion(c.out, &evaluation.Confusion)
}

// examples are what to evaluate on, and what is probably wrong with them. Of digits
// without test data of their own it is those that train holds out, so that a network
// that was trained on the others can be measured.
func (e *evalCommand) examples(c *console) (*dataset.Dataset, []datafile.Finding, error) {
	if isStrokeFile(e.Data) && e.Strokes == "" {
		e.Strokes = e.Data
	}
	none := []datafile.Finding{}
	if e.Strokes != "" {
		drawn, err := e.strokes.load()
		return drawn, none, err
	}
	d, err := e.digits(c)
	if err != nil {
		return nil, nil, err
	}
	if d.report != nil {
		none = d.report.Findings
	}
	if !e.All {
		if d.HeldOut {
			fmt.Fprintf(c.err, "%s has no test data: evaluated on the %s of %s digits that training holds out; --all takes all\n", d.path, count(d.Test.Len()), count(d.Train.Len()+d.Test.Len()))
		}
		return d.Test, none, nil
	}
	return dataset.Concat(d.Train.Name()+" + "+d.Test.Name(), d.Train, d.Test), none, nil
}

// writeConfusion writes a row for each label, with the counts of the predictions
// and the share of them that is right.
func writeConfusion(w io.Writer, confusion *evaluate.Confusion) error {
	t := tabwriter.NewWriter(w, 5, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(t, "label\t")
	for prediction := range confusion {
		fmt.Fprintf(t, "%d\t", prediction)
	}
	fmt.Fprintln(t, "right\t")
	for label, row := range confusion {
		fmt.Fprintf(t, "%d\t", label)
		examples := 0
		for _, n := range row {
			fmt.Fprintf(t, "%d\t", n)
			examples += n
		}
		right := "–"
		if examples > 0 {
			right = percent(float64(row[label]) / float64(examples))
		}
		fmt.Fprintf(t, "%s\t\n", right)
	}
	return t.Flush()
}
