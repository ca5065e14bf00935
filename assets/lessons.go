package assets

import (
	"embed"
	"io/fs"
)

//go:embed lessons
var lessons embed.FS

// Lessons are the lesson files that come with digitpad, in their order.
func Lessons() [][]byte {
	names, err := fs.Glob(lessons, "lessons/*.json")
	if err != nil {
		panic("assets: " + err.Error()) // the pattern is a constant
	}
	files := make([][]byte, len(names))
	for i, name := range names {
		if files[i], err = lessons.ReadFile(name); err != nil {
			panic("assets: " + err.Error()) // it is listed
		}
	}
	return files
}
