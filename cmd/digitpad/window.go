//go:build cgo || js

package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"digitpad/assets"
	"digitpad/gui"
	"digitpad/gui/eventloop"
)

// appID names the program to the desktop, and the folder of its preferences.
const appID = "io.github.digitpad"

// openWindow opens the window and returns when it is closed and all work has
// ended. Signals that cancel the console's context end it in order, too.
func openWindow(c *console, o *windowCommand) (err error) {
	defer func() { // GLFW's only way to say that the display is gone
		if r := recover(); r != nil {
			if !strings.Contains(fmt.Sprint(r), "GLFW") {
				panic(r)
			}
			err = coded{fmt.Errorf("no window can be opened: %v", r), exitNoDisplay}
		}
	}()
	trace, closeTrace, err := openTrace(o.Trace, c.out)
	if err != nil {
		return err
	}
	defer closeTrace()
	own := "" // in a browser, which has no folders, nothing is remembered
	if home, err := os.UserConfigDir(); err == nil {
		own = filepath.Join(home, "digitpad")
	} else if runtime.GOOS != "js" {
		fmt.Fprintf(c.err, "digitpad: nothing is kept for the next start: %v\n", err)
	}

	returnLargeBlocks()
	icon := fyne.NewStaticResource("icon.png", assets.WindowIcon)
	app.SetMetadata(fyne.AppMetadata{
		ID: appID, Name: "digitpad", Version: version, Icon: icon,
		Migrations: map[string]bool{"fyneDo": true},
	})
	if cache, err := os.UserCacheDir(); err == nil {
		_ = os.MkdirAll(cache, 0o700) // which Fyne takes for granted
	}
	log.SetOutput(&fyneLog{to: c.err})
	a := app.NewWithID(appID)
	if err := gui.InitLocale(own); err != nil {
		return err
	}
	idle := eventloop.Idle{Do: fyne.Do, Wait: waitEvents, Wake: wake}
	w := gui.New(gui.Options{
		App: a, Post: idle.Post, Release: debug.FreeOSMemory, Trace: trace,
		Network: o.File,
		Home:    own,
		Version: version,
		Build:   build(),
		Idle:    o.idle(),
		Seed:    uint64(time.Now().UnixNano()),
	})
	defer context.AfterFunc(c.ctx, w.BeginClose)() // Fyne's loop ends too; nothing may reach it then
	a.Lifecycle().SetOnStarted(func() {
		// Most of what lives from now on is digits, networks and pictures, which hold no
		// pointers: to collect more often costs next to nothing, and to wait until as much
		// is garbage costs memory.
		debug.SetGCPercent(15)
		if c.ctx.Err() != nil { // Fyne did not listen yet
			a.Quit()
		}
		if width, height := screenRoom(); width > 0 {
			w.FitScreen(width, height)
		}
	})
	rounds := fyne.NewAnimation(time.Hour, func(float32) { idle.Round() }) // Fyne's way to do something in each round
	rounds.RepeatCount = fyne.AnimationRepeatForever
	rounds.Start()
	w.Show()
	touchAsPointer()
	ran := make(chan struct{})
	go eventloop.EndWithout(w.Closing(), ran, func() {
		w.Close()
		os.Exit(0)
	})
	a.Run()
	close(ran)
	w.Close()
	return nil
}

// openTrace opens the file that a trace is written to, "-" for out; without a
// name there is none.
func openTrace(name string, out io.Writer) (io.Writer, func(), error) {
	switch name {
	case "":
		return nil, func() {}, nil
	case "-":
		return out, func() {}, nil
	}
	file, err := os.Create(name)
	if err != nil {
		return nil, nil, err
	}
	return file, func() { file.Close() }, nil
}
