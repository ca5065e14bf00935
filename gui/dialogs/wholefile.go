package dialogs

import (
	"bytes"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage/repository"

	"digitpad/training/atomicfile"
)

// wholeFiles are Fyne's files, but whole or not at all. Fyne empties a file as
// soon as its writer is made, which the dialog does that asks where to save: what
// the file held would be lost if the disk was full.
type wholeFiles struct{ files }

// files is what Fyne's repository of files can do.
type files interface {
	repository.AppendableRepository
	repository.CopyableRepository
	repository.DeleteAllRepository
	repository.HierarchicalRepository
	repository.ListableRepository
	repository.MovableRepository
}

// keepFilesWhole puts wholeFiles in the place of Fyne's files. In a browser there
// are none.
func keepFilesWhole() {
	if present, err := repository.ForScheme("file"); err == nil {
		if f, ok := present.(files); ok {
			repository.Register("file", wholeFiles{f})
		}
	}
}

// Writer returns a writer that leaves the file as it is until it is closed, and
// then too if nothing was written.
func (wholeFiles) Writer(u fyne.URI) (fyne.URIWriteCloser, error) { return &wholeFile{uri: u}, nil }

type wholeFile struct {
	bytes.Buffer
	uri fyne.URI
}

func (f *wholeFile) URI() fyne.URI { return f.uri }

// Close replaces the file.
func (f *wholeFile) Close() error {
	if f.Len() == 0 {
		return nil
	}
	return atomicfile.Write(f.uri.Path(), f)
}
