package main

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// Everything that --json prints begins with its schema, and each of its members is in
// docs/json.md under that schema.
func TestJSONIsDocumented(t *testing.T) {
	docs, err := os.ReadFile("../../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	data, saved := smallDataset(t), trained(t)
	digits := kaggle(t, true)
	for schema, arguments := range map[string][]string{
		"digitpad train 1":   {"train", "--data", data, "--epochs", "1"},
		"digitpad eval 1":    {"eval", "--data", data, "--network", saved},
		"digitpad predict 1": {"predict", digits, "--network", saved},
		"digitpad data 1":    {"data", "show", "--data", data},
		"digitpad lab 1":     {"lab", "epochs", "--data", data, "--seeds", "2", "--epochs", "3"},
	} {
		code, out, problem := digitpad(t, append(arguments, "--json")...)
		if code != exitDone || !strings.HasPrefix(out, `{"schema":"`+schema+`",`) {
			t.Errorf("digitpad %s --json: exit code %d, %.80s%s", arguments, code, out, problem)
			continue
		}
		_, section, ok := strings.Cut(string(docs), "`"+schema+"`\n")
		if !ok {
			t.Errorf("docs/json.md has no %s", schema)
			continue
		}
		section, _, _ = strings.Cut(section, "\n## ")
		first, _, _ := strings.Cut(out, "\n")
		var members map[string]any
		if err := json.Unmarshal([]byte(first), &members); err != nil {
			t.Fatal(err)
		}
		if look, ok := members["look"].(map[string]any); ok {
			maps.Copy(members, look)
		}
		delete(members, "schema")
		for _, name := range slices.Sorted(maps.Keys(members)) {
			if !strings.Contains(section, "`"+name+"`") {
				t.Errorf("docs/json.md does not say what %q of %s is", name, schema)
			}
		}
	}
}
