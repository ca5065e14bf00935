// Package about is the tab that describes the network that answers, and where it comes
// from.
package about
