package datafile

import (
	"fmt"
	"hash/maphash"
	"strings"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training/dataset"
)

// Report is what a look at examples found.
type Report struct {
	Examples   int       `json:"examples"`
	Ink        float64   `json:"ink"`     // mean of all pixels, share of full ink; MNIST has 0.13
	Classes    [10]int   `json:"classes"` // examples of each label
	Blank      int       `json:"blank"`   // images without ink, or all of the same ink
	Equal      int       `json:"equal"`   // images that equal an earlier one, blank ones aside
	Light      float64   `json:"light"`   // share of images whose border is lighter than its middle grey
	Upright    float64   `json:"upright"` // share that the reader reads right, as they are
	Transposed float64   `json:"transposed"`
	Findings   []Finding `json:"findings"`
}

// Finding is one thing that is probably wrong with examples.
type Finding struct {
	Kind    string          `json:"kind"`
	Message message.Message `json:"message"`         // a sentence for the user
	Offer   Change          `json:"offer,omitempty"` // what would mend it, if anything
}

// The kinds of findings.
const (
	LightBackground = "light background"
	BlankImages     = "blank images"
	EqualImages     = "equal images"
	OneClass        = "one class"
	MissingClasses  = "missing classes"
	LittleInk       = "little ink"
	MuchInk         = "much ink"
	TransposedAxes  = "transposed"
)

// Change is what can be done to all images of a data set.
type Change string

// The changes there are.
const (
	Invert    Change = "invert"    // dark ink on light becomes light ink on dark
	Transpose Change = "transpose" // rows become columns
)

// readerExamples is how many images are read both ways, upright and transposed.
const readerExamples = 500

// Inspect looks at all examples of some data sets, training and test data say.
// Reader is a trained network that tells whether the images read better transposed.
func Inspect(reader *network.Network, sets ...*dataset.Dataset) Report {
	r := Report{Findings: []Finding{}}
	var image [dataset.Pixels]byte
	seen := map[uint64]bool{}
	seed := maphash.MakeSeed()
	sum, light := 0, 0
	for _, d := range sets {
		for i := range d.Len() {
			r.Examples++
			r.Classes[d.Label(i)]++
			d.Input(i).Unpack(image[:])
			for _, v := range image {
				sum += int(v)
			}
			if border(&image) > 127 {
				light++
			}
			if plain(&image) {
				r.Blank++
				continue
			}
			key := maphash.Bytes(seed, image[:])
			if seen[key] {
				r.Equal++
			}
			seen[key] = true
		}
	}
	if r.Examples == 0 {
		return r
	}
	n := float64(r.Examples)
	r.Ink, r.Light = float64(sum)/255/dataset.Pixels/n, float64(light)/n
	r.readBothWays(reader, sets)
	r.find()
	return r
}

// border is the mean of the outermost pixels.
func border(image *[dataset.Pixels]byte) int {
	const last = dataset.Side - 1
	sum := 0
	for i := range last {
		sum += int(image[i]) + int(image[i*dataset.Side+last]) + int(image[last*dataset.Side+last-i]) + int(image[(last-i)*dataset.Side])
	}
	return sum / (4 * last)
}

// plain reports whether all pixels are the same.
func plain(image *[dataset.Pixels]byte) bool {
	for _, v := range image {
		if v != image[0] {
			return false
		}
	}
	return true
}

// readBothWays measures how well the reader reads examples spread over the data, as
// they are and transposed, inverted before if their background is light.
func (r *Report) readBothWays(reader *network.Network, sets []*dataset.Dataset) {
	pass := reader.NewPass()
	right := func(image []byte, label int) bool {
		return reader.Spec().Encoding.Decode(reader.Forward(pass, network.NewInput(image))) == label
	}
	step := max(1, r.Examples/readerExamples)
	var image [dataset.Pixels]byte
	at, read, upright, transposed := 0, 0, 0, 0
	for _, d := range sets {
		for i := range d.Len() {
			if at++; (at-1)%step != 0 || read == readerExamples {
				continue
			}
			read++
			d.Input(i).Unpack(image[:])
			if r.Light > 0.5 {
				invert(image[:])
			}
			if right(image[:], d.Label(i)) {
				upright++
			}
			transpose(image[:])
			if right(image[:], d.Label(i)) {
				transposed++
			}
		}
	}
	r.Upright, r.Transposed = float64(upright)/float64(read), float64(transposed)/float64(read)
}

// find draws the conclusions.
func (r *Report) find() {
	found := func(kind string, offer Change, format string, arguments ...any) {
		r.Findings = append(r.Findings, Finding{kind, message.New(format, arguments...), offer})
	}
	if r.Blank == r.Examples {
		found(BlankImages, "", "All images are blank.")
		return
	}
	if r.Light > 0.5 {
		found(LightBackground, Invert, "The background is light in %.0f %% of the images: networks here expect light ink on a dark background. Invert them.", 100*r.Light)
	}
	const margin, least = 0.2, 20 // of accuracy; examples
	if r.Examples >= least && r.Transposed > r.Upright+margin {
		found(TransposedAxes, Transpose, "The images read better transposed: a trained network reads %.0f %% right as they are, and %.0f %% with rows and columns exchanged. "+
			"EMNIST stores them so; its files are turned as long as their names begin with emnist-. Transpose them.", 100*r.Upright, 100*r.Transposed)
	}
	if r.Blank > 0 {
		found(BlankImages, "", "%d of %d images are blank.", r.Blank, r.Examples)
	}
	if r.Equal*20 > r.Examples {
		found(EqualImages, "", "%d of %d images equal an earlier one.", r.Equal, r.Examples)
	}
	var absent []string
	for label, n := range r.Classes {
		if n == 0 {
			absent = append(absent, fmt.Sprint(label))
		}
	}
	switch {
	case len(absent) == 9:
		found(OneClass, "", "All examples have the same label: a network learns from them to say nothing else.")
	case len(absent) > 0 && r.Examples >= 100:
		found(MissingClasses, "", "No example has the label %s.", strings.Join(absent, ", "))
	}
	if r.Light > 0.5 {
		return
	}
	switch {
	case r.Ink < 0.01:
		found(LittleInk, "", "The images have hardly any ink: %.2g %% of their area, and MNIST's 13 %%.", 100*r.Ink)
	case r.Ink > 0.6:
		found(MuchInk, "", "The images are mostly ink: %.0f %% of their area, and MNIST's 13 %%.", 100*r.Ink)
	}
}

// Changed is a data set with all images changed, under the same name.
func Changed(d *dataset.Dataset, changes ...Change) *dataset.Dataset {
	images, labels := make([]byte, d.Len()*dataset.Pixels), make([]byte, d.Len())
	for i := range labels {
		image := images[i*dataset.Pixels:][:dataset.Pixels]
		d.Input(i).Unpack(image)
		labels[i] = byte(d.Label(i))
	}
	ChangeImages(images, changes...)
	changed, err := dataset.New(d.Name(), images, labels)
	if err != nil {
		panic("datafile: " + err.Error()) // they were valid before
	}
	return changed
}

// ChangeImages changes n×784 bytes of images in place.
func ChangeImages(images []byte, changes ...Change) {
	for _, c := range changes {
		switch c {
		case Invert:
			invert(images)
		case Transpose:
			transpose(images)
		default:
			panic("datafile: no change " + string(c))
		}
	}
}

// invert turns dark ink on light into light ink on dark.
func invert(image []byte) {
	for i, v := range image {
		image[i] = 255 - v
	}
}
