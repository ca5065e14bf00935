package datafile

import (
	"bufio"
	"encoding/binary"
	"io"
	"unicode/utf8"

	"digitpad/network/message"
	"digitpad/training/internal/gunzip"
)

// Nielsen's mnist.pkl.gz is a pickle of three pairs of NumPy arrays, the training,
// validation and test data. A pickle is a program for a stack machine that could
// call anything; this one knows the operations that tuples of arrays need, and the
// three functions that NumPy calls for them. Everything else is an error.
// Python's pickletools.py describes the operations.

// errPickle is the error for a pickle of something else.
var errPickle = message.Errorf("a pickle of other things than Nielsen's ((images, labels), …): " +
	"only NumPy arrays are read, for a pickle could run anything; save them with numpy.savez")

// The values on the stack, besides bool, int and nil for None.
type (
	pickleText  []byte // a str or bytes
	pickleTuple []any
	pickleMark  struct{}
	pickleName  string // of a function or class: "numpy dtype"
	pickleType  struct{ order, name string }
)

// maxPickleSteps is far more than six arrays take.
const maxPickleSteps = 10000

// unpickler is the stack machine.
type unpickler struct {
	r     *bufio.Reader
	stack []any
	memo  map[uint32]any
	left  int // bytes that it may still keep
	err   error
}

// readPickle reads ((images, labels), (images, labels), (images, labels)), or as many
// pairs as there are, or one alone; the last of several is the test data.
func readPickle(r *bufio.Reader) (*sets, error) {
	u := &unpickler{r: r, memo: map[uint32]any{}, left: gunzip.Max}
	value, err := u.run()
	if err != nil {
		return nil, err
	}
	pairs, ok := value.(pickleTuple)
	if ok && len(pairs) == 2 {
		if _, alone := pairs[0].(*array); alone {
			pairs = pickleTuple{pairs}
		}
	}
	if !ok || len(pairs) == 0 || len(pairs) > 3 {
		return nil, errPickle
	}
	s := &sets{format: "pickle"}
	for i, p := range pairs {
		pair, ok := p.(pickleTuple)
		if !ok || len(pair) != 2 {
			return nil, errPickle
		}
		images, ok1 := pair[0].(*array)
		labels, ok2 := pair[1].(*array)
		if !ok1 || !ok2 {
			return nil, errPickle
		}
		ink, err := images.images()
		if err != nil {
			return nil, err
		}
		digits, err := labels.labels()
		if err != nil {
			return nil, err
		}
		h := trainHalf
		if i > 0 && i == len(pairs)-1 {
			h = testHalf
		}
		if err := s.add(h, set{images: ink, labels: digits}); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// run executes the pickle and returns what it leaves.
func (u *unpickler) run() (any, error) {
	for range maxPickleSteps {
		op := u.byte()
		if u.err != nil {
			return nil, u.err
		}
		if op == '.' { // STOP
			return u.pop(), u.err
		}
		u.step(op)
		if u.err != nil {
			return nil, u.err
		}
	}
	return nil, errPickle
}

// step executes one operation.
func (u *unpickler) step(op byte) {
	switch op {
	case 0x80: // PROTO
		u.byte()
	case 0x95: // FRAME
		u.number(8)
	case 'N': // NONE
		u.push(nil)
	case 0x88: // NEWTRUE
		u.push(true)
	case 0x89: // NEWFALSE
		u.push(false)
	case 'K': // BININT1
		u.push(int(u.number(1)))
	case 'M': // BININT2
		u.push(int(u.number(2)))
	case 'J': // BININT
		u.push(int(int32(u.number(4))))
	case 0x8a: // LONG1
		if n := int(u.number(1)); n <= 4 {
			u.push(int(u.number(n)))
		} else {
			u.fail()
		}
	case 'U', 0x8c, 'C': // SHORT_BINSTRING, SHORT_BINUNICODE, SHORT_BINBYTES
		u.push(u.text(u.number(1)))
	case 'T', 'X', 'B': // BINSTRING, BINUNICODE, BINBYTES
		u.push(u.text(u.number(4)))
	case 0x8e: // BINBYTES8
		u.push(u.text(u.number(8)))
	case '(': // MARK
		u.push(pickleMark{})
	case ')': // EMPTY_TUPLE
		u.push(pickleTuple{})
	case 0x85, 0x86, 0x87: // TUPLE1, TUPLE2, TUPLE3
		u.tuple(len(u.stack) - int(op-0x84))
	case 't': // TUPLE
		at := len(u.stack) - 1
		for at >= 0 && u.stack[at] != any(pickleMark{}) {
			at--
		}
		u.tuple(at + 1)
		if u.err == nil {
			t := u.pop()
			u.pop() // the mark
			u.push(t)
		}
	case 'q': // BINPUT
		u.put(uint32(u.number(1)))
	case 'r': // LONG_BINPUT
		u.put(uint32(u.number(4)))
	case 0x94: // MEMOIZE
		u.put(uint32(len(u.memo)))
	case 'h': // BINGET
		u.get(uint32(u.number(1)))
	case 'j': // LONG_BINGET
		u.get(uint32(u.number(4)))
	case 'c': // GLOBAL
		module, name := u.line(), u.line()
		u.push(pickleName(module + " " + name))
	case 0x93: // STACK_GLOBAL
		name, ok1 := u.pop().(pickleText)
		module, ok2 := u.pop().(pickleText)
		if !ok1 || !ok2 {
			u.fail()
			return
		}
		u.push(pickleName(string(module) + " " + string(name)))
	case 'R': // REDUCE
		arguments, ok1 := u.pop().(pickleTuple)
		function, ok2 := u.pop().(pickleName)
		if !ok1 || !ok2 {
			u.fail()
			return
		}
		u.call(function, arguments)
	case 'b': // BUILD
		state, ok := u.pop().(pickleTuple)
		if !ok || len(u.stack) == 0 {
			u.fail()
			return
		}
		u.build(u.stack[len(u.stack)-1], state)
	default:
		u.fail()
	}
}

// call is one of the functions that NumPy's arrays need.
func (u *unpickler) call(function pickleName, arguments pickleTuple) {
	switch function {
	case "numpy.core.multiarray _reconstruct", "numpy._core.multiarray _reconstruct":
		u.push(&array{}) // which BUILD fills
	case "numpy dtype":
		if len(arguments) == 0 {
			u.fail()
			return
		}
		name, ok := arguments[0].(pickleText)
		if !ok || len(name) < 2 || len(name) > 3 {
			u.fail()
			return
		}
		u.push(&pickleType{name: string(name)})
	case "_codecs encode": // how Python 3 writes bytes for Python 2: as text, a character a byte
		if len(arguments) != 2 {
			u.fail()
			return
		}
		text, ok := arguments[0].(pickleText)
		if encoding, isText := arguments[1].(pickleText); !ok || !isText || string(encoding) != "latin1" {
			u.fail()
			return
		}
		if !u.keep(uint64(len(text))) {
			return
		}
		raw := make(pickleText, 0, utf8.RuneCount(text))
		for rest := text; len(rest) > 0; {
			r, n := utf8.DecodeRune(rest)
			if r > 255 || r == utf8.RuneError {
				u.fail()
				return
			}
			raw, rest = append(raw, byte(r)), rest[n:]
		}
		u.push(raw)
	default:
		u.fail()
	}
}

// build sets the state of a type or an array.
func (u *unpickler) build(object any, state pickleTuple) {
	switch object := object.(type) {
	case *pickleType: // (version, order, …)
		if len(state) >= 2 {
			if order, ok := state[1].(pickleText); ok {
				object.order = string(order)
				return
			}
		}
	case *array: // (version, shape, type, fortran order, bytes)
		if len(state) != 5 {
			break
		}
		shape, ok1 := state[1].(pickleTuple)
		kind, ok2 := state[2].(*pickleType)
		fortran, ok3 := state[3].(bool)
		data, ok4 := state[4].(pickleText)
		if !ok1 || !ok2 || !ok3 || !ok4 {
			break
		}
		a := array{fortran: fortran, data: data}
		for _, d := range shape {
			d, ok := d.(int)
			if !ok {
				u.fail()
				return
			}
			a.shape = append(a.shape, d)
		}
		if err := a.setType(kind.order, kind.name); err != nil {
			u.err = err
			return
		}
		if n, ok := entries(a.shape, a.size); !ok || n*a.size != len(data) {
			u.err = message.Errorf("an array of shape %s has %d bytes", a.shapeString(), len(data))
			return
		}
		*object = a
		return
	}
	u.fail()
}

func (u *unpickler) fail() {
	if u.err == nil {
		u.err = errPickle
	}
}

func (u *unpickler) push(v any) { u.stack = append(u.stack, v) }

func (u *unpickler) pop() any {
	if len(u.stack) == 0 {
		u.fail()
		return nil
	}
	v := u.stack[len(u.stack)-1]
	u.stack = u.stack[:len(u.stack)-1]
	return v
}

// tuple replaces the stack's values from a place on by a tuple of them.
func (u *unpickler) tuple(from int) {
	if from < 0 || from > len(u.stack) {
		u.fail()
		return
	}
	t := append(pickleTuple(nil), u.stack[from:]...)
	u.stack = append(u.stack[:from], t)
}

func (u *unpickler) put(key uint32) {
	if len(u.stack) == 0 {
		u.fail()
		return
	}
	u.memo[key] = u.stack[len(u.stack)-1]
}

func (u *unpickler) get(key uint32) {
	v, ok := u.memo[key]
	if !ok {
		u.fail()
		return
	}
	u.push(v)
}

func (u *unpickler) byte() byte {
	b, err := u.r.ReadByte()
	if err != nil && u.err == nil {
		u.err = gunzip.Damaged(err)
	}
	return b
}

// number is a little-endian number of so many bytes.
func (u *unpickler) number(bytes int) uint64 {
	var b [8]byte
	if _, err := io.ReadFull(u.r, b[:bytes]); err != nil && u.err == nil {
		u.err = gunzip.Damaged(err)
	}
	return binary.LittleEndian.Uint64(b[:])
}

// keep notes that so many bytes more are kept, and reports whether they may be.
func (u *unpickler) keep(length uint64) bool {
	if length > uint64(u.left) {
		u.err = message.Errorf("the pickle is too large: %d MB at most can be read", gunzip.Max>>20)
		return false
	}
	u.left -= int(length)
	return true
}

// text is so many bytes.
func (u *unpickler) text(length uint64) pickleText {
	if u.err != nil || !u.keep(length) {
		return nil
	}
	text, err := readFull(u.r, int(length))
	if err != nil {
		u.err = gunzip.Damaged(err)
	}
	return text
}

// line is the text up to the end of the line, as names of functions are written.
func (u *unpickler) line() string {
	line, err := u.r.ReadSlice('\n')
	if err != nil || len(line) > 100 {
		u.fail()
		return ""
	}
	return string(line[:len(line)-1])
}
