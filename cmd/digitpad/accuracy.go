package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/schollz/progressbar/v3"

	"digitpad/assets"
	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/ink"
)

type accuracyCommand struct {
	Networks []string `arg:"" optional:"" name:"FILE" help:"Saved networks, beside the two that digitpad ships."`
	source
	Strokes string   `required:"" placeholder:"FILE.jsonl.gz" help:"Pen strokes to draw on the pad: JSON lines, plain or gzipped."`
	Writers []string `placeholder:"NAME" help:"Of the strokes, those of these writers only."`
}

// placement is one way of drawing the same strokes on the pad.
type placement struct {
	name string
	strokes
}

// placements are the ways of drawing strokes that a network should classify alike.
func (a *accuracyCommand) placements() []placement {
	asWritten := strokes{Strokes: a.Strokes, Writers: a.Writers, Brush: ink.Brush, Size: 1}
	all := []placement{{"pens", asWritten}}
	add := func(name string, change func(s *strokes)) {
		s := asWritten
		change(&s)
		all = append(all, placement{name, s})
	}
	add("turned -15°", func(s *strokes) { s.Rotation = -15 })
	add("+15°", func(s *strokes) { s.Rotation = 15 })
	add("30 % in a corner", func(s *strokes) { s.Size, s.Right, s.Down = 0.3, 0.35, 0.35 })
	for _, brush := range []float64{0.02, 0.06, 0.1} {
		add(fmt.Sprintf("brush %.0f %%", 100*brush), func(s *strokes) { s.Brush = brush })
	}
	return all
}

// Run prints a row of accuracies for each network.
func (a *accuracyCommand) Run(c *console) error {
	_, test, err := a.load(c)
	if err != nil {
		return err
	}
	columns := []string{test.Name()}
	sets := []*dataset.Dataset{test}
	placements := a.placements()
	bar := c.bar(int64(len(placements)), progressbar.OptionSetDescription("drawing"))
	for i, s := range placements {
		drawn, err := s.strokes.load()
		if err != nil {
			return err
		}
		columns, sets = append(columns, s.name), append(sets, drawn)
		bar.Set(i + 1)
	}

	t := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(t, "network\t")
	for _, name := range columns {
		fmt.Fprintf(t, "%s\t", name)
	}
	fmt.Fprintln(t)
	row := func(name string, net *network.Network) error {
		fmt.Fprintf(t, "%s %s\t", name, net.Spec().SizesString())
		for _, set := range sets {
			evaluation, err := evaluate.Network(c.ctx, net, set)
			if err != nil {
				return err
			}
			fmt.Fprintf(t, "%s\t", percent(evaluation.Accuracy))
		}
		fmt.Fprintln(t)
		return nil
	}
	for _, name := range []string{assets.Shipped, assets.Post} {
		model, err := readShipped(name)
		if err != nil {
			return err
		}
		if err := row(name, model.Network); err != nil {
			return err
		}
	}
	for _, file := range a.Networks {
		net, err := model{Network: file}.load(c)
		if err != nil {
			return err
		}
		if err := row(file, net); err != nil {
			return err
		}
	}
	return t.Flush()
}
