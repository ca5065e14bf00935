package codec

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"

	"github.com/nlpodyssey/safetensors"

	"digitpad/network/message"
)

var errCut = message.Errorf("the file ends too early")

// readFile reads a safetensors file. What its header promises is judged before the
// tensors are read, so that a hostile file costs no more than its header.
func readFile(r io.Reader, maxHeader uint64, judge func(safetensors.Metadata) error) (file safetensors.SafeTensors, header safetensors.Metadata, err error) {
	var data bytes.Buffer
	if _, err := io.CopyN(&data, r, 8); err != nil {
		return file, header, cut(err)
	}
	length := binary.LittleEndian.Uint64(data.Bytes())
	if length > maxHeader {
		return file, header, message.Errorf("its header would be too large")
	}
	if _, err := io.CopyN(&data, r, int64(length)); err != nil {
		return file, header, cut(err)
	}
	if err := json.Unmarshal(data.Bytes()[8:], &header); err != nil {
		return file, header, message.Errorf("its header cannot be read: %w", err)
	}
	if err := judge(header); err != nil {
		return file, header, err
	}
	// One byte more than there should be tells a file that is too long.
	if _, err := io.CopyN(&data, r, int64(tensorBytes(header))+1); err != nil && !errors.Is(err, io.EOF) {
		return file, header, err
	}
	if got, want := int64(data.Len())-8-int64(length), int64(tensorBytes(header)); got < want {
		return file, header, errCut
	} else if got > want {
		return file, header, message.Errorf("more bytes follow its tensors: the file is damaged")
	}
	file, err = safetensors.Deserialize(data.Bytes())
	return file, header, err
}

// cut says of the end of a file that it comes too early.
func cut(err error) error {
	if errors.Is(err, io.EOF) {
		return errCut
	}
	return err
}

// tensorBytes is the size of all tensors of a file, as its header has it.
func tensorBytes(header safetensors.Metadata) (sum uint64) {
	for _, info := range header.Tensors() {
		sum += info.DataOffsets[1] - info.DataOffsets[0]
	}
	return sum
}
