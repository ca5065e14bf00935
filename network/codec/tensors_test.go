package codec

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestTensorsRoundTrip(t *testing.T) {
	want := Tensors{map[string][]float32{"a": {1, -2.5}, "b": {3}, "none": {}}, map[string]string{"what": "test"}}
	var file bytes.Buffer
	if err := WriteTensors(&file, want); err != nil {
		t.Fatal(err)
	}
	got, err := ReadTensors(&file, 12)
	if err != nil {
		t.Fatal(err)
	}
	if !maps.EqualFunc(got.Vectors, want.Vectors, slices.Equal) || !maps.Equal(got.Metadata, want.Metadata) {
		t.Errorf("%v became %v", want, got)
	}
}

func TestReadTensorsRefuses(t *testing.T) {
	two := `{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`
	for _, test := range []struct {
		file  string
		limit int64
		want  string
	}{
		{header(two, 8), 7, "too large"},
		{header(two, 7), 8, "not a safetensors file"},
		{header(two, 9), 8, "not a safetensors file"},
		{header(`{"a":{"dtype":"I32","shape":[2],"data_offsets":[0,8]}}`, 8), 8, `"a" is not of type F32`},
		{header(`{"a":`, 0), 8, "header"},
		{"", 8, "ends too early"},
		{header(two, 8)[:30], 8, "ends too early"},
		{"\xff\xff\xff\xff\x00\x00\x00\x00", 8, "too large"},
	} {
		took := allocated(func() {
			if _, err := ReadTensors(strings.NewReader(test.file), test.limit); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, should speak of %q", err, test.want)
			}
		})
		if took > 1<<20 {
			t.Errorf("%q takes %d bytes of memory", test.want, took)
		}
	}
}

// FuzzReadTensors: whatever is accepted can be written and read again.
func FuzzReadTensors(f *testing.F) {
	f.Add([]byte(header(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`, 8)))
	for _, test := range hostile {
		f.Add([]byte(test.file))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		tensors, err := ReadTensors(bytes.NewReader(data), 1<<20)
		if err != nil {
			return
		}
		var file bytes.Buffer
		if err := WriteTensors(&file, tensors); err != nil {
			t.Fatal(err)
		}
		again, err := ReadTensors(&file, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		if len(again.Vectors) != len(tensors.Vectors) || !maps.Equal(again.Metadata, tensors.Metadata) {
			t.Errorf("%v became %v", tensors, again)
		}
	})
}
