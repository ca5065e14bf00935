package atomicfile

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// A device node is written to, and stays one.
func TestWriteToADevice(t *testing.T) {
	node := filepath.Join(t.TempDir(), "null")
	const nullDevice = 1<<8 | 3 // takes everything
	if err := unix.Mknod(node, unix.S_IFCHR|0o600, nullDevice); err != nil {
		t.Skip("no device nodes: ", err)
	}
	if err := Check(node); err != nil {
		t.Error(err)
	}
	if err := Write(node, strings.NewReader("a network")); err != nil {
		if os.IsPermission(err) {
			t.Skip("device nodes cannot be opened here: ", err)
		}
		t.Fatal(err)
	}
	if info, err := os.Lstat(node); err != nil || info.Mode()&fs.ModeCharDevice == 0 {
		t.Errorf("the node became %v (%v)", info.Mode(), err)
	}
}
