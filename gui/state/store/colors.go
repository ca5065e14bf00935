package store

// ColorMode is which colours a person wants.
type ColorMode int

const (
	SystemColors ColorMode = iota // light or dark, as the system has it
	LightColors
	DarkColors
)
