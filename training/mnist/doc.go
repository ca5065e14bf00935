// Package mnist finds and downloads MNIST, 60,000 training and 10,000 test images of
// handwritten digits (LeCun, Cortes and Burges, 1998).
//
// Locate says where the digits are, Download fetches them, Load reads them, as it reads
// any other digits that the user has (see package datafile); the example shows how a
// program asks in this order.
package mnist
