package codec_test

import (
	"bytes"
	"strings"
	"testing"

	"digitpad/network"
	"digitpad/network/codec"
)

// A network for other labels than the ten digits is read as it was written.
func TestOtherLabels(t *testing.T) {
	for _, encoding := range network.Encodings {
		spec := network.PostSpec()
		spec.Encoding = encoding.Of(26)
		spec.Sizes = []int{4, 3, spec.Encoding.Outputs()}
		net := network.New(spec)
		net.Initialize(network.FanIn, 1)
		var file bytes.Buffer
		if err := codec.WriteSafetensors(&file, codec.Model{Network: net}); err != nil {
			t.Fatal(err)
		}
		good := file.Bytes()
		read, err := codec.Read(bytes.NewReader(good))
		if err != nil {
			t.Fatal(err)
		}
		if got := read.Network.Spec(); got.Encoding != spec.Encoding || got.SizesString() != spec.SizesString() || len(read.Notes) > 0 {
			t.Errorf("%s: read as %s of %d labels, with the notes %v", encoding.Name(), got.SizesString(), got.Encoding.Labels(), read.Notes)
		}
		for _, labels := range []string{"-1", "99"} {
			bad := bytes.Replace(good, []byte(`"labels":"26"`), []byte(`"labels":"`+labels+`"`), 1)
			if _, err := codec.Read(bytes.NewReader(bad)); encoding.Name() == network.OneHot.Name() && err == nil || labels == "-1" && (err == nil || !strings.Contains(err.Error(), "labels")) {
				t.Errorf("%s of %s labels: %v", encoding.Name(), labels, err)
			}
		}
	}
}
