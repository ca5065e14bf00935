package main

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"
)

// The manual page names every command and every exit code.
func TestManual(t *testing.T) {
	page, err := os.ReadFile("../../assets/linux/usr/local/share/man/man1/digitpad.1")
	if err != nil {
		t.Fatal(err)
	}
	for command := range reflect.TypeFor[commands]().Fields() {
		if _, isCommand := command.Tag.Lookup("cmd"); !isCommand {
			continue
		}
		if name := strings.ToLower(command.Name); !bytes.Contains(page, []byte("\n.B "+name+"\n")) {
			t.Errorf("the manual page lacks the command %s", name)
		}
	}
	_, codes, _ := strings.Cut(description, "Exit codes: ")
	if !strings.Contains(strings.Join(strings.Fields(string(page)), " "), codes) {
		t.Errorf("the manual page does not say %q", codes)
	}
}
