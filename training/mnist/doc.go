// Package mnist finds, reads and downloads MNIST, 60,000 training and 10,000
// test images of handwritten digits (LeCun, Cortes and Burges, 1998), and any
// other digits that come in the same four IDX files, such as Fashion-MNIST or
// the digits of EMNIST.
//
// Locate says where the digits are, Download fetches them, Load reads them; the
// example shows how a program asks in this order.
//
// # The four files
//
// Two files hold the training examples and two the test examples, images and
// labels apart. Each may be gzipped, which its contents tell and not its name:
//
//	train-images-idx3-ubyte[.gz]    train-labels-idx1-ubyte[.gz]
//	t10k-images-idx3-ubyte[.gz]     t10k-labels-idx1-ubyte[.gz]
//
// A point in front of idx (train-images.idx3-ubyte) is understood too, and so
// are the names that EMNIST uses for its digits (emnist-digits-train-images-…,
// emnist-digits-test-images-…) and for its edition of MNIST (emnist-mnist-…).
//
// EMNIST stores each image transposed, column by column, and nothing in a file
// says so. Load therefore goes by the name: images from a file whose name
// begins with emnist- are turned upright. Do not rename them.
package mnist
