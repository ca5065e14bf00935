package gui

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// What controls are called where they cannot be seen. Fyne hands the names of
// fyne.Accessible objects to the screen reader where it has one; the controls of
// Fyne's own that have no name get one here.

// slider is a slider with a name.
type slider struct {
	widget.Slider
	name string
}

func newSlider(name string, least, most float64) *slider {
	s := &slider{name: name}
	s.Min, s.Max, s.Step = least, most, 1
	s.ExtendBaseWidget(s)
	return s
}

// AccessibilityLabel implements fyne.Accessible.
func (s *slider) AccessibilityLabel() string {
	return s.name + ", " + strconv.FormatFloat(s.Value, 'g', 4, 64)
}

// AccessibilityRole implements fyne.Accessible.
func (s *slider) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// choice is a list to choose from, with a name.
type choice struct {
	widget.Select
	name string
}

func newChoice(name string, options []string, changed func(string)) *choice {
	c := &choice{name: name}
	c.Options, c.OnChanged, c.PlaceHolder = options, changed, lang.L("none")
	c.ExtendBaseWidget(c)
	return c
}

// AccessibilityLabel implements fyne.Accessible.
func (c *choice) AccessibilityLabel() string { return c.name + ", " + c.Selected }

// AccessibilityRole implements fyne.Accessible.
func (c *choice) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// wall is a grid of pictures, with a name.
type wall struct {
	widget.GridWrap
	name string
}

func newWall(name string, length func() int, create func() fyne.CanvasObject, update func(widget.GridWrapItemID, fyne.CanvasObject)) *wall {
	w := &wall{name: name}
	w.Length, w.CreateItem, w.UpdateItem = length, create, update
	w.ExtendBaseWidget(w)
	return w
}

// AccessibilityLabel implements fyne.Accessible.
func (w *wall) AccessibilityLabel() string { return w.name }

// AccessibilityRole implements fyne.Accessible.
func (w *wall) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// AccessibilityLabel implements fyne.Accessible.
func (e *settingEntry) AccessibilityLabel() string { return e.name + ", " + e.Text }

// AccessibilityRole implements fyne.Accessible.
func (e *settingEntry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible.
func (p *Pad) AccessibilityLabel() string {
	return lang.L("Drawing pad: arrows move the pen, the space bar sets it down and lifts it")
}

// AccessibilityRole implements fyne.Accessible.
func (p *Pad) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// AccessibilityLabel implements fyne.Accessible: the activations, strongest
// output first in what one hears.
func (b *Bars) AccessibilityLabel() string {
	said := make([]string, 0, len(b.values))
	for i, v := range b.values {
		said = append(said, fmt.Sprintf("%s: %.2f", b.labels[i], v))
	}
	return fmt.Sprintf(lang.L("Output activations %s"), strings.Join(said, ", "))
}

// AccessibilityRole implements fyne.Accessible.
func (b *Bars) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible.
func (a *Answer) AccessibilityLabel() string {
	return strings.Join([]string{a.digit.Text, a.first.content, a.second.content, a.source.content}, ", ")
}

// AccessibilityRole implements fyne.Accessible.
func (a *Answer) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible.
func (v *InputView) AccessibilityLabel() string { return lang.L("The network sees") }

// AccessibilityRole implements fyne.Accessible.
func (v *InputView) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (t *tabTitle) AccessibilityLabel() string { return t.title }

// AccessibilityRole implements fyne.Accessible.
func (t *tabTitle) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (u *unitView) AccessibilityLabel() string {
	return fmt.Sprintf(lang.L("Unit %s, activation %.2f"), u.name.Text, u.state.a)
}

// AccessibilityRole implements fyne.Accessible.
func (u *unitView) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (t *thumbnail) AccessibilityLabel() string { return t.read.Text + ", " + t.sure.Text }

// AccessibilityRole implements fyne.Accessible.
func (t *thumbnail) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (t *termRow) AccessibilityLabel() string {
	return strings.Join([]string{t.name.Text, t.detail.Text, t.value.Text}, " ")
}

// AccessibilityRole implements fyne.Accessible.
func (t *termRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (v *ConfusionView) AccessibilityLabel() string {
	if c := v.chosen; c != noCell && v.confusion != nil {
		return inCell(c, v.confusion[c.label][c.prediction])
	}
	return lang.L("Confusion matrix: arrows go from cell to cell")
}

// AccessibilityRole implements fyne.Accessible.
func (v *ConfusionView) AccessibilityRole() fyne.AccessibleRole {
	return fyne.AccessibleRoleContainer
}

// AccessibilityLabel implements fyne.Accessible.
func (s *symbol) AccessibilityLabel() string { return s.glyphs.Text }

// AccessibilityRole implements fyne.Accessible.
func (s *symbol) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

// AccessibilityLabel implements fyne.Accessible.
func (i *info) AccessibilityLabel() string {
	return fmt.Sprintf(lang.L("What is: %s"), i.explanation.title)
}

// AccessibilityLabel implements fyne.Accessible.
func (c *Chart) AccessibilityLabel() string { return lang.L("Chart") }

// AccessibilityRole implements fyne.Accessible.
func (c *Chart) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// tick is a check box whose name is not written beside it.
type tick struct {
	widget.Check
	name string
}

func newTick(name string, changed func(bool)) *tick {
	t := &tick{name: name}
	t.OnChanged = changed
	t.ExtendBaseWidget(t)
	return t
}

// AccessibilityLabel implements fyne.Accessible.
func (t *tick) AccessibilityLabel() string { return t.name }

// AccessibilityRole implements fyne.Accessible.
func (t *tick) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
