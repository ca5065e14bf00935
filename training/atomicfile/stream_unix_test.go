//go:build unix

package atomicfile

import (
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// A pipe is written to, and stays a pipe.
func TestWriteToAPipe(t *testing.T) {
	folder := t.TempDir()
	pipe := filepath.Join(folder, "pipe")
	if err := unix.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no pipes: ", err)
	}
	read := make(chan string)
	go func() {
		defer close(read)
		reader, err := os.Open(pipe)
		if err != nil {
			t.Error(err)
			return
		}
		defer reader.Close()
		contents, err := io.ReadAll(reader)
		if err != nil {
			t.Error(err)
		}
		read <- string(contents)
	}()
	if err := Check(pipe); err != nil {
		t.Error(err)
	}
	if err := Write(pipe, strings.NewReader("a network")); err != nil {
		t.Fatal(err)
	}
	if got := <-read; got != "a network" {
		t.Errorf("the reader got %q", got)
	}
	if info, err := os.Lstat(pipe); err != nil || info.Mode()&fs.ModeNamedPipe == 0 {
		t.Errorf("the pipe became %v (%v)", info.Mode(), err)
	}
	if got := names(t, folder); len(got) != 1 {
		t.Errorf("the folder holds %v", got)
	}
}

// What is neither a file nor a stream is refused, before and after.
func TestWriteRefusesASocket(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	listener, err := net.Listen("unix", path)
	if err != nil {
		t.Skip("no sockets: ", err)
	}
	defer listener.Close()
	for _, err := range []error{Check(path), Write(path, strings.NewReader("x"))} {
		if err == nil || !strings.Contains(err.Error(), "neither a file nor a device nor a pipe") {
			t.Errorf("a socket: %v", err)
		}
	}
}
