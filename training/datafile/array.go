package datafile

import (
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"strings"

	"digitpad/network/message"
	"digitpad/training/dataset"
	"digitpad/training/internal/gunzip"
)

// array is an n-dimensional array of numbers as a file holds it. IDX files, NumPy
// files and pickles all come down to it.
type array struct {
	kind    byte // 'u' unsigned, 'i' signed, 'f' floating point, as in NumPy
	size    int  // bytes of an entry
	order   binary.ByteOrder
	fortran bool // the first dimension varies fastest
	shape   []int
	data    []byte          // product of shape × size
	values  []float32       // in place of data, where somebody else has read it
	packed  *dataset.Packer // in place of data, of images in bytes
}

// entries is the product of the shape. It reports false if the bytes of the
// entries are more than gunzip.Max.
func entries(shape []int, size int) (n int, ok bool) {
	n = 1
	for _, d := range shape {
		if d < 0 || d > gunzip.Max {
			return 0, false
		}
		if n *= d; n*size > gunzip.Max {
			return 0, false
		}
	}
	return n, true
}

// at is entry i in the order of data.
func (a *array) at(i int) float64 {
	if a.values != nil {
		return float64(a.values[i])
	}
	b := a.data[i*a.size:][:a.size]
	switch a.size {
	case 1:
		if a.kind == 'i' {
			return float64(int8(b[0]))
		}
		return float64(b[0])
	case 2:
		v := a.order.Uint16(b)
		if a.kind == 'i' {
			return float64(int16(v))
		}
		return float64(v)
	case 4:
		v := a.order.Uint32(b)
		switch a.kind {
		case 'f':
			return float64(math.Float32frombits(v))
		case 'i':
			return float64(int32(v))
		}
		return float64(v)
	}
	v := a.order.Uint64(b)
	switch a.kind {
	case 'f':
		return math.Float64frombits(v)
	case 'i':
		return float64(int64(v))
	}
	return float64(v)
}

// known reports whether at can read entries of this kind and size.
func known(kind byte, size int) bool {
	switch kind {
	case 'u', 'i':
		return size == 1 || size == 2 || size == 4 || size == 8
	case 'f':
		return size == 4 || size == 8
	}
	return false
}

// setType takes a type over as NumPy writes it: a byte order and such as "f4".
func (a *array) setType(order, name string) error {
	a.order = binary.LittleEndian
	if order == ">" {
		a.order = binary.BigEndian
	}
	a.kind, a.size = name[0], 0
	if name == "b1" { // bool
		a.kind = 'u'
	}
	if size, err := strconv.Atoi(name[1:]); err == nil {
		a.size = size
	}
	if !known(a.kind, a.size) {
		return message.Errorf("an array of the type %q holds no images or labels: save it as uint8", name)
	}
	return nil
}

// shapeString is the shape as NumPy writes it: (60000, 28, 28).
func (a *array) shapeString() string {
	parts := make([]string, len(a.shape))
	for i, d := range a.shape {
		parts[i] = strconv.Itoa(d)
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// errNoExamples is the error for a file of nothing.
var errNoExamples = message.Errorf("the file holds no examples")

// images are the array's n images, n×784 bytes.
func (a *array) images() ([]byte, error) {
	if len(a.shape) > 0 && a.shape[0] == 0 {
		return nil, errNoExamples
	}
	if err := a.checkImages(); err != nil {
		return nil, err
	}
	if a.fortran {
		return nil, message.Errorf("its images are stored with the first index varying fastest: save them in C order, with numpy.ascontiguousarray")
	}
	if a.packed != nil {
		a.data, a.packed = a.packed.Bytes(), nil
	}
	if a.kind == 'u' && a.size == 1 {
		if !slices.ContainsFunc(a.data, isGrey) { // black and white, in 0 and 1
			for i := range a.data {
				a.data[i] *= 255
			}
		}
		return a.data, nil
	}
	return inkBytes(a.shape[0]*dataset.Pixels, a.at)
}

// grey reports whether its images are packed and stay as they are: not those of black and
// white, in 0 and 1.
func (a *array) grey() bool { return a.packed != nil && a.packed.Grey() }

// isGrey reports whether a byte is no share of full ink, 0 or 1.
func isGrey(v byte) bool { return v > 1 }

// checkImages reports an array that is none of 28×28 images.
func (a *array) checkImages() error {
	s := a.shape
	switch {
	case len(s) == 2 && s[1] == dataset.Pixels,
		len(s) == 3 && s[1] == dataset.Side && s[2] == dataset.Side,
		len(s) == 4 && s[1] == dataset.Side && s[2] == dataset.Side && s[3] == 1,
		len(s) == 4 && s[1] == 1 && s[2] == dataset.Side && s[3] == dataset.Side:
		return nil
	case len(s) == 3, len(s) == 4 && s[3] == 1:
		return message.Errorf("the images are %d×%d pixels; only %d×%d can be read, the size of MNIST: "+
			"save them as pictures in folders 0 to 9, which are scaled", s[1], s[2], dataset.Side, dataset.Side)
	case len(s) == 1:
		return message.Errorf("the file holds labels where images belong")
	}
	return message.Errorf("an array of shape %s holds no images of %d×%d pixels", a.shapeString(), dataset.Side, dataset.Side)
}

// inkBytes turns n values into bytes of ink. Values up to 1 are shares of full
// ink; of Nielsen's they are 256ths, of everybody else's 255ths.
func inkBytes(n int, value func(int) float64) ([]byte, error) {
	most, of256 := 0.0, true
	for i := range n {
		v := value(i)
		switch {
		case v-v != 0:
			return nil, message.Errorf("image %d has a pixel that is not a finite number", i/dataset.Pixels)
		case v < 0:
			return nil, message.Errorf("image %d has a pixel of %.4g: ink below 0, as of images that were standardised; export them as they were, 0 to 1 or 0 to 255", i/dataset.Pixels, v)
		case v > 255:
			return nil, message.Errorf("image %d has a pixel of %.6g: ink is 0 to 1 or 0 to 255", i/dataset.Pixels, v)
		}
		most = max(most, v)
		of256 = of256 && v*256 == math.Trunc(v*256)
	}
	scale := 1.0
	if most <= 1 {
		scale = 255
		if of256 && most < 1 {
			scale = 256
		}
	}
	ink := make([]byte, n)
	for i := range ink {
		ink[i] = byte(float64(value(i)*scale) + 0.5)
	}
	return ink, nil
}

// qmnistColumns is how many numbers QMNIST has for each image, the digit first.
const qmnistColumns = 8

// labels are the array's labels: one number an image, a row with a single 1 (one-hot),
// or the eight columns of QMNIST.
func (a *array) labels() ([]byte, error) {
	switch {
	case len(a.shape) > 0 && a.shape[0] == 0:
		return nil, errNoExamples
	case a.fortran && len(a.shape) > 1:
		return nil, message.Errorf("its labels are stored with the first index varying fastest: save them in C order, with numpy.ascontiguousarray")
	case len(a.shape) == 1, len(a.shape) == 2 && a.shape[1] == 1:
		return a.column(1)
	case len(a.shape) == 2 && a.shape[1] == qmnistColumns:
		return a.column(qmnistColumns)
	case len(a.shape) == 2 && a.shape[1] == 10:
		return a.oneHot()
	case len(a.shape) == 3:
		return nil, message.Errorf("the file holds images where labels belong")
	}
	return nil, message.Errorf("an array of shape %s holds no labels", a.shapeString())
}

// column is the first of so many columns as labels.
func (a *array) column(of int) ([]byte, error) {
	labels := make([]byte, a.shape[0])
	for i := range labels {
		v := a.at(i * of)
		if !(v >= 0 && v <= 255 && v == math.Trunc(v)) {
			return nil, message.Errorf("example %d has the label %g, which is not a digit", i, v)
		}
		labels[i] = byte(v)
	}
	return labels, nil
}

func (a *array) oneHot() ([]byte, error) {
	labels := make([]byte, a.shape[0])
	for i := range labels {
		ones := 0
		for k := range 10 {
			switch a.at(10*i + k) {
			case 0:
			case 1:
				labels[i] = byte(k)
				ones++
			default:
				ones = 2
			}
		}
		if ones != 1 {
			return nil, message.Errorf("example %d has a row of ten labels that is not a single 1 among zeros", i)
		}
	}
	return labels, nil
}
