//go:build unix && !darwin

package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// checkDisplay reports why no window can be opened, in which case Fyne would
// only panic.
func checkDisplay() error {
	if name := os.Getenv("WAYLAND_DISPLAY"); name != "" {
		if !filepath.IsAbs(name) {
			name = filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), name)
		}
		if answers("unix", name) {
			return nil
		}
	}
	display := os.Getenv("DISPLAY")
	if display == "" {
		return errors.New("there is no display to open a window on: DISPLAY and WAYLAND_DISPLAY are not set")
	}
	host, number, ok := strings.Cut(display, ":")
	number, _, _ = strings.Cut(number, ".") // the screen
	n, err := strconv.Atoi(number)
	switch {
	case !ok || err != nil:
	case host == "" || host == "unix":
		socket := fmt.Sprintf("/tmp/.X11-unix/X%d", n)
		ok = answers("unix", "@"+socket) || answers("unix", socket)
	default:
		ok = answers("tcp", net.JoinHostPort(host, strconv.Itoa(6000+n)))
	}
	if !ok || err != nil {
		return fmt.Errorf("there is no display to open a window on: nothing answers at DISPLAY=%s", display)
	}
	return nil
}

// answers reports whether a server listens at the address.
func answers(network, address string) bool {
	connection, err := net.DialTimeout(network, address, 3*time.Second)
	if err == nil {
		connection.Close()
	}
	return err == nil
}
