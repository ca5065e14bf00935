// Package samples is the tab with the user's own digits: what the network reads in them,
// and what a correction did to it.
package samples
