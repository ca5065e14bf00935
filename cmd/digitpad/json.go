package main

import "encoding/json"

// schema says what a JSON object is, with the version of its form: "digitpad train 1".
// It is the first member of everything that --json prints; docs/json.md lists them. The
// version grows when a member goes or changes its meaning, and not when one is added.
type schema struct {
	Schema string `json:"schema"`
}

// printJSON prints one object on a line.
func (c *console) printJSON(v any) error { return json.NewEncoder(c.out).Encode(v) }
