package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// RadioGroup is a few options side by side, of which one is chosen. Fyne's keeps every key
// to itself, and what it consists of tells nobody that it has the focus.
type RadioGroup struct {
	widget.BaseWidget

	// OnChosen is called when a person chooses another option.
	OnChosen func(option int)

	buttons []*radioButton
	chosen  int
	content fyne.CanvasObject
}

// Option is one of a RadioGroup.
type Option struct {
	Label       string
	Explanation string // where the pointer rests on it
}

// NewRadioGroup makes a RadioGroup of which the first option is chosen.
func NewRadioGroup(options []Option, chosen func(option int)) *RadioGroup {
	g := &RadioGroup{OnChosen: chosen}
	row := container.New(layout.NewCustomPaddedHBoxLayout(2 * theme.Padding()))
	for i, option := range options {
		b := &radioButton{choose: func(by int) { g.choose((i + by + len(options)) % len(options)) }}
		b.Text, b.Checked = option.Label, i == 0
		b.extend(b, option.Explanation)
		g.buttons = append(g.buttons, b)
		row.Add(b)
	}
	g.content = container.NewThemeOverride(row, radioTheme{})
	g.ExtendBaseWidget(g)
	return g
}

// Chosen is the option that is chosen.
func (g *RadioGroup) Chosen() int { return g.chosen }

// SetChosen shows an option as chosen; it is nothing that a person does.
func (g *RadioGroup) SetChosen(option int) {
	g.chosen = option
	for i, b := range g.buttons {
		if on := i == option; b.Checked != on {
			b.Checked = on
			b.Refresh()
		}
	}
}

// choose is what a person does.
func (g *RadioGroup) choose(option int) {
	if view := fyne.CurrentApp().Driver().CanvasForObject(g); view != nil {
		view.Focus(g.buttons[option])
	}
	if option != g.chosen {
		g.SetChosen(option)
		g.OnChosen(option)
	}
}

// Children implements focus.Holder.
func (g *RadioGroup) Children() []fyne.CanvasObject { return []fyne.CanvasObject{g.content} }

// CreateRenderer implements fyne.Widget.
func (g *RadioGroup) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(g.content)
}

// radioButton is a check box that looks like a radio button.
type radioButton struct {
	Check
	choose func(by int) // this option, or the one so many places further on
}

// TypedRune implements fyne.Focusable.
func (b *radioButton) TypedRune(r rune) {
	if r == ' ' {
		b.choose(0)
	}
}

// TypedKey implements fyne.Focusable: the arrows choose a neighbour.
func (b *radioButton) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace: // a rune, too
	case fyne.KeyLeft, fyne.KeyUp:
		b.choose(-1)
	case fyne.KeyRight, fyne.KeyDown:
		b.choose(1)
	default:
		PassKey(b, e)
	}
}

// Tapped implements fyne.Tappable.
func (b *radioButton) Tapped(*fyne.PointEvent) {
	b.tip.MouseOut() // what was to be explained is done
	b.choose(0)
}

// AccessibilityLabel implements fyne.Accessible.
func (b *radioButton) AccessibilityLabel() string { return b.Text }

// AccessibilityRole implements fyne.Accessible.
func (b *radioButton) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// radioTheme is the theme, in which a check box looks like a radio button.
type radioTheme struct{}

// app is the theme of the program as it is now.
func (radioTheme) app() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Color implements fyne.Theme.
func (t radioTheme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	return t.app().Color(name, variant)
}

// Font implements fyne.Theme.
func (t radioTheme) Font(style fyne.TextStyle) fyne.Resource { return t.app().Font(style) }

// Icon implements fyne.Theme.
func (t radioTheme) Icon(name fyne.ThemeIconName) fyne.Resource {
	switch name {
	case theme.IconNameCheckButton:
		name = theme.IconNameRadioButton
	case theme.IconNameCheckButtonFill:
		name = theme.IconNameRadioButtonFill
	case theme.IconNameCheckButtonChecked:
		name = theme.IconNameRadioButtonChecked
	}
	return t.app().Icon(name)
}

// Size implements fyne.Theme.
func (t radioTheme) Size(name fyne.ThemeSizeName) float32 { return t.app().Size(name) }
