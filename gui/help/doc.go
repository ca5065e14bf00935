// Package help is what the program says about itself: the help, the post's terms with the
// numbers of the run, the shortcuts, and the licences.
package help
