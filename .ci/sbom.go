//go:build ignore

// Sbom prints the software bill of materials of a Go program, as go version -m
// tells it: CycloneDX 1.6, JSON.
//
//	go run .ci/sbom.go PROGRAM
package main

import (
	"debug/buildinfo"
	"encoding/json"
	"log"
	"os"
	"time"
)

type component struct {
	Type    string `json:"type"`
	Name    string `json:"name"`
	Version string `json:"version"`
	PURL    string `json:"purl"`
	Ref     string `json:"bom-ref"`
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: go run .ci/sbom.go PROGRAM")
	}
	info, err := buildinfo.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	revision, committed := "unknown", time.Unix(0, 0).UTC().Format(time.RFC3339)
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			revision = s.Value
		case "vcs.time":
			committed = s.Value
		}
	}

	program := module("application", info.Main.Path, revision)
	components := []component{module("library", "std", info.GoVersion)}
	uses := []string{components[0].Ref}
	for _, dependency := range info.Deps {
		if dependency.Replace != nil {
			dependency = dependency.Replace
		}
		c := module("library", dependency.Path, dependency.Version)
		components, uses = append(components, c), append(uses, c.Ref)
	}

	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	if err := out.Encode(map[string]any{
		"bomFormat":    "CycloneDX",
		"specVersion":  "1.6",
		"version":      1,
		"metadata":     map[string]any{"timestamp": committed, "component": program},
		"components":   components,
		"dependencies": []map[string]any{{"ref": program.Ref, "dependsOn": uses}},
	}); err != nil {
		log.Fatal(err)
	}
}

// module is a Go module as a component.
func module(kind, path, version string) component {
	purl := "pkg:golang/" + path + "@" + version
	return component{Type: kind, Name: path, Version: version, PURL: purl, Ref: purl}
}
