// Package lab is the tab in which each claim of the post is put to the test.
package lab
