//go:build ignore

// Collectlicences writes licences.txt: the licences of everything that is linked
// into digitpad on any system, Go's own library first.
package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"log"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// systems are those that digitpad is built for; what is linked differs.
var systems = []string{"linux/amd64", "linux/arm64", "windows/amd64", "darwin/arm64", "js/wasm"}

// named is how files with licences are called.
var named = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|ofl)([-_.].*)?$`)

func main() {
	modules := map[string]string{} // folder by "path version"
	for _, system := range systems {
		maps.Copy(modules, linked(system))
	}

	var out bytes.Buffer
	out.WriteString("digitpad contains the following software and fonts.\n")
	seen := map[string]string{} // where a text was first written
	write := func(name string, texts []string) {
		if len(texts) == 0 {
			log.Fatalf("%s has no licence", name)
		}
		fmt.Fprintf(&out, "\n%s\n%s\n", strings.Repeat("=", 78), name)
		for _, text := range texts {
			if first := seen[text]; first != "" {
				fmt.Fprintf(&out, "\nThe text is that of %s, above.\n", first)
				continue
			}
			seen[text] = name
			fmt.Fprintf(&out, "\n%s\n", text)
		}
	}
	write("Go", []string{licenceOfGo()})
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		write(name, licences(modules[name]))
	}
	if err := os.WriteFile("licences.txt", out.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
}

// linked is the modules with a package in the program for a system.
func linked(system string) map[string]string {
	goos, goarch, _ := strings.Cut(system, "/")
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}", "digitpad/cmd/digitpad")
	list.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=1")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		log.Fatalf("go list for %s: %v", system, err)
	}
	modules := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if name, folder, found := strings.Cut(strings.TrimSpace(line), "\t"); found {
			modules[name] = folder
		}
	}
	return modules
}

// licences are the texts of the licences in a module's folder, those of its fonts
// and of code taken over from others included.
func licences(folder string) []string {
	var texts []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && entry.Name() == "testdata":
			return fs.SkipDir
		case entry.IsDir() || !named.MatchString(entry.Name()) || strings.HasSuffix(entry.Name(), ".go"):
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text := strings.TrimSpace(strings.ReplaceAll(string(data), "\r\n", "\n"))
		if text != "" && !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
		return nil
	})
	if err != nil {
		log.Fatal(err)
	}
	return texts
}

// licenceOfGo is the licence of the standard library.
func licenceOfGo() string {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		log.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "LICENSE"))
	if err != nil {
		log.Fatal(err)
	}
	return strings.TrimSpace(string(text))
}
