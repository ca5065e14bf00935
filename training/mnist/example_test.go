package mnist_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"digitpad/training/mnist"
)

// A program that needs MNIST: from the folder that the user names, if any, else
// from the cache, else from the network, with the user's consent.
func Example() {
	dir, err := mnist.Locate("") // the value of --data
	if errors.Is(err, mnist.ErrNotFound) {
		if dir, err = mnist.CacheDir(); err == nil {
			err = mnist.NewDownloader().Download(context.Background(), dir, func(p mnist.Progress) {
				fmt.Println(p)
			})
		}
	}
	if err != nil {
		log.Fatal(err)
	}
	train, test, err := mnist.Load(dir)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(train.Name(), train.Len(), test.Name(), test.Len())
}

func ExampleProgress() {
	fmt.Println(mnist.Progress{Total: 11_594_722})
	fmt.Println(mnist.Progress{Total: 11_594_722, Done: 3_100_000, Speed: 1_250_000})
	// Output:
	// 0.0 of 11.6 MB
	// 3.1 of 11.6 MB, 1250 kB/s, 7s left
}
