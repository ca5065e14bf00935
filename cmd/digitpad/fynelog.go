package main

import (
	"io"
	"slices"
	"strings"
)

// expected is what Fyne logs as errors where nothing is wrong: without a D-Bus it does not
// learn of changes to the desktop's colours, its dialogs look for folders that not every
// home has, and its watcher of preferences, which digitpad does not use, may read the file
// in the moment in which it is written.
var expected = []string{"failed to watch theme settings", "Getting favorite locations", "Preferences load error:"}

// fyneLog passes on what Fyne logs, but for what is expected. An error comes as up to three
// lines: what failed, the cause, and the place in the source.
type fyneLog struct {
	to      io.Writer
	leftOut bool // the error of the last line
}

// Write is given a line.
func (l *fyneLog) Write(line []byte) (int, error) {
	_, text, isError := strings.Cut(string(line), "Fyne error:")
	if isError {
		l.leftOut = slices.ContainsFunc(expected, func(e string) bool { return strings.Contains(text, e) })
	} else if !strings.Contains(string(line), "  Cause: ") && !strings.Contains(string(line), "  At: ") {
		l.leftOut = false
	}
	if l.leftOut {
		return len(line), nil
	}
	return l.to.Write(line)
}
