package codec_test

import (
	"bytes"
	"fmt"
	"log"

	"digitpad/network"
	"digitpad/network/codec"
)

// A network goes into a safetensors file with a note, and comes back.
func Example() {
	net := network.New(network.PostSpec())
	net.Initialize(network.FanIn, 1)
	var file bytes.Buffer
	err := codec.WriteSafetensors(&file, codec.Model{Network: net, Notes: map[string]string{"by": "me"}})
	if err != nil {
		log.Fatal(err)
	}
	model, err := codec.Read(&file)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(model.Network.Spec().SizesString(), "by", model.Notes["by"])
	// Output: 784-15-10 by me
}

// What is no network is refused, with the reason.
func ExampleRead_refused() {
	_, err := codec.Read(bytes.NewReader([]byte("a page that says 403")))
	fmt.Println(err)
	// Output: not a saved network: it begins like none of the formats that digitpad reads, .safetensors, .json, .onnx, .npz
}
