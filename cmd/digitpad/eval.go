package main

import (
	"encoding/json"
	"fmt"
	"image/png"
	"io"
	"text/tabwriter"

	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

type evalCommand struct {
	model
	source
	strokes
	Sheet string `placeholder:"FILE.png" help:"Draw the mistakes, the most confident first, each with its label and what was read."`
	JSON  bool   `help:"Print one JSON object."`
}

// Run evaluates the network on the strokes or on the test data.
func (e *evalCommand) Run(c *console) error {
	if err := checkFile(e.Sheet); err != nil {
		return err
	}
	net, err := e.model.load(c)
	if err != nil {
		return err
	}
	test, err := e.examples(c)
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
		return json.NewEncoder(c.out).Encode(struct {
			Accuracy  float64            `json:"accuracy"` // share of 1
			Cost      float64            `json:"cost"`
			Confusion evaluate.Confusion `json:"confusion"` // [label][prediction]
		}{evaluation.Accuracy, evaluation.Cost, evaluation.Confusion})
	}
	fmt.Fprintf(c.out, "%s: accuracy %s (%s of %s), cost %.4f\n\n", test.Name(), percent(evaluation.Accuracy),
		count(evaluation.Confusion.Correct()), count(test.Len()), evaluation.Cost)
	return writeConfusion(c.out, &evaluation.Confusion)
}

// examples are what to evaluate on.
func (e *evalCommand) examples(c *console) (*dataset.Dataset, error) {
	if e.Strokes != "" {
		return e.strokes.load()
	}
	if isStrokeFile(e.Data) {
		e.Strokes = e.Data
		return e.strokes.load()
	}
	_, test, err := e.source.load(c)
	return test, err
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
