package assets

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestEveryLinkedModuleHasItsLicence asks go list what is linked into the program
// on each system, and looks that up among the licences that come with it.
func TestEveryLinkedModuleHasItsLicence(t *testing.T) {
	if !utf8.ValidString(Licences) {
		t.Error("the licences are not UTF-8")
	}
	for _, system := range []string{"linux/amd64", "linux/arm64", "windows/amd64", "darwin/arm64", "js/wasm"} {
		goos, goarch, _ := strings.Cut(system, "/")
		list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", "digitpad/cmd/digitpad")
		list.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=1")
		list.Stderr = os.Stderr
		out, err := list.Output()
		if err != nil {
			t.Fatal(err)
		}
		modules := strings.Fields(strings.ReplaceAll(string(out), " ", "@"))
		if len(modules) == 0 {
			t.Fatalf("go list names no module for %s", system)
		}
		for _, module := range modules {
			name := strings.Replace(module, "@", " ", 1)
			if !strings.Contains(Licences, "\n"+name+"\n") {
				t.Errorf("%s: licences.txt lacks %s; run go generate ./assets", system, name)
			}
		}
	}
}
