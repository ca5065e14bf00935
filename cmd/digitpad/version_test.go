package main

import (
	"os"
	"runtime"
	"strings"
	"testing"
)

// TestVersion: the version is that of the packages.
func TestVersion(t *testing.T) {
	code, out, _ := digitpad(t, "version")
	if code != exitDone || !strings.HasPrefix(out, "digitpad "+version+"\ncommit ") || !strings.Contains(out, runtime.Version()) {
		t.Errorf("exit code %d: %q", code, out)
	}
	if code, flag, said := digitpad(t, "--version"); code != exitDone || flag != out || said != "" {
		t.Errorf("--version: exit code %d: %q, %q", code, flag, said)
	}
	metadata, err := os.ReadFile("../../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	if want := "\nVersion = \"" + version + "\"\n"; !strings.Contains(strings.ReplaceAll(string(metadata), "  ", " "), want) {
		t.Errorf("FyneApp.toml has no %q", want)
	}
}
