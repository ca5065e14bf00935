package training

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"

	"digitpad/network/codec"
	"digitpad/training/ink"
	"digitpad/training/internal/toy"
)

// takes is how many bytes of memory are taken by f altogether.
func takes(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// A saved run that claims more than it holds is refused before memory is taken for
// what it claims.
func TestHostileRunsTakeNoMemory(t *testing.T) {
	train, test := toy.Data(t, "toy training", 1003, 1), toy.Data(t, "toy test", 200, 2)
	good := savedRun(t)
	file, err := codec.ReadTensors(bytes.NewReader(good), maxCheckpoint)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(run map[string]any)
		want   string
	}{
		"10¹² hidden units":       {func(run map[string]any) { run["settings"].(map[string]any)["hidden"] = []float64{1e12} }, "more than fits"},
		"as many as there may be": {func(run map[string]any) { run["settings"].(map[string]any)["hidden"] = []int{80000} }, "too few for 784-80000-10"},
		"a million layers":        {func(run map[string]any) { run["settings"].(map[string]any)["hidden"] = make([]int, 1e6) }, "2 to 64 layers"},
		"sizes that overflow":     {func(run map[string]any) { run["settings"].(map[string]any)["hidden"] = []int{1 << 62, 1 << 62} }, "more than fits"},
		"an epoch without parameters": {func(run map[string]any) {
			run["history"] = append(run["history"].([]any), map[string]any{"Number": 2})
		}, `"epoch.`},
		"a rate beyond all limits": {func(run map[string]any) { run["rate"] = math.MaxFloat64 }, "makes no sense"},
	} {
		var run map[string]any
		if err := json.Unmarshal([]byte(file.Metadata["run"]), &run); err != nil {
			t.Fatal(err)
		}
		c.change(run)
		changed, err := json.Marshal(run)
		if err != nil {
			t.Fatal(err)
		}
		var hostile bytes.Buffer
		if err := codec.WriteTensors(&hostile, codec.Tensors{Vectors: file.Vectors, Metadata: map[string]string{"format": file.Metadata["format"], "run": string(changed)}}); err != nil {
			t.Fatal(err)
		}
		size := uint64(hostile.Len())
		took := takes(func() { _, err = Resume(&hostile, train, test) })
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, should speak of %q", name, err, c.want)
		}
		if most := 64*size + 1<<20; took > most {
			t.Errorf("%s: a file of %d bytes takes %d of memory", name, size, took)
		}
	}
	for _, header := range []string{
		`{"parameters":{"dtype":"F32","shape":[4611686018427387905,4],"data_offsets":[0,16]}}`,
		`{"parameters":{"dtype":"F32","shape":[1073741824],"data_offsets":[0,4294967296]}}`,
		`{"parameters":{"dtype":"F32","shape":[1152921504606846976],"data_offsets":[0,4611686018427387904]}}`,
	} {
		hostile := fmt.Sprintf("%c\x00\x00\x00\x00\x00\x00\x00%s", len(header), header)
		if took := takes(func() { _, err = Resume(strings.NewReader(hostile), train, test) }); err == nil || took > 1<<20 {
			t.Errorf("%s takes %d bytes of memory: %v", header, took, err)
		}
	}
}

// A small gzip file of very many digits is not unpacked into memory without end.
func TestStrokeBomb(t *testing.T) {
	if testing.Short() {
		t.Skip("unpacks for seconds")
	}
	const digit = `{"label":1,"strokes":[[[0,0],[0,0],[0,0],[0,0],[0,0],[0,0],[0,0],[0,0],[0,0],[0,0],[0,0],[0,0],[0,0],[0,0],[0,0],[0,0]]]}` + "\n"
	in, out := io.Pipe()
	go func() {
		packed := gzip.NewWriter(out)
		for {
			if _, err := io.WriteString(packed, strings.Repeat(digit, 1000)); err != nil {
				return
			}
		}
	}()
	defer in.Close()
	if _, err := ink.ReadStrokes(in); err == nil || !strings.Contains(err.Error(), "more than 4 million points") {
		t.Errorf("digits without end: %v", err)
	}
}
