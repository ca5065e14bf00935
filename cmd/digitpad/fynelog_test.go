package main

import (
	"bytes"
	"errors"
	"log"
	"testing"

	"fyne.io/fyne/v2"
)

// What Fyne says without need is not passed on; its other errors are, and so are other lines.
func TestFyneLog(t *testing.T) {
	var out bytes.Buffer
	before, flags := log.Writer(), log.Flags()
	log.SetOutput(&fyneLog{to: &out})
	log.SetFlags(0)
	t.Cleanup(func() { log.SetOutput(before); log.SetFlags(flags) })
	fyne.LogError("failed to watch theme settings", errors.New("dial unix /run/bus: connect: no such file or directory"))
	fyne.LogError("Getting favorite locations", errors.New("this computer does not define a VIDEOS folder"))
	if out.Len() != 0 {
		t.Errorf("a user reads %q", &out)
	}
	log.Print("a line of another")
	fyne.LogError("the preferences were not saved", errors.New("disk full"))
	fyne.LogError("failed to watch theme settings", nil)
	want := "a line of another\nFyne error:  the preferences were not saved\n  Cause: disk full\n  At: "
	if got := out.String(); len(got) < len(want) || got[:len(want)] != want || bytes.Count(out.Bytes(), []byte("\n")) != 4 {
		t.Errorf("a user reads %q, want %q and a place", got, want)
	}
}
