package codec

import (
	"bytes"
	"embed"
	"fmt"
	"go/format"
	"io"
	"math"
	"strconv"
	"strings"
	"text/template"

	"digitpad/network"
	"digitpad/network/message"
)

//go:embed templates
var templateFiles embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"floats":  func(values []float32) string { return numbers(values, "") },
	"cfloats": func(values []float32) string { return numbers(values, "f") },
}).ParseFS(templateFiles, "templates/*"))

// maxQuantisedInputs keeps the whole numbers of a sum of int8 weights within 32 bits:
// 255 · 127 · 65,536 is less than 2³¹.
const maxQuantisedInputs = 1 << 16

// writeC writes a model as a C header without dependencies, with float32 weights.
func writeC(w io.Writer, m Model) error {
	return execute(w, newSource(m), "network.h")
}

// writeC8 writes a model as a C header whose weights are int8, with a scale for each
// unit: a quarter of the memory, at a loss of some hundredths of a per cent.
func writeC8(w io.Writer, m Model) error {
	s, err := quantised(m)
	if err != nil {
		return err
	}
	return execute(w, s, "network.h")
}

// writeArduino writes a model as a sketch, that is writeC8's header and a main loop
// that reads images from the serial line.
func writeArduino(w io.Writer, m Model) error {
	s, err := quantised(m)
	if err != nil {
		return err
	}
	return execute(w, s, "network.h", "sketch.ino")
}

// writeGo writes a model as a package in Go without dependencies.
func writeGo(w io.Writer, m Model) error {
	var source bytes.Buffer
	if err := execute(&source, newSource(m), "network.go.tmpl"); err != nil {
		return err
	}
	formatted, err := format.Source(source.Bytes())
	if err != nil {
		return err
	}
	_, err = w.Write(formatted)
	return err
}

// writeJavaScript writes a model as a script without dependencies, for browsers and
// Node.
func writeJavaScript(w io.Writer, m Model) error {
	return execute(w, newSource(m), "network.js")
}

// source is what the templates show of a model.
type source struct {
	Title           string
	Facts           []string // on where the network comes from
	Inputs, Outputs int
	Layers          []sourceLayer
	Int8            bool // the layers have Weights8 and Scales instead of Weights
	OneHot          bool // the digit is the largest output; otherwise the nearest target
	Rows            [][]float32
}

type sourceLayer struct {
	Number, Before  int // 1 for the first layer; the number of the one before
	In, Out         int
	F               string // the activation's name
	To              string // the variable for the activations, in C
	First, Last     bool
	Weights, Biases []float32 // a row for each unit
	Weights8        string
	Scales          []float32 // of each unit: what a weight of 1 stands for
}

// Targets are the rows one after the other.
func (s source) Targets() (all []float32) {
	for _, row := range s.Rows {
		all = append(all, row...)
	}
	return all
}

// Uses reports whether a layer has that activation.
func (s source) Uses(name string) bool {
	for _, l := range s.Layers {
		if l.F == name {
			return true
		}
	}
	return false
}

func newSource(m Model) source {
	spec := m.Network.Spec()
	s := source{
		Title:   fmt.Sprintf("A neural network, %s, that reads handwritten digits.", spec.SizesString()),
		Inputs:  spec.Sizes[0],
		Outputs: spec.Sizes[len(spec.Sizes)-1],
		OneHot:  spec.Encoding.Name() == network.OneHot.Name(),
	}
	for _, note := range []string{"name", "trained on", "test accuracy", "assumed"} {
		if text := m.Notes[note]; text != "" {
			s.Facts = append(s.Facts, note+": "+oneLine(text))
		}
	}
	for label := range spec.Encoding.Labels() {
		row := make([]float32, s.Outputs)
		spec.Encoding.Target(row, label)
		s.Rows = append(s.Rows, row)
	}
	for l, layer := range m.Network.Layers() {
		d := sourceLayer{
			Number: l + 1, Before: l, In: layer.In, Out: layer.Out,
			F: spec.Hidden.Name(), To: fmt.Sprintf("a%d", l+1), First: l == 0, Last: l == len(spec.Sizes)-2,
			Biases: layer.B[:layer.Out],
		}
		if d.Last {
			d.F, d.To = spec.Output.Name(), "output"
		}
		for k := range layer.Out {
			for p := range layer.In {
				d.Weights = append(d.Weights, layer.W[p*layer.Stride+k])
			}
		}
		s.Layers = append(s.Layers, d)
	}
	return s
}

// oneLine is text that cannot end a comment.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
	return strings.NewReplacer("*/", "* /", "/*", "/ *", "\\", "/", "??/", "?? /").Replace(text)
}

// quantised is a source whose weights are whole numbers from −127 to 127, times a
// scale for each unit: its largest weight becomes 127.
func quantised(m Model) (source, error) {
	s := newSource(m)
	s.Int8 = true
	if s.Inputs > maxQuantisedInputs {
		return s, message.Errorf("int8 weights are for networks of up to 65,536 inputs; write one with float weights")
	}
	for l := range s.Layers {
		d := &s.Layers[l]
		var all []int8
		for k := range d.Out {
			row := d.Weights[k*d.In:][:d.In]
			scale := float32(0)
			for _, w := range row {
				scale = max(scale, float32(math.Abs(float64(w))/127))
			}
			for _, w := range row {
				q := 0.0
				if scale > 0 {
					q = math.RoundToEven(float64(w) / float64(scale))
				}
				all = append(all, int8(min(max(q, -127), 127)))
			}
			d.Scales = append(d.Scales, scale)
		}
		d.Weights8 = list(len(all), func(i int) string { return strconv.Itoa(int(all[i])) })
		d.Weights = nil
	}
	return s, nil
}

// execute writes templates one after the other.
func execute(w io.Writer, s source, names ...string) error {
	for _, name := range names {
		if err := templates.ExecuteTemplate(w, name, s); err != nil {
			return err
		}
	}
	return nil
}

// numbers lists values as floating-point literals that become the same float32 again.
func numbers(values []float32, suffix string) string {
	return list(len(values), func(i int) string {
		text := strconv.FormatFloat(float64(values[i]), 'g', -1, 32)
		if !strings.ContainsAny(text, ".e") {
			text += ".0"
		}
		return text + suffix
	})
}

// list writes so many items in lines, with a comma after each.
func list(n int, item func(int) string) string {
	const width = 100 // columns of a line
	var lines strings.Builder
	column := 0
	for i := range n {
		text := item(i) + ","
		if column > 0 && column+1+len(text) > width {
			lines.WriteByte('\n')
			column = 0
		}
		if column > 0 {
			lines.WriteByte(' ')
			column++
		}
		lines.WriteString(text)
		column += len(text)
	}
	lines.WriteByte('\n')
	return lines.String()
}
