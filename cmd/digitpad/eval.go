package main

import (
	"fmt"
	"image/png"
	"io"
	"text/tabwriter"

	"digitpad/training/calibration"
	"digitpad/training/datafile"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

type evalCommand struct {
	model
	source
	strokes
	All   bool   `help:"Evaluate on the training data too."`
	Sheet string `placeholder:"FILE.png" help:"Draw the mistakes, the most confident first, each with its label, what was read, and a question mark where that is not sure."`
	JSON  bool   `help:"Print one JSON object."`
}

// Run evaluates the network on the strokes or on the test data.
func (e *evalCommand) Run(c *console) error {
	if err := checkFile(e.Sheet, ".png"); err != nil {
		return err
	}
	if err := e.strokes.problems(); err != nil {
		return err
	}
	model, err := e.model.forImages(c)
	if err != nil {
		return err
	}
	fitted, err := calibration.Of(model.Notes)
	if err != nil {
		return err
	}
	reader, err := newReader(model)
	if err != nil {
		return err
	}
	test, clicked, findings, err := e.examples(c)
	if err != nil {
		return err
	}
	evaluation, err := evaluate.Predict(c.ctx, model.Network, fitted, test, func(int, int) {})
	if err != nil {
		return err
	}
	if e.Sheet != "" {
		sheet := contactSheet(reader, test, evaluation.Examples, evaluation.Misclassified())
		err := writeFile(e.Sheet, func(w io.Writer) error { return png.Encode(w, sheet) })
		if err != nil {
			return fmt.Errorf("the mistakes could not be drawn: %w", err)
		}
		fmt.Fprintf(c.err, "drew the mistakes as %s\n", e.Sheet)
	}
	answers := answer(reader, test, clicked)
	if e.JSON {
		return c.printJSON(struct {
			schema
			Data      string             `json:"data"`
			Accuracy  float64            `json:"accuracy"` // share of 1
			Cost      float64            `json:"cost"`
			Confusion evaluate.Confusion `json:"confusion"` // [label][prediction]
			Classes   []class            `json:"classes"`
			answered
			Findings []datafile.Finding `json:"findings"` // what is probably wrong with the data
		}{schema{"digitpad eval 1"}, test.Name(), evaluation.Accuracy, evaluation.Cost, evaluation.Confusion, classes(&evaluation.Confusion), answers, findings})
	}
	fmt.Fprintf(c.out, "%s: accuracy %s (%s of %s), cost %.4f\n", test.Name(), percent(evaluation.Accuracy),
		count(evaluation.Confusion.Correct()), count(test.Len()), evaluation.Cost)
	fmt.Fprintf(c.out, "sure of %s, and right in %s of these; not sure of %s of %s mistakes\n\n",
		percent(answers.Answered.Value), percent(answers.Correct.Value), count(answers.Doubted.Count), count(answers.Doubted.Of))
	return writeConfusion(c.out, &evaluation.Confusion)
}

// examples are what to evaluate on, which of them have ink that was left out as stray clicks
// (nil for none), and what is probably wrong with them. Of digits
// without test data of their own it is those that train holds out, so that a network
// that was trained on the others can be measured.
func (e *evalCommand) examples(c *console) (*dataset.Dataset, []bool, []datafile.Finding, error) {
	if isStrokeFile(e.Data) && e.Strokes == "" {
		e.Strokes = e.Data
	}
	none := []datafile.Finding{}
	if e.Strokes != "" {
		drawn, clicked, err := e.strokes.loadWithClicks()
		return drawn, clicked, none, err
	}
	d, err := e.digits(c)
	if err != nil {
		return nil, nil, nil, err
	}
	if d.report != nil {
		none = d.report.Findings
	}
	if !e.All {
		if d.HeldOut {
			fmt.Fprintf(c.err, "%s has no test data: evaluated on the %s of %s digits that training holds out; --all takes all\n", d.path, count(d.Test.Len()), count(d.Train.Len()+d.Test.Len()))
		}
		return d.Test, nil, none, nil
	}
	return dataset.Concat(d.Train.Name()+" + "+d.Test.Name(), d.Train, d.Test), nil, none, nil
}

// class is how well a label is read, with Wilson's 95 % intervals.
type class struct {
	Label     int            `json:"label"`
	Precision evaluate.Share `json:"precision"` // of those read as it
	Recall    evaluate.Share `json:"recall"`    // of those that show it
}

func classes(confusion *evaluate.Confusion) (all []class) {
	for label := range confusion {
		all = append(all, class{label, confusion.Precision(label), confusion.Recall(label)})
	}
	return all
}

// writeConfusion writes a row for each label, with the counts of the predictions, and
// its precision and recall with their 95 % intervals.
func writeConfusion(w io.Writer, confusion *evaluate.Confusion) error {
	t := tabwriter.NewWriter(w, 5, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(t, "label\t")
	for prediction := range confusion {
		fmt.Fprintf(t, "%d\t", prediction)
	}
	fmt.Fprintln(t, "recall\t95 % interval\tprecision\t95 % interval\t")
	for _, class := range classes(confusion) {
		fmt.Fprintf(t, "%d\t", class.Label)
		for _, n := range confusion[class.Label] {
			fmt.Fprintf(t, "%d\t", n)
		}
		for _, share := range []evaluate.Share{class.Recall, class.Precision} {
			if share.Of == 0 {
				fmt.Fprint(t, "–\t\t")
				continue
			}
			fmt.Fprintf(t, "%s\t%.1f–%.1f\t", percent(share.Value), 100*share.Lo, 100*share.Hi)
		}
		fmt.Fprintln(t)
	}
	return t.Flush()
}
