// Package filetype says what a file is: by its first bytes and, where they say
// nothing, by its name. Whoever is handed a file (an argument, a drop, a dialog, a
// flag) asks it first, and then either opens the file or says what it is and what
// digitpad wants instead.
package filetype

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"digitpad/network/codec"
	"digitpad/network/codec/npz"
	"digitpad/network/message"
)

// Kind is what a file is for.
type Kind string

// The kinds. A Foreign file is of a format that is known but not read: Type.Instead
// says what to do with it.
const (
	Network    Kind = "network"
	Dataset    Kind = "dataset"
	Picture    Kind = "picture"
	Strokes    Kind = "strokes"
	Lesson     Kind = "lesson"
	Workspace  Kind = "workspace"
	Checkpoint Kind = "checkpoint"
	Run        Kind = "run" // that was kept, to be compared
	Folder     Kind = "folder"
	Foreign    Kind = "foreign"
	Unknown    Kind = "unknown"
)

// Type is what a file is.
type Type struct {
	Kind    Kind
	Format  string          // such as "ONNX", "CSV" or "PNG"; empty for Unknown
	Gzipped bool            // the format is that of the contents
	Instead message.Message // for Foreign: what to do
}

// The formats of data sets.
const (
	IDX    = "IDX"
	CSV    = "CSV"
	NPZ    = "npz"
	Pickle = "pickle"
)

const (
	headLength = 512     // bytes by which most formats are known
	maxJSON    = 1 << 16 // bytes of a JSON file that are looked at
	maxHeader  = 1 << 24 // bytes of a safetensors file's header that are looked at
)

// Message says what the file is, as a sentence calls it: "a data set (CSV)".
func (t Type) Message() message.Message {
	format := message.Text(t.Format)
	if t.Gzipped {
		format = message.New("gzipped %s", t.Format)
	}
	switch t.Kind {
	case Network:
		return message.New("a network (%v)", format)
	case Dataset:
		return message.New("a data set (%v)", format)
	case Picture:
		return message.New("a picture (%v)", format)
	case Strokes:
		return message.New("a file of pen strokes")
	case Lesson:
		return message.New("a lesson")
	case Workspace:
		return message.New("a workspace")
	case Checkpoint:
		return message.New("the checkpoint of a run")
	case Run:
		return message.New("a run that was kept")
	case Folder:
		return message.New("a folder")
	case Foreign:
		return message.New("a file in the format %v", format)
	}
	return message.New("a file that digitpad does not know")
}

// Want is the error for a file of another kind than the ones that are wanted, which
// want names in words such as "a network"; nil if t is of one of the kinds.
func (t Type) Want(want message.Message, kinds ...Kind) error {
	switch {
	case slices.Contains(kinds, t.Kind):
		return nil
	case !t.Instead.Empty():
		return message.Errorf("this is %v, not %v: %v", t.Message(), want, t.Instead)
	}
	return message.Errorf("this is %v, not %v", t.Message(), want)
}

// OfFile says what the file or folder at path is. Of a pipe or a device, which cannot be
// read twice, it says nothing: it is Unknown.
func OfFile(path string) (Type, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Type{}, err
	}
	switch {
	case info.IsDir():
		return Type{Kind: Folder}, nil
	case !info.Mode().IsRegular():
		return Type{Kind: Unknown}, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return Type{}, err
	}
	defer file.Close()
	return Of(path, file, info.Size())
}

// Of says what a file is that has that name, which may be empty, and size bytes. Its
// error is one of reading.
func Of(name string, r io.ReaderAt, size int64) (Type, error) {
	head, err := start(io.NewSectionReader(r, 0, size), headLength)
	if err != nil {
		return Type{}, err
	}
	if bytes.HasPrefix(head, []byte("\x1f\x8b")) {
		return ofGzip(name, io.NewSectionReader(r, 0, size))
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return ofZip(r, size), nil
	}
	return ofHead(name, head, io.NewSectionReader(r, 0, size)), nil
}

// start reads the first n bytes, or all if there are fewer.
func start(r io.Reader, n int64) ([]byte, error) {
	return io.ReadAll(io.LimitReader(r, n))
}

// ofGzip looks into a gzipped file. A damaged one is what its name says.
func ofGzip(name string, r io.Reader) (Type, error) {
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	unpacked, err := gzip.NewReader(r)
	if err != nil {
		return gzipped(byName(name)), nil
	}
	contents := bufio.NewReaderSize(unpacked, headLength)
	head, _ := contents.Peek(headLength) // of a damaged file there may be some
	return gzipped(ofHead(name, head, contents)), nil
}

func gzipped(t Type) Type {
	t.Gzipped = true
	if t.Kind == Network || t.Kind == Picture || t.Kind == Checkpoint || t.Kind == Workspace {
		return Type{Kind: Foreign, Format: t.Format, Gzipped: true, Instead: message.New("unpack it first, with gunzip or 7-Zip")}
	}
	return t
}

// ofHead says what a file is whose first bytes are head; contents begins with them.
func ofHead(name string, head []byte, contents io.Reader) Type {
	if t, ok := picture(head); ok {
		return t
	}
	if isIDX(head) {
		return Type{Kind: Dataset, Format: IDX}
	}
	if isText(head) {
		if t, ok := ofText(name, head, contents); ok {
			return t
		}
		return byName(name)
	}
	format, ok := codec.Detect(head)
	switch {
	case !ok:
		return byName(name)
	case format.Name == "safetensors":
		return ofSafetensors(contents)
	case format.Name == "pickle" && isPickledData(head):
		return Type{Kind: Dataset, Format: Pickle}
	}
	return ofFormat(format)
}

// ofFormat is the type of a network's file.
func ofFormat(f codec.Format) Type {
	switch {
	case f.Readable():
	case f.Written():
		return Type{Kind: Foreign, Format: f.Name, Instead: message.New("digitpad writes such files and does not read them; open the network that it was made from")}
	default:
		return Type{Kind: Foreign, Format: f.Name, Instead: f.Instead}
	}
	return Type{Kind: Network, Format: f.Name}
}

// isIDX: two zero bytes, the type of an element, and up to four dimensions. Files of
// the wrong order of bytes begin the other way round; their reader says so.
func isIDX(head []byte) bool {
	if len(head) < 8 {
		return false
	}
	magic := func(n uint32) bool {
		kind, rank := n>>8, n&0xff
		return kind >= 8 && kind <= 14 && rank >= 1 && rank <= 4
	}
	return magic(binary.BigEndian.Uint32(head)) || magic(binary.LittleEndian.Uint32(head))
}

// picture knows pictures, and other things that people try, by their first bytes.
func picture(head []byte) (Type, bool) {
	foreign := func(format string, instead message.Message) (Type, bool) {
		return Type{Kind: Foreign, Format: format, Instead: instead}, true
	}
	switch mime := http.DetectContentType(head); {
	case mime == "image/png", mime == "image/jpeg", mime == "image/gif", mime == "image/bmp", mime == "image/webp":
		return Type{Kind: Picture, Format: strings.ToUpper(strings.TrimPrefix(mime, "image/"))}, true
	case bytes.HasPrefix(head, []byte("II*\x00")), bytes.HasPrefix(head, []byte("MM\x00*")):
		return Type{Kind: Picture, Format: "TIFF"}, true
	case len(head) >= 12 && string(head[4:8]) == "ftyp" && slices.Contains([]string{"heic", "heix", "mif1", "msf1", "avif"}, string(head[8:12])):
		return foreign("HEIC or AVIF", message.New("send or save the picture as JPEG or PNG"))
	case mime == "application/pdf":
		return foreign("PDF", message.New("save the page as a PNG picture"))
	case strings.HasPrefix(mime, "text/html"):
		return foreign("HTML", message.New("it is a web page: perhaps a download that failed; download it again"))
	}
	return Type{}, false
}

// isText: no control characters but white space.
func isText(head []byte) bool {
	for _, b := range head {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' || b == 0x7f {
			return false
		}
	}
	return len(head) > 0
}

// ofText tells JSON from CSV, by what they hold.
func ofText(name string, head []byte, contents io.Reader) (Type, bool) {
	text := bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("{")) {
		return ofJSON(contents)
	}
	if bytes.HasPrefix(text, []byte("<svg")) || bytes.HasPrefix(text, []byte("<?xml")) && bytes.Contains(text, []byte("<svg")) {
		return Type{Kind: Foreign, Format: "SVG", Instead: message.New("export the picture as PNG")}, true
	}
	if isCSV(text) {
		return Type{Kind: Dataset, Format: CSV}, true
	}
	return Type{}, false
}

// isCSV: a first line of numbers, or of names such as label, pixel0, pixel1, with
// commas, semicolons or tabs between them.
func isCSV(text []byte) bool {
	line, _, whole := bytes.Cut(text, []byte("\n"))
	fields := strings.FieldsFunc(string(line), func(r rune) bool { return strings.ContainsRune(",;\t", r) })
	if !whole && len(fields) > 1 {
		fields = fields[:len(fields)-1] // cut off
	}
	if len(fields) < 2 {
		return false
	}
	first := strings.ToLower(strings.Trim(fields[0], `" `))
	if slices.Contains([]string{"label", "class", "target", "digit", "y"}, first) || strings.HasPrefix(first, "pixel") || strings.HasPrefix(first, "1x1") {
		return true
	}
	for _, field := range fields {
		if strings.Trim(field, `"0123456789.-+eE `+"\r") != "" {
			return false
		}
	}
	return true
}

// ofJSON knows a JSON object by its names. A file of strokes is many of them.
func ofJSON(contents io.Reader) (Type, bool) {
	text, err := start(contents, maxJSON)
	if err != nil {
		return Type{}, false
	}
	names := topNames(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))
	has := func(wanted ...string) bool {
		return slices.ContainsFunc(wanted, func(name string) bool { _, ok := names[name]; return ok })
	}
	switch {
	case strings.HasPrefix(names["format"], "digitpad lesson"):
		return Type{Kind: Lesson, Format: "JSON"}, true
	case has("strokes") && has("label"):
		return Type{Kind: Strokes, Format: "JSON lines"}, true
	case has("sizes", "weights", "biases"):
		return Type{Kind: Network, Format: "network2.py"}, true
	case has("settings") && has("epochs", "outcome"):
		return Type{Kind: Run, Format: "JSON"}, true
	}
	return Type{}, false
}

// topNames are the names of a JSON object, the first of several, with those of their
// values that are strings. Of one that is cut off or damaged it has what comes before.
func topNames(text []byte) map[string]string {
	names := map[string]string{}
	decoder := json.NewDecoder(bytes.NewReader(text))
	depth, name := 0, ""
	for {
		token, err := decoder.Token()
		if err != nil {
			return names
		}
		switch v := token.(type) {
		case json.Delim:
			if v == '{' || v == '[' {
				depth++
			} else if depth--; depth == 0 {
				return names
			}
			if depth == 1 {
				name = ""
			}
		case string:
			if depth != 1 {
				continue
			}
			if name == "" {
				name = v
				names[name] = ""
			} else {
				names[name], name = v, ""
			}
		default:
			if depth == 1 {
				name = ""
			}
		}
	}
}

// ofSafetensors tells a network from a checkpoint and a workspace by the notes in the
// file's header.
func ofSafetensors(contents io.Reader) Type {
	var length [8]byte
	if _, err := io.ReadFull(contents, length[:]); err != nil {
		return Type{Kind: Network, Format: "safetensors"}
	}
	text, _ := start(contents, int64(min(binary.LittleEndian.Uint64(length[:]), maxHeader)))
	var header struct {
		Notes map[string]string `json:"__metadata__"`
	}
	_ = json.Unmarshal(text, &header) // what is damaged is said by who reads it
	switch {
	case header.Notes["bench"] != "" || header.Notes["workspace"] != "":
		return Type{Kind: Workspace, Format: "safetensors"}
	case strings.HasPrefix(header.Notes["format"], "digitpad run"):
		return Type{Kind: Checkpoint, Format: "safetensors"}
	}
	return Type{Kind: Network, Format: "safetensors"}
}

// ofZip tells a NumPy archive of digits from one of weights: digits have images of
// three dimensions, or whole numbers for labels. Any other zip archive is foreign.
func ofZip(r io.ReaderAt, size int64) Type {
	arrays, err := npz.Read(r, size)
	if err != nil || len(arrays) == 0 {
		head, _ := start(io.NewSectionReader(r, 0, size), headLength)
		if format, ok := codec.Detect(head); ok {
			return ofFormat(format)
		}
		return Type{Kind: Unknown}
	}
	for _, a := range arrays {
		if len(a.Shape) >= 3 || a.Len() > 1 && strings.ContainsRune("iu", rune(a.Type[1])) {
			return Type{Kind: Dataset, Format: NPZ}
		}
	}
	return Type{Kind: Network, Format: "NumPy"}
}

// isPickledData: arrays of NumPy and nothing of a library for networks.
func isPickledData(head []byte) bool {
	for _, other := range []string{"sklearn", "torch", "keras", "Network"} {
		if bytes.Contains(head, []byte(other)) {
			return false
		}
	}
	return bytes.Contains(head, []byte("numpy"))
}

// byName is what a file's name says where its bytes say nothing.
func byName(name string) Type {
	base := strings.ToLower(filepath.Base(name))
	switch ext := filepath.Ext(base); {
	case strings.Contains(base, "-ubyte") || strings.Contains(base, "idx3") || strings.Contains(base, "idx1"):
		return Type{Kind: Dataset, Format: IDX}
	case ext == ".csv" || ext == ".tsv":
		return Type{Kind: Dataset, Format: CSV}
	case ext == ".jsonl":
		return Type{Kind: Strokes, Format: "JSON lines"}
	default:
		for _, f := range codec.Formats {
			if ext != "" && slices.Contains(f.Extensions, ext) {
				return ofFormat(f)
			}
		}
	}
	return Type{Kind: Unknown}
}
