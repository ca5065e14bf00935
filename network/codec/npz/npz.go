// Package npz reads NumPy's archives of arrays, as np.savez and
// np.savez_compressed write them. It takes memory only for arrays
// that the caller asks for, after their types and shapes have been checked.
package npz

import (
	"archive/zip"
	"bufio"
	"encoding/binary"
	"io"
	"regexp"
	"strconv"
	"strings"

	"codeberg.org/sbinet/npyio/npy"
	"codeberg.org/sbinet/npyio/npy/float16"

	"digitpad/network/message"
)

// Array is an array of an archive. Its values are read by Floats or Bytes.
type Array struct {
	Name    string // without the ending .npy
	Type    string // NumPy's name of the element's type, such as "<f4" or "|u1"
	Shape   []int  // empty for a single number
	Fortran bool   // the values are stored column by column

	file   *zip.File
	stored uint64 // bytes of the values
}

// Limits of an archive.
const (
	maxArrays = 10_000
	maxHeader = 1 << 12 // bytes of an array's header; a usual one has 118
	maxRank   = 8
)

// Read lists the arrays of an archive in the order in which they are stored.
// Entries that are no arrays are left out.
func Read(r io.ReaderAt, size int64) ([]Array, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, message.Errorf("NumPy archive: %w", err)
	}
	if len(archive.File) > maxArrays {
		return nil, message.Errorf("NumPy archive: more than %d entries", maxArrays)
	}
	var arrays []Array
	for _, file := range archive.File {
		name, ok := strings.CutSuffix(file.Name, ".npy")
		if !ok {
			continue
		}
		array := Array{Name: name, file: file}
		_, closer, err := array.open()
		if err != nil {
			return nil, message.Errorf("NumPy archive: the array %q: %w", name, err)
		}
		closer.Close()
		arrays = append(arrays, array)
	}
	return arrays, nil
}

// Text reads an entry that is no array, of up to limit bytes; nil if there is none of
// that name.
func Text(r io.ReaderAt, size int64, name string, limit int64) ([]byte, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, message.Errorf("NumPy archive: %w", err)
	}
	for _, file := range archive.File {
		if file.Name != name {
			continue
		}
		entry, err := file.Open()
		if err != nil {
			return nil, message.Errorf("NumPy archive: %s: %w", name, err)
		}
		defer entry.Close()
		text, err := io.ReadAll(io.LimitReader(entry, limit+1))
		if err == nil && int64(len(text)) > limit {
			err = message.Errorf("more than %d bytes", limit)
		}
		if err != nil {
			return nil, message.Errorf("NumPy archive: %s: %w", name, err)
		}
		return text, nil
	}
	return nil, nil
}

// Len is the number of elements.
func (a Array) Len() int {
	n := 1
	for _, d := range a.Shape {
		n *= d
	}
	return n
}

// header is what NumPy writes for arrays of plain numbers. Whatever else the
// library would parse, this keeps from it.
var header = regexp.MustCompile(`^\{'descr': '([<>|=][a-zA-Z][0-9]+)', 'fortran_order': (True|False), 'shape': \(((?:[0-9]+, ?)*[0-9]*)\), \} *\n$`)

// open reads the header of an array into a, and returns a reader of its values.
func (a *Array) open() (*npy.Reader, io.Closer, error) {
	file, err := a.file.Open()
	if err != nil {
		return nil, nil, err
	}
	r, err := a.readHeader(bufio.NewReaderSize(file, 1<<16))
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return r, file, nil
}

func (a *Array) readHeader(r *bufio.Reader) (*npy.Reader, error) {
	start, err := r.Peek(10)
	if err != nil || string(start[:6]) != string(npy.Magic[:]) {
		return nil, message.Errorf("it is not in NumPy's format")
	}
	var length, from int
	switch start[6] {
	case 1:
		length, from = int(start[8])|int(start[9])<<8, 10
	case 2:
		if start, err = r.Peek(12); err != nil {
			return nil, message.Errorf("the header is cut off")
		}
		length, from = int(min(binary.LittleEndian.Uint32(start[8:]), maxHeader+1)), 12
	default: // 3 is for names of columns that are not Latin
		return nil, message.Errorf("version %d of NumPy's format is not read; NumPy writes version 1 for plain numbers", start[6])
	}
	if length > maxHeader {
		return nil, message.Errorf("its header of %d bytes is too large", length)
	}
	text, err := r.Peek(from + length)
	if err != nil {
		return nil, message.Errorf("the header is cut off")
	}
	match := header.FindSubmatch(text[from:])
	if match == nil {
		return nil, message.Errorf("it is no array of plain numbers: %.80q", text[from:])
	}
	a.Type, a.Fortran = string(match[1]), string(match[2]) == "True"
	a.Shape = nil
	total := 1
	for part := range strings.SplitSeq(string(match[3]), ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		d, err := strconv.Atoi(part)
		if err != nil || len(a.Shape) == maxRank || d > 0 && total > (1<<40)/d {
			return nil, message.Errorf("its shape (%s) is too large", match[3])
		}
		total *= max(d, 1)
		a.Shape = append(a.Shape, d)
	}
	a.stored = a.file.UncompressedSize64 - uint64(from+length)
	return npy.NewReader(r)
}

// size is the number of bytes of an element, or 0 for types that are not read.
func (a Array) size() int {
	size, _ := strconv.Atoi(a.Type[2:])
	return size
}

// check refuses an array of more than limit elements, or whose entry of the archive
// does not hold just as many.
func (a Array) check(limit int) error {
	n := a.Len()
	if n > limit {
		return message.Errorf("the array %q has %d elements; at most %d are read", a.Name, n, limit)
	}
	if uint64(n)*uint64(a.size()) != a.stored {
		return message.Errorf("the array %q is damaged: %d elements of type %s do not take %d bytes", a.Name, n, a.Type, a.stored)
	}
	return nil
}

// Bytes reads an array of up to limit bytes, "|u1", as it is stored.
func (a Array) Bytes(limit int) ([]byte, error) {
	if a.Type != "|u1" {
		return nil, message.Errorf("the array %q has the type %s instead of |u1", a.Name, a.Type)
	}
	if err := a.check(limit); err != nil {
		return nil, err
	}
	file, err := a.file.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if _, err := io.CopyN(io.Discard, file, int64(a.file.UncompressedSize64-a.stored)); err != nil {
		return nil, message.Errorf("the array %q: %w", a.Name, err)
	}
	values := make([]byte, a.Len())
	if _, err := io.ReadFull(file, values); err != nil {
		return nil, message.Errorf("the array %q: %w", a.Name, err)
	}
	return values, nil
}

// Floats reads an array of up to limit numbers, row by row, as float32.
func (a Array) Floats(limit int) ([]float32, error) {
	if err := a.check(limit); err != nil {
		return nil, err
	}
	r, closer, err := a.open()
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	values := make([]float32, a.Len())
	if len(values) == 0 {
		return values, nil
	}
	switch a.Type[1:] {
	case "f2":
		err = convert(r, values, float16.Num.Float32)
	case "f4":
		err = r.Read(&values)
	case "f8":
		err = convert(r, values, func(v float64) float32 { return float32(v) })
	case "i1":
		err = convert(r, values, func(v int8) float32 { return float32(v) })
	case "u1":
		err = convert(r, values, func(v uint8) float32 { return float32(v) })
	case "i2":
		err = convert(r, values, func(v int16) float32 { return float32(v) })
	case "i4":
		err = convert(r, values, func(v int32) float32 { return float32(v) })
	case "i8":
		err = convert(r, values, func(v int64) float32 { return float32(v) })
	default:
		return nil, message.Errorf("the array %q has the type %s; digitpad reads plain numbers", a.Name, a.Type)
	}
	if err != nil {
		return nil, message.Errorf("the array %q: %w", a.Name, err)
	}
	if a.Fortran && len(a.Shape) == 2 {
		values = transpose(values, a.Shape[1], a.Shape[0])
	} else if a.Fortran && len(a.Shape) > 2 {
		return nil, message.Errorf("the array %q is stored column by column; save np.ascontiguousarray of it", a.Name)
	}
	return values, nil
}

// convert reads numbers of type T.
func convert[T any](r *npy.Reader, values []float32, float func(T) float32) error {
	raw := make([]T, len(values))
	if err := r.Read(&raw); err != nil {
		return err
	}
	for i, v := range raw {
		values[i] = float(v)
	}
	return nil
}

// transpose turns a matrix of so many rows and columns.
func transpose(values []float32, rows, cols int) []float32 {
	turned := make([]float32, len(values))
	for i := range rows {
		for j := range cols {
			turned[j*rows+i] = values[i*cols+j]
		}
	}
	return turned
}
