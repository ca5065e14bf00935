package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"reflect"
	"strings"
	"text/tabwriter"

	"github.com/alecthomas/kong"
	"github.com/schollz/progressbar/v3"

	"digitpad/training/atomicfile"
	"digitpad/training/ink"
	"digitpad/training/lab"
	"digitpad/training/plots"
)

type labCommand struct {
	Arguments []string `arg:"" optional:"" passthrough:"" name:"experiment" help:"Experiment to run, followed by its own flags: 'digitpad lab encodings --help' lists them. Without one: the list of experiments."`
}

// Run runs an experiment, or lists them.
func (l *labCommand) Run(c *console) error {
	if len(l.Arguments) == 0 {
		return listExperiments(c.out)
	}
	experiment, err := lab.Experiments.Lookup(l.Arguments[0])
	if err != nil {
		return coded{fmt.Errorf("there is %w", err), exitUsage}
	}
	return runExperiment(c, experiment, l.Arguments[1:])
}

// listExperiments names them with their questions.
func listExperiments(w io.Writer) error {
	columns := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	for _, e := range lab.Experiments {
		fmt.Fprintf(columns, "%s\t%s\t%s\n", e.Name(), e.Source, e.Title)
	}
	return columns.Flush()
}

// labFlags are the flags that every experiment has.
type labFlags struct {
	source
	Strokes string `placeholder:"FILE.jsonl.gz" help:"Pen strokes for the experiments that look at them: JSON lines, plain or gzipped."`
	Network string `placeholder:"FILE" help:"Your own network, for the experiments that can look at one."`
	Plot    string `placeholder:"FILE" help:"Draw the charts to this file: .png, .svg or .pdf."`
	CSV     string `placeholder:"FILE" help:"Write the points of the charts to this file."`
	JSON    bool   `help:"Print the result as one JSON object."`
}

// runExperiment parses the experiment's own flags and runs it.
func runExperiment(c *console, experiment *lab.Experiment, arguments []string) error {
	flags, settings := new(labFlags), settingsOf(experiment)
	exited := -1 // by --help
	parser := kong.Must(settings.Interface(),
		kong.Name("digitpad lab "+experiment.Name()),
		kong.Description(fmt.Sprintf("%s\n\n“%s” (%s)\n\n%s\n\n%s", experiment.Title, experiment.Claim, experiment.Source, experiment.Explanation, criteria(experiment))),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Writers(c.out, c.err),
		kong.Exit(func(code int) { exited = code }),
		kong.Embed(flags),
	)
	_, err := parser.Parse(arguments)
	switch {
	case exited >= 0:
		return nil
	case err != nil:
		return err
	}
	values := lab.Values{}
	for i, setting := range experiment.Settings {
		values[setting.Name] = settings.Elem().Field(i).String()
	}
	if err := experiment.Validate(values); err != nil {
		return flagProblems(err)
	}
	if err := checkPlot(flags.Plot); err != nil {
		return err
	}
	if err := checkFile(flags.CSV); err != nil {
		return err
	}
	data, err := flags.data(c)
	if err != nil {
		return err
	}

	bar := c.bar(1000, progressbar.OptionSetDescription(experiment.Name()))
	defer bar.Exit()
	result, err := experiment.Run(c.ctx, data, values, func(p lab.Partial) { bar.Set(int(1000 * p.Share)) })
	bar.Clear()
	if c.ctx.Err() != nil {
		return coded{fmt.Errorf("the experiment was stopped: %w", context.Canceled), exitInterrupted}
	}
	if err != nil {
		return flagProblems(err)
	}
	if err := flags.export(&result); err != nil {
		return err
	}
	if flags.JSON {
		return c.printJSON(struct {
			schema
			lab.Result
		}{schema{"digitpad lab 1"}, result})
	}
	return printResult(c.out, experiment, &result)
}

// settingsOf is a pointer to a struct with a string field, and thereby a flag,
// for each of the experiment's settings.
func settingsOf(experiment *lab.Experiment) reflect.Value {
	var fields []reflect.StructField
	for i, s := range experiment.Settings {
		fields = append(fields, reflect.StructField{
			Name: fmt.Sprintf("Setting%d", i),
			Type: reflect.TypeFor[string](),
			Tag: reflect.StructTag(fmt.Sprintf("name:%q help:%q default:%q placeholder:%q",
				s.Name, strings.ToUpper(s.Help[:1])+s.Help[1:]+".", s.Default, s.Default)),
		})
	}
	return reflect.New(reflect.StructOf(fields))
}

// data is the experiment's data.
func (f *labFlags) data(c *console) (d lab.Data, err error) {
	if d.Train, d.Test, err = f.load(c); err != nil {
		return d, err
	}
	if f.Strokes != "" {
		pen := strokes{Strokes: f.Strokes, Brush: ink.Brush, Size: 1}
		if d.Pen, err = pen.load(); err != nil {
			return d, err
		}
	}
	if f.Network != "" {
		if d.Network, err = (model{Network: f.Network}).load(c); err != nil {
			return d, err
		}
	}
	return d, nil
}

// export writes the requested files.
func (f *labFlags) export(result *lab.Result) error {
	if f.Plot != "" {
		format, err := plots.Format(f.Plot)
		if err != nil {
			return err
		}
		figure, err := lab.Figure(result.Charts, plots.Light())
		if err != nil {
			return err
		}
		var file bytes.Buffer
		width, height := lab.FigureSize(len(result.Charts))
		err = figure.Write(&file, format, width, height)
		if err == nil {
			err = atomicfile.Write(f.Plot, &file)
		}
		if err != nil {
			return fmt.Errorf("the charts could not be saved: %w", err)
		}
	}
	if f.CSV != "" {
		var file bytes.Buffer
		err := result.WriteCSV(&file)
		if err == nil {
			err = atomicfile.Write(f.CSV, &file)
		}
		if err != nil {
			return fmt.Errorf("the points could not be saved: %w", err)
		}
	}
	return nil
}

// criteria are the verdict's criteria, a line each.
func criteria(e *lab.Experiment) string {
	return fmt.Sprintf("It holds: %s\nIt is contradicted: %s\nIt stays open: %s\n", e.Criteria.Holds, e.Criteria.Contradicted, e.Criteria.Open)
}

// printResult prints a result for a person.
func printResult(w io.Writer, experiment *lab.Experiment, result *lab.Result) error {
	fmt.Fprintf(w, "%s\n“%s” (%s)\n\n%s\n\n", experiment.Title, experiment.Claim, experiment.Source, experiment.Formula)
	fmt.Fprintf(w, "Data: %s\nThe same for all: %s\n\n%s\n", result.Data, experiment.Fixed, criteria(experiment))
	if err := result.WriteTables(w); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "The claim %s. %s\n(%.1f s)\n", result.Verdict.Outcome, result.Verdict.Text, result.Seconds)
	return err
}
