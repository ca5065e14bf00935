package codec

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"

	"digitpad/network"
	"digitpad/network/message"
)

// Format is a kind of file that holds a network: one that digitpad reads or writes,
// or one that it only knows, so that it can say what to do with it.
type Format struct {
	Name       string   // as menus, help and errors call it: "safetensors"
	Extensions []string // of the names of its files, with the dot; a new file gets the first
	Use        string   // what such a file is good for, in one line

	// Read reads a network; nil if the format is not read. It does not return what the
	// file leaves open but asks given for it; see UnspecifiedError.
	Read func(r io.Reader, given Given) (Model, error)

	// Write writes a network; nil if the format is not written. Equal models give
	// equal bytes.
	Write func(w io.Writer, m Model) error

	// Instead says what to do with a file of a format that is not read; empty if it is.
	Instead message.Message

	match func(head []byte) bool // by the first bytes; nil if they say nothing
}

// Given is what the user says of a network whose file does not: a file of weights
// alone has neither activations nor a cost.
type Given struct {
	Hidden, Output network.Activation // nil: not given
	Cost           network.Cost       // nil: not given
}

// Formats lists the formats, digitpad's own first. Of several that match a file's
// first bytes the first is the file's.
var Formats = []Format{
	{
		Name: "safetensors", Extensions: []string{".safetensors"},
		Use:  "digitpad's own: the network with all that is known about it; PyTorch reads the weights",
		Read: readSafetensors, Write: WriteSafetensors, match: isSafetensors,
	},
	{
		Name: "network2.py", Extensions: []string{".json"},
		Use:  "JSON, as the program of Nielsen's book saves and loads networks",
		Read: readNielsen, Write: func(w io.Writer, m Model) error { return writeNielsen(w, m.Network) }, match: isJSON,
	},
	{
		Name: "ONNX", Extensions: []string{".onnx"},
		Use:  "the exchange format of the field: onnxruntime, PyTorch, browsers and phones run it",
		Read: readONNX, Write: writeONNX, match: isONNX,
	},
	{
		Name: "NumPy", Extensions: []string{".npz"},
		Use:  "arrays for np.load, for a program of one's own in Python",
		Read: readNumPy, Write: writeNumPy,
		match: func(head []byte) bool { name, ok := zipEntry(head); return ok && strings.HasSuffix(name, ".npy") },
	},
	{
		Name: "C", Extensions: []string{".h"},
		Use:   "a header for C and C++, without dependencies",
		Write: writeC,
	},
	{
		Name: "C, int8", Extensions: []string{".int8.h"},
		Use:   "a header whose weights take a byte each, for microcontrollers",
		Write: writeC8,
	},
	{
		Name: "Arduino", Extensions: []string{".ino"},
		Use:   "a sketch that reads digits sent over the serial line; 784-15-10 fits an Uno",
		Write: writeArduino,
	},
	{
		Name: "Go", Extensions: []string{".go"},
		Use:   "a package in Go, without dependencies",
		Write: writeGo,
	},
	{
		Name: "JavaScript", Extensions: []string{".js"},
		Use:   "a script for a web page or Node, without dependencies",
		Write: writeJavaScript,
	},
	{
		Name: "Keras", Extensions: []string{".keras", ".h5", ".hdf5"},
		Instead: message.New(`save its weights with np.savez("network.npz", *model.get_weights()) and open that file`),
		match: func(head []byte) bool {
			return bytes.HasPrefix(head, []byte("\x89HDF\r\n\x1a\n")) || firstEntry(head, "config.json", "metadata.json")
		},
	},
	{
		Name: "PyTorch", Extensions: []string{".pt", ".pth"},
		Instead: message.New(`save its weights with safetensors.torch.save_file(model.state_dict(), "network.safetensors") and open that file`),
		match:   func(head []byte) bool { return firstEntry(head, "data.pkl", "byteorder") },
	},
	{
		Name: "pickle", Extensions: []string{".pkl", ".pickle", ".joblib"},
		Instead: message.New("a pickle may run any program when it is read, so digitpad does not read it; save the weights with np.savez or as safetensors"),
		match:   func(head []byte) bool { return len(head) > 1 && head[0] == 0x80 && head[1] >= 2 && head[1] <= 5 },
	},
	{
		Name: "TensorFlow Lite", Extensions: []string{".tflite"},
		Instead: message.New("convert the model that it was made from to ONNX, or save its weights as .npz"),
		match:   func(head []byte) bool { return len(head) >= 8 && string(head[4:8]) == "TFL3" },
	},
	{
		Name: "zip", Extensions: []string{".zip"},
		Instead: message.New("unpack it; if it is a network of PyTorch or Keras, save its weights as safetensors or .npz"),
		match:   func(head []byte) bool { return bytes.HasPrefix(head, []byte("PK\x03\x04")) },
	},
}

// Detect finds the format of a file by its first bytes, of which 512 are enough.
func Detect(head []byte) (Format, bool) {
	for _, f := range Formats {
		if f.match != nil && f.match(head) {
			return f, true
		}
	}
	return Format{}, false
}

// FormatOf finds the format in which a file of that name is written. Its error
// lists the extensions there are.
func FormatOf(name string) (Format, error) {
	var best Format
	longest := 0
	for _, f := range Formats {
		for _, e := range f.Extensions {
			if f.Write != nil && len(e) > longest && strings.HasSuffix(strings.ToLower(name), e) {
				best, longest = f, len(e)
			}
		}
	}
	if longest == 0 {
		return Format{}, message.Errorf("%s: a network's file ends in %s", name, strings.Join(Extensions(Format.Written), ", "))
	}
	return best, nil
}

// Write writes a model in the format of a file's name.
func Write(w io.Writer, name string, m Model) error {
	format, err := FormatOf(name)
	if err != nil {
		return err
	}
	if err := format.Write(w, m); err != nil {
		return message.Errorf("%s: %w", name, err)
	}
	return nil
}

// Extensions are the extensions of the formats that are wanted: Extensions(Format.Written)
// of those that are written.
func Extensions(wanted func(Format) bool) []string {
	var all []string
	for _, f := range Formats {
		if wanted(f) {
			all = append(all, f.Extensions...)
		}
	}
	return all
}

// Readable reports whether digitpad reads the format.
func (f Format) Readable() bool { return f.Read != nil }

// Written reports whether digitpad writes the format.
func (f Format) Written() bool { return f.Write != nil }

// isSafetensors: the length of a JSON header, and the header.
func isSafetensors(head []byte) bool {
	return len(head) > 8 && binary.LittleEndian.Uint64(head) <= maxTensorsHeader && head[8] == '{'
}

// byteOrderMark is what editors of Windows put before a text.
const byteOrderMark = "\xef\xbb\xbf"

// isJSON: an object, perhaps after a byte order mark.
func isJSON(head []byte) bool {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte(byteOrderMark)), " \t\r\n")
	return bytes.HasPrefix(text, []byte("{"))
}

// isONNX: the version of the format, and one of the fields that may follow it.
func isONNX(head []byte) bool {
	return len(head) > 2 && head[0] == 0x08 && head[1] > 0 && head[1] < 32 && bytes.IndexByte([]byte{0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42}, head[2]) >= 0
}

// firstEntry reports whether head is that of a zip archive whose first entry has one
// of two names, in any folder.
func firstEntry(head []byte, a, b string) bool {
	name, ok := zipEntry(head)
	base := name[strings.LastIndexByte(name, '/')+1:]
	return ok && base != "" && (base == a || base == b)
}

// zipEntry is the name of the first entry of a zip archive.
func zipEntry(head []byte) (name string, ok bool) {
	const fixed = 30 // bytes before the name
	if len(head) < fixed || !bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return "", false
	}
	length := int(binary.LittleEndian.Uint16(head[26:]))
	return string(head[fixed:min(fixed+length, len(head))]), true
}
