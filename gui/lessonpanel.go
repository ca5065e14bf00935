package gui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/lesson"
)

// lessonPanel is a strip below everything else that shows a step of a lesson:
// its text, its goal and the ways on, back and out.
type lessonPanel struct {
	title   *text
	says    *widget.Label
	goal    *text
	mark    *widget.Icon
	back    *button
	next    *button
	leave   *button
	content *fyne.Container
}

// lessonLines is how many lines of a step's text are seen without scrolling.
const (
	lessonLines = 2
	lessonLine  = 1.32 // height of a line in multiples of the text size
)

func newLessonPanel(a *actions) *lessonPanel {
	p := &lessonPanel{
		title: newHeading(""), says: widget.NewLabel(""), goal: newText("", theme.SizeNameText, colorQuiet), mark: widget.NewIcon(nil),
		back: a.lessonBack.button(), next: a.lessonNext.button(), leave: a.leaveLesson.button(),
	}
	p.title.widest, p.goal.widest = "", ""
	p.says.Wrapping = fyne.TextWrapWord
	scroll := container.NewVScroll(container.New(insets{-theme.InnerPadding()}, p.says))
	scroll.SetMinSize(fyne.NewSize(0, lessonLines*lessonLine*theme.TextSize()))
	aim := container.NewBorder(nil, nil, nil, container.NewHBox(p.back, p.next, p.leave),
		container.NewGridWithColumns(2, p.title, container.NewBorder(nil, nil, p.mark, nil, p.goal)))
	back := canvas.NewRectangle(theme.Color(colorSurface))
	back.CornerRadius = theme.Size(sizeRadius)
	p.content = container.NewStack(back, container.New(insets{0.8 * theme.Padding()},
		container.New(stack{}, aim, scroll)))
	p.content.Hide()
	return p
}

// Show shows step i of a lesson, and whether its goal is reached.
func (p *lessonPanel) Show(l lesson.Lesson, i int, reached bool) {
	step := l.Steps[i]
	p.title.Set(fmt.Sprintf(lang.L("%s (step %d of %d)"), spoken(l.Title), i+1, len(l.Steps)))
	p.says.SetText(spoken(step.Text))
	able(p.back, i > 0)
	able(p.next, i < len(l.Steps)-1)
	p.next.Importance = widget.MediumImportance
	switch {
	case step.Goal == nil:
		p.mark.SetResource(nil)
		p.goal.Set("")
		p.next.Importance = widget.HighImportance
	case reached:
		p.mark.SetResource(theme.NewSuccessThemedResource(theme.ConfirmIcon()))
		p.goal.SetColour(theme.ColorNameSuccess)
		p.goal.Set(fmt.Sprintf(lang.L("Reached: %s"), goalWords(step.Goal)))
		p.next.Importance = widget.HighImportance
	default:
		p.mark.SetResource(theme.RadioButtonIcon())
		p.goal.SetColour(colorQuiet)
		p.goal.Set(fmt.Sprintf(lang.L("Goal: %s"), goalWords(step.Goal)))
	}
	p.next.Refresh()
	reveal(p.content, true)
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
		and(fmt.Sprintf(lang.L("a drawing that is read as %d"), *g.Digit))
	}
	if g.Epochs != nil {
		and(fmt.Sprintf(lang.L("a run of %d epochs"), *g.Epochs))
	}
	if g.Accuracy != nil {
		and(fmt.Sprintf(lang.L("a test accuracy of %s"), percent(*g.Accuracy)))
	}
	if g.Visit != nil {
		and(fmt.Sprintf(lang.L("the network of epoch %d"), *g.Visit))
	}
	switch g.Tab {
	case "train":
		and(lang.L("the tab Train"))
	case "inside":
		and(lang.L("the tab Inside"))
	case "evaluate":
		and(lang.L("the tab Evaluate"))
	case "races":
		and(lang.L("the tab Races"))
	case "my-digits":
		and(lang.L("the tab My digits"))
	case "lab":
		and(lang.L("the tab Lab"))
	case "about":
		and(lang.L("the tab About this network"))
	}
	return words
}

// lectern lays out the window above the lesson's strip, which takes no room while
// there is none.
type lectern struct{}

func lecternGap() float32 { return 0.5 * theme.Padding() }

// MinSize implements fyne.Layout.
func (lectern) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := objects[0].MinSize()
	if objects[1].Visible() {
		strip := objects[1].MinSize()
		size = fyne.NewSize(max(size.Width, strip.Width), size.Height+lecternGap()+strip.Height)
	}
	return size
}

// Layout implements fyne.Layout.
func (lectern) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	height := size.Height
	if objects[1].Visible() {
		strip := objects[1].MinSize().Height
		height -= strip + lecternGap()
		objects[1].Move(fyne.NewPos(0, size.Height-strip))
		objects[1].Resize(fyne.NewSize(size.Width, strip))
	}
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(size.Width, height))
}
