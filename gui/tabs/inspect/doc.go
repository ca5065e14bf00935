// Package inspect is the tab that looks into the network that answers: the weights of
// its units as pictures, and the weighted sum of one written out.
package inspect
