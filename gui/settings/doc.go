// Package settings is the form for train.Settings and the digits to learn from: six
// fields for everybody, the rest behind "More settings", each with its explanation, and
// what a run minimises and how as formulas.
package settings
