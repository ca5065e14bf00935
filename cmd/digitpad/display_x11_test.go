//go:build unix && !darwin

package main

import (
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"testing"
)

// TestCheckDisplay: a display is one at which something listens.
func TestCheckDisplay(t *testing.T) {
	x11, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip(err)
	}
	defer x11.Close()
	here := fmt.Sprintf("127.0.0.1:%d", x11.Addr().(*net.TCPAddr).Port-6000)

	runtime := t.TempDir()
	wayland, err := net.Listen("unix", filepath.Join(runtime, "wayland-9"))
	if err != nil {
		t.Skip(err)
	}
	defer wayland.Close()
	t.Setenv("XDG_RUNTIME_DIR", runtime)

	for _, test := range []struct{ display, wayland, want string }{
		{"", "", "DISPLAY and WAYLAND_DISPLAY are not set"},
		{here, "", ""},
		{here + ".0", "", ""},
		{here, "wayland-gone", ""},
		{"", "wayland-9", ""},
		{"", filepath.Join(runtime, "wayland-9"), ""},
		{"", "wayland-gone", "no display"},
		{":4000000", "", "nothing answers at DISPLAY=:4000000"},
		{"nonsense", "", "nothing answers at DISPLAY=nonsense"},
		{"host:first", "", "nothing answers at DISPLAY=host:first"},
	} {
		t.Setenv("DISPLAY", test.display)
		t.Setenv("WAYLAND_DISPLAY", test.wayland)
		err := checkDisplay()
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("DISPLAY=%q WAYLAND_DISPLAY=%q: %v, want %q", test.display, test.wayland, err, test.want)
		}
	}
}
