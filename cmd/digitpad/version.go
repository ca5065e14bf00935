package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// version is that of FyneApp.toml.
const version = "0.1.0"

type versionCommand struct{}

// Run prints the version, the commit and the Go version.
func (versionCommand) Run(c *console) error {
	fmt.Fprintln(c.out, versionText())
	return nil
}

func versionText() string { return fmt.Sprintf("digitpad %s\n%s", version, build()) }

// build is the commit and the Go version that this program was built with, and
// what it was built for.
func build() string {
	return fmt.Sprintf("commit %s\n%s %s/%s", commit(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// commit is the commit that this program was built from, with its time.
func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	revision := settings["vcs.revision"]
	if revision == "" {
		return "unknown"
	}
	text := revision + ", " + settings["vcs.time"]
	if settings["vcs.modified"] == "true" {
		text += ", with changes"
	}
	return text
}
