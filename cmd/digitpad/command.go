package main

import (
	"fmt"

	"github.com/alecthomas/kong"

	"digitpad/training/ink"
)

// commands are the subcommands, one file each.
type commands struct {
	Window   windowCommand   `cmd:"" default:"withargs" help:"Open the window. This is what digitpad does without a command."`
	Train    trainCommand    `cmd:"" help:"Train a network."`
	Eval     evalCommand     `cmd:"" help:"Evaluate a network: cost, accuracy and confusion matrix."`
	Accuracy accuracyCommand `cmd:"" help:"Compare how networks read test images, and pen strokes in any place, size, brush and rotation."`
	Predict  predictCommand  `cmd:"" help:"Read the digit in an image."`
	Convert  convertCommand  `cmd:"" help:"Save a network in another format: ONNX, NumPy, C, Arduino, Go, JavaScript."`
	Data     dataCommand     `cmd:"" help:"Find MNIST on this computer, or download it."`
	Report   reportCommand   `cmd:"" help:"Write what became of a saved run as one HTML file."`
	Lab      labCommand      `cmd:"" help:"Put the claims of the post to the test: each is an experiment."`
	Pretrain pretrainCommand `cmd:"" help:"Train the networks that come with digitpad."`
	Version  versionCommand  `cmd:"" help:"Print the version, the commit and the Go version."`

	PrintVersion kong.VersionFlag `name:"version" help:"Print the same as the command version."`
}

const description = `See a neural network learn handwritten digits: draw one, read the network's answer, watch it train.

Exit codes: 0 done, 1 failed, 2 wrong arguments or settings, 3 data not found, 4 no display for the window, 130 interrupted.`

// run parses the arguments, runs the command they name and returns the exit
// code.
func run(c *console, arguments []string) (code int) {
	out := &output{to: c.out}
	c = c.withOutput(out)
	exited := -1 // by --help, after which parsing would go on
	parser := kong.Must(&commands{},
		kong.Name("digitpad"),
		kong.Description(description),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Writers(c.out, c.err),
		kong.Exit(func(code int) { exited = code }),
		settingsVars(),
		kong.Vars{"brush": fmt.Sprintf("%.4g", ink.Brush), "version": versionText()},
	)
	parsed, err := parser.Parse(arguments)
	switch {
	case exited > exitDone:
		return exited
	case exited == exitDone:
		err = nil
	case err == nil:
		err = parsed.Run(c)
	}
	if err = out.joined(err); err != nil {
		fmt.Fprintf(c.err, "digitpad: %v\n", err)
	}
	return exitCode(err)
}
