package tutorial

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/i18n"
	"digitpad/gui/tutorial/lesson"
	"digitpad/gui/ui"
)

// panel is a strip below everything else that shows a step of a lesson:
// its text, its goal and the ways on, back and out.
type panel struct {
	title   *ui.Text
	says    *widget.Label
	goal    *ui.Text
	mark    *widget.Icon
	back    *ui.Button
	next    *ui.Button
	leave   *ui.Button
	guide   *ui.Button // to the place that explains the step
	content *fyne.Container
}

// lessonLines is how many lines of a step's text are seen without scrolling.
const (
	lessonLines = 2
	lessonLine  = 1.32 // height of a line in multiples of the text size
)

func newPanel(c *commands, read func()) *panel {
	p := &panel{
		title: ui.NewHeading(""), says: widget.NewLabel(""), goal: ui.NewText("", theme.SizeNameText, ui.ColorSubtle), mark: widget.NewIcon(nil),
		back: c.back.Button(), next: c.next.Button(), leave: c.leave.Button(),
		guide: ui.NewButton(lang.L("Guide"), lang.L("Open the place in the Guide that this step is about"), theme.InfoIcon(), read),
	}
	p.guide.Importance = widget.LowImportance
	p.title.MinFor, p.goal.MinFor = "", ""
	p.says.Wrapping = fyne.TextWrapWord
	scroll := container.NewVScroll(container.New(ui.PaddedLayout{Distance: -theme.InnerPadding()}, p.says))
	scroll.SetMinSize(fyne.NewSize(0, lessonLines*lessonLine*theme.TextSize()))
	aim := container.NewBorder(nil, nil, nil, container.NewHBox(p.guide, p.back, p.next, p.leave),
		container.NewGridWithColumns(2, p.title, container.NewBorder(nil, nil, p.mark, nil, p.goal)))
	back := canvas.NewRectangle(theme.Color(ui.ColorSurface))
	back.CornerRadius = theme.Size(ui.SizeRadius)
	p.content = container.NewStack(back, container.New(ui.PaddedLayout{Distance: 0.8 * theme.Padding()},
		container.New(ui.VBoxLayout{}, aim, scroll)))
	p.content.Hide()
	return p
}

// Show shows step i of a lesson, and whether its goal is reached.
func (p *panel) Show(l lesson.Lesson, i int, reached bool) {
	step := l.Steps[i]
	p.title.Set(fmt.Sprintf(lang.L("%s (%d/%d)"), i18n.Translate(l.Title), i+1, len(l.Steps)))
	p.says.SetText(i18n.Translate(step.Text))
	p.guide.SetText(lang.L("Guide") + place(step.Guide))
	ui.SetVisible(p.guide, step.Guide != "")
	p.next.Importance = widget.MediumImportance
	switch {
	case step.Goal == nil:
		p.mark.SetResource(nil)
		p.goal.Set("")
		p.next.Importance = widget.HighImportance
	case reached:
		p.mark.SetResource(theme.NewSuccessThemedResource(theme.ConfirmIcon()))
		p.goal.SetColor(theme.ColorNameSuccess)
		p.goal.Set(fmt.Sprintf(lang.L("Reached: %s"), goalWords(step.Goal)))
		p.next.Importance = widget.HighImportance
	default:
		p.mark.SetResource(theme.RadioButtonIcon())
		p.goal.SetColor(ui.ColorSubtle)
		p.goal.Set(fmt.Sprintf(lang.L("Goal: %s"), goalWords(step.Goal)))
	}
	p.next.Refresh()
	ui.SetVisible(p.content, true)
}

// goalWords is what a goal asks for.
func goalWords(g *lesson.Goal) string {
	words := ""
	and := func(more string) {
		if words != "" {
			more = fmt.Sprintf(lang.L("%s, and %s"), words, more)
		}
		words = more
	}
	if g.Digit != nil {
		and(fmt.Sprintf(lang.L("a drawing read as %d"), *g.Digit))
	}
	if g.Epochs != nil {
		and(i18n.Plural(*g.Epochs, lang.L("a run of one epoch"), lang.L("a run of %d epochs")))
	}
	if g.Accuracy != nil {
		and(fmt.Sprintf(lang.L("%s of the validation images read"), i18n.FormatPercent(*g.Accuracy)))
	}
	if g.Visit != nil {
		and(fmt.Sprintf(lang.L("the network of epoch %d"), *g.Visit))
	}
	switch g.Tab {
	case "train":
		and(lang.L("the tab Train"))
	case "guide":
		and(lang.L("the tab Guide"))
	case "inspect", "inside":
		and(lang.L("the tab Inspect"))
	case "evaluate":
		and(lang.L("the tab Evaluate"))
	case "compare", "races":
		and(lang.L("the tab Compare"))
	case "my-digits":
		and(lang.L("the tab My digits"))
	case "lab":
		and(lang.L("the tab Lab"))
	case "about":
		and(lang.L("the tab About this network"))
	}
	return words
}

// place is the number of a place in the guide, after a space: " (4)" or " 3.2"; empty for
// an equation without one.
func place(anchor string) string {
	if number, found := strings.CutPrefix(anchor, "section "); found {
		return " " + number
	}
	if strings.ContainsAny(anchor, "0123456789") {
		return " " + anchor
	}
	return ""
}
