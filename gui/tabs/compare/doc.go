// Package compare is the tab that trains runs which differ in one setting, and shows them
// and the kept ones side by side.
package compare
