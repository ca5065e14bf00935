package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"digitpad/gui/i18n"
)

// Menu is one of the window's menus.
type Menu int

// The menus, in their order.
const (
	NetworkMenu Menu = iota
	DrawingMenu
	TrainingMenu
	LabMenu
	LessonsMenu
	ViewMenu
	HelpMenu
	Menus // how many there are
)

// Title is what a person reads.
func (m Menu) Title() string {
	return [...]string{
		lang.L("Network"), lang.L("Drawing"), lang.L("Training"), lang.L("Lab"), lang.L("Lessons"), lang.L("View"), lang.L("Help"),
	}[m]
}

// Command is something that a person can do. Its button, its menu item, its keys and
// the list of shortcuts all come from here.
type Command struct {
	Title string
	Help  string // what the list of shortcuts and a button under the pointer say; the title if empty
	Icon  fyne.Resource

	// Do does it.
	Do func()

	// Refusal is why it cannot be done now, nil if it can; a nil function is always
	// possible.
	Refusal func() error

	// Hook runs around every Run, which it calls; nil for none.
	Hook func(c *Command, run func())

	Menu  Menu
	Group int // in the menu; a line stands between two groups

	Shortcut fyne.KeyboardShortcut // with Ctrl; nil for none
	Also     fyne.KeyboardShortcut // another one for the same
	InField  fyne.Shortcut         // what a text field with the focus does instead at the menu item or its keys; nil for none
	Key      fyne.KeyName          // a key on its own, while no text is being typed
	AlsoKey  fyne.KeyName

	buttons []fyne.Disableable
	item    *fyne.MenuItem
}

// Run does it, if it can be done now.
func (c *Command) Run() {
	if c.refusal() != nil {
		return
	}
	if c.Hook == nil {
		c.Do()
		return
	}
	c.Hook(c, c.Do)
}

func (c *Command) refusal() error {
	if c.Refusal == nil {
		return nil
	}
	return c.Refusal()
}

// Button makes a button for it, which is enabled while it can be used.
func (c *Command) Button() *Button {
	b := NewButton(c.Title, "", c.Icon, c.Run)
	b.explain = c.Explanation
	c.bind(b)
	return b
}

// IconButton makes a small button for it that shows its icon alone.
func (c *Command) IconButton() *IconButton {
	b := NewIconButton(c.Title, c.Icon, c.Run)
	b.explain = c.Explanation
	c.bind(b)
	return b
}

// Explanation is what it does, its keys, and why it cannot be done now.
func (c *Command) Explanation() string {
	text := c.Help
	if text == "" {
		text = c.Title
	}
	if keys := c.Keys(); keys != "" {
		text += " (" + keys + ")"
	}
	if refusal := c.refusal(); refusal != nil {
		if why := i18n.Error(refusal); why != "" {
			text += ". " + why
		}
	}
	return text
}

func (c *Command) bind(b fyne.Disableable) {
	c.buttons = append(c.buttons, b)
	SetEnabled(b, c.refusal() == nil)
}

// MenuItem is its item in a menu. Picked is called when it is chosen.
func (c *Command) MenuItem(picked func()) *fyne.MenuItem {
	c.item = fyne.NewMenuItem(c.Title, picked)
	c.item.Icon = c.Icon
	switch {
	case c.Shortcut != nil:
		c.item.Shortcut = c.Shortcut
	case c.Key != "":
		c.item.Shortcut = &desktop.CustomShortcut{KeyName: c.Key}
	}
	c.Refresh()
	return c.item
}

// Item is the item that MenuItem made, nil before.
func (c *Command) Item() *fyne.MenuItem { return c.item }

// Refresh enables its buttons and its menu item, or greys them, the item with the
// reason. It reports whether the item has changed.
func (c *Command) Refresh() (changed bool) {
	refusal := c.refusal()
	for _, b := range c.buttons {
		SetEnabled(b, refusal == nil)
	}
	if c.item == nil {
		return false
	}
	label := c.Title
	if refusal != nil {
		if why := i18n.Error(refusal); why != "" {
			label = fmt.Sprintf("%s (%s)", c.Title, why)
		}
	}
	changed = c.item.Disabled != (refusal != nil) || c.item.Label != label
	c.item.Disabled, c.item.Label = refusal != nil, label
	return changed
}

// Keys names its keys, such as "Ctrl+Z" or "Delete or Esc".
func (c *Command) Keys() string {
	var names string
	add := func(name string) {
		if names != "" {
			name = fmt.Sprintf(lang.L("%s or %s"), names, name)
		}
		names = name
	}
	for _, s := range []fyne.KeyboardShortcut{c.Shortcut, c.Also} {
		if s != nil {
			add(chord(s))
		}
	}
	for _, k := range []fyne.KeyName{c.Key, c.AlsoKey} {
		if k != "" {
			add(keyName(k))
		}
	}
	return names
}

func chord(s fyne.KeyboardShortcut) string {
	name := ""
	if s.Mod()&fyne.KeyModifierControl != 0 {
		name += lang.L("Ctrl") + "+"
	}
	if s.Mod()&fyne.KeyModifierSuper != 0 {
		name += "Cmd+"
	}
	if s.Mod()&fyne.KeyModifierShift != 0 {
		name += lang.L("Shift") + "+"
	}
	return name + keyName(s.Key())
}

func keyName(k fyne.KeyName) string {
	switch k {
	case fyne.KeyEscape:
		return lang.L("Esc")
	case fyne.KeyPageDown:
		return lang.L("Page Down")
	case fyne.KeyPageUp:
		return lang.L("Page Up")
	case fyne.KeyDelete:
		return lang.L("Delete")
	case fyne.KeyBackspace:
		return lang.L("Backspace")
	case fyne.KeySpace:
		return lang.L("Space")
	case fyne.KeyHome:
		return lang.L("Home")
	case fyne.KeyLeft:
		return lang.L("Left")
	case fyne.KeyRight:
		return lang.L("Right")
	}
	return string(k)
}

// Ctrl is a key with the control key, or with the one that stands for it.
func Ctrl(k fyne.KeyName) fyne.KeyboardShortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}
}

// CtrlShift is Ctrl with the shift key.
func CtrlShift(k fyne.KeyName) fyne.KeyboardShortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}
