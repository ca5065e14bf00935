// Package datafile reads labelled images of digits from the files in which people
// have them:
//
//   - the IDX files of MNIST (LeCun, Cortes and Burges 1998) and of what came after
//     it: Fashion-MNIST, KMNIST, EMNIST by split, QMNIST, torchvision's MNIST/raw;
//   - CSV with a row an image, as Kaggle has it: label,pixel0,…,pixel783;
//   - NumPy archives such as Keras's mnist.npz;
//   - Nielsen's mnist.pkl.gz, a pickle of NumPy arrays;
//   - folders of pictures by class: 0/, 1/, … 9/.
//
// Each may be gzipped. What a file is, its contents tell and not its name.
//
// Load gives the training and the test examples of a file or folder, ReadImages
// the images of one file, labelled or not. Inspect then looks at what was loaded
// and finds what people get wrong: a light background, blank or equal images, one
// class only, images that are transposed.
//
// An image has 28×28 pixels and comes out as 784 bytes, row by row, 0 blank and
// 255 full ink. Files hold bytes from outside: no reader trusts a size that a
// file claims, runs anything, or keeps more than 1 GiB.
package datafile
