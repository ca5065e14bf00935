// Package evaluate is the tab that shows how well the network that answers reads digits:
// which are taken for which, what "I don't know" would gain, and how robust it is.
package evaluate
