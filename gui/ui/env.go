// Package ui is what all parts of the window are made of: the theme with its colours and sizes,
// layouts, controls that hand on the keys they have no use for and say what they do where the
// pointer rests, commands for buttons, menus and keys, and Env, what a part gets from the
// window. It knows no digit.
package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"digitpad/gui/trace"
)

// Env is what a part of the window gets from the window around it.
type Env struct {
	Ctx     context.Context // ends with the window
	Post    func(func())    // runs a function on the window's goroutine
	Go      func(func())    // runs work on another one, which closing waits for
	Theme   *Theme          // of the window
	Dialogs Dialogs         // what stands before the window
	Trace   *trace.Log      // the event log; nil for none
}

// Dialogs is what stands before the window and asks or tells.
type Dialogs interface {
	// Error shows what went wrong, once, in words: a title and the error, both in
	// English, as they are found in the translations.
	Error(title string, err error)

	// Info says something that went right and is not seen otherwise.
	Info(title, text string)

	// Show shows a dialog in a size in multiples of the text size, as far as the window
	// has room.
	Show(d dialog.Dialog, width, height float32)

	// OpenFile asks for a file with one of some extensions and hands its path on.
	OpenFile(extensions []string, chosen func(path string))

	// OpenFolder asks for a folder and hands its path on; cancelled is called where none
	// is chosen.
	OpenFolder(chosen func(path string), cancelled func())

	// SaveFile asks for a file's name, completes it with the first of the formats if it
	// ends in none of them, has it written in the background, and says so.
	SaveFile(name string, formats []string, write func(path string) error)

	// Dismiss closes what stands foremost.
	Dismiss()

	// Window is the window behind.
	Window() fyne.Window
}

// Tab is one of the views beside the pad.
type Tab interface {
	// Title is what its tab is called.
	Title() string

	// Content is what it shows.
	Content() fyne.CanvasObject

	// Shown tells it that it can be seen, or not any more. A tab out of view does no
	// work.
	Shown(on bool)

	// Commands are what can be done in it.
	Commands() []*Command

	// Anchors are its controls in view by their names, for lessons and for programs
	// that drive the window.
	Anchors() map[string]fyne.CanvasObject

	// Close waits for its drawings.
	Close()
}
