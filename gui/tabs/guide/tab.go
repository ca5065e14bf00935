// Package guide is the tab with the post to be read: section by section, with live
// equations and figures.
package guide

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/async"
	"digitpad/gui/chart"
	"digitpad/gui/display"
	"digitpad/gui/i18n"
	"digitpad/gui/prediction"
	"digitpad/gui/state/predict"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/guide"
	"digitpad/training/lab"
)

// Links are the ways out of the guide.
type Links struct {
	Setting       func(field string)   // goes to a setting
	Experiment    func(name string)    // goes to an experiment
	Example       func(i int)          // lays training image i on the pad
	WorkedExample func()               // sets n = 60,000, m = 100, ten epochs
	Unit          func(u predict.Unit) // goes to a unit of the network
}

// Subject is what the guide's equations and figures are about.
type Subject struct {
	Network  *network.Network
	Input    network.Input // the digit on the pad; empty if the pad is blank
	Label    int           // the digit that it is taken to show
	Data     *dataset.Dataset
	Settings training.Settings
	Learned  int // how many of the data a run learns from: the others are held out
}

// Tab is the guide. Its methods belong to the window's goroutine.
type Tab struct {
	env     ui.Env
	links   Links
	text    *guide.Guide
	latest  async.LatestOnly // computes equations
	subject Subject
	last    prepared
	shown   bool                       // whether the tab is in view
	stale   bool                       // whether the subject has changed since it was computed
	weight  *prediction.ParameterField // edits the weight that is chosen in an iteration; nil if none can be

	section   int // in view; len(text.Sections) is the index
	choice    *ui.Select
	back      *ui.IconButton
	forth     *ui.IconButton
	scroll    *container.Scroll
	equations []*equationView
	figures   []figure
	content   fyne.CanvasObject
}

// figure is a picture in the text that shows the subject.
type figure interface {
	object() fyne.CanvasObject

	// compute works on another goroutine. What it returns shows the result, on the
	// window's.
	compute(ctx context.Context, s *computed) (show func())
}

// computed is a subject with the equations' values ready to be asked for.
type computed struct {
	Subject
	equations *guide.Subject
}

// updateInterval is between two computations, so that training goes on beside them.
const updateInterval = 250 * time.Millisecond

// prepared are equations for a network, and what they were prepared with.
type prepared struct {
	network   *network.Network
	data      *dataset.Dataset
	rate      float64
	batch     int
	equations *guide.Subject
}

// with prepares equations for a subject. What was computed for the same network and
// another digit is kept.
func (p *prepared) with(s Subject) *guide.Subject {
	digit := guide.Example{Input: s.Input, Label: s.Label}
	if p.equations == nil || p.network != s.Network || p.data != s.Data || p.rate != s.Settings.Rate || p.batch != s.Settings.Batch {
		*p = prepared{s.Network, s.Data, s.Settings.Rate, s.Settings.Batch, guide.NewSubject(s.Network, digit, examplesOf(s), s.Settings.Rate, s.Settings.Batch)}
		return p.equations
	}
	return p.equations.WithDigit(digit)
}

// Between so many training images stand for all n in equations: the fewer, the larger
// the network, so that a computation takes a fraction of a second.
const (
	leastExamples     = 30
	mostExamples      = 100
	exampleParameters = 1_200_000 // of all examples' gradients
)

// newTab makes the tab for a text.
func newTab(text *guide.Guide, links Links, env ui.Env) *Tab {
	t := &Tab{env: env, links: links, text: text}
	t.latest = t.newJobs(updateInterval)
	var titles []string
	for _, s := range text.Sections {
		titles = append(titles, strings.TrimSpace(s.Number+"  "+s.Title))
	}
	titles = append(titles, lang.L("Index"))
	t.choice = ui.NewSelect(lang.L("Section"), lang.L("Which section of the post is read"), titles, func(title string) {
		for i := range titles {
			if titles[i] == title && i != t.section {
				t.Open(i)
			}
		}
	})
	t.back = ui.NewIconButton(lang.L("Previous section"), theme.NavigateBackIcon(), func() { t.Open(t.section - 1) })
	t.forth = ui.NewIconButton(lang.L("Next section"), theme.NavigateNextIcon(), func() { t.Open(t.section + 1) })
	t.scroll = container.NewVScroll(container.NewWithoutLayout())
	t.content = container.NewBorder(container.NewBorder(nil, nil, t.back, t.forth, t.choice), nil, nil, nil, t.scroll)
	t.section = -1
	t.Open(0)
	return t
}

// newJobs does the jobs of a figure, of which the newest counts, with so much time between
// two of them.
func (t *Tab) newJobs(every time.Duration) async.LatestOnly {
	return async.LatestOnly{Ctx: t.env.Ctx, Post: t.env.Post, Background: t.env.Go, Every: every}
}

// Title is what the tab is called.
func (t *Tab) Title() string { return lang.L("Guide") }

// Content is the tab's.
func (t *Tab) Content() fyne.CanvasObject { return t.content }

// Shown tells the tab whether it is in view.
func (t *Tab) Shown(on bool) {
	t.shown = on
	if !on {
		t.leave()
	} else if t.stale {
		t.compute()
	}
}

// leave stops what moves by itself: nobody sees it any more.
func (t *Tab) leave() {
	for _, f := range t.figures {
		if moving, ok := f.(interface{ leave() }); ok {
			moving.leave()
		}
	}
}

// Show shows another subject.
func (t *Tab) Show(s Subject) {
	t.subject, t.stale = s, true
	if t.shown {
		t.compute()
	}
}

// Find opens the section that an anchor stands in; see guide.Guide.Find.
func (t *Tab) Find(anchor string) {
	if i := t.text.Find(anchor); i >= 0 {
		t.Open(i)
		t.scrollTo(anchor)
	}
}

// Open opens a section; the one after the last is the index.
func (t *Tab) Open(section int) {
	section = min(max(section, 0), len(t.text.Sections))
	if section == t.section {
		return
	}
	t.leave()
	t.section = section
	t.choice.SetSelectedIndex(section)
	setEnabled(t.back, section > 0)
	setEnabled(t.forth, section < len(t.text.Sections))
	t.equations, t.figures = nil, nil
	if section == len(t.text.Sections) {
		t.scroll.Content = container.New(ui.ReadingLayout{}, t.index())
	} else {
		t.scroll.Content = container.New(ui.ReadingLayout{}, t.page(t.text.Sections[section]))
	}
	t.scroll.Refresh()
	t.scroll.ScrollToTop()
	t.compute()
}

func setEnabled(b *ui.IconButton, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// page is a section.
func (t *Tab) page(s guide.Section) fyne.CanvasObject {
	heading := ui.NewText(s.Title, theme.SizeNameHeadingText, theme.ColorNameForeground)
	heading.Style.Bold = true
	page := container.New(ui.VBoxLayout{Gap: 1.5}, heading)
	resized := func() { page.Refresh(); t.scroll.Refresh() }
	for _, b := range s.Blocks {
		switch {
		case b.Equation != nil:
			v := newEquationView(b.Equation, t.text, t.links, resized)
			t.equations = append(t.equations, v)
			page.Add(v.content)
		case b.Figure != "":
			f := t.newFigure(b.Figure)
			t.figures = append(t.figures, f)
			page.Add(f.object())
		default:
			page.Add(display.Prose(b.Text))
		}
	}
	if t.section < len(t.text.Sections)-1 {
		next := ui.NewButton(t.text.Sections[t.section+1].Title, lang.L("Next section"), theme.NavigateNextIcon(), func() { t.Open(t.section + 1) })
		next.IconPlacement = widget.ButtonIconTrailingText
		page.Add(container.NewHBox(layout.NewSpacer(), next))
	}
	return page
}

// newChart is a chart on the page: the wheel scrolls the page.
func (t *Tab) newChart(empty *fyne.Container) *chart.Chart {
	c := chart.New(t.env, empty)
	c.OnScroll = t.scroll.Scrolled
	return c
}

// index is a list of what the post says, each a way to where it stands.
func (t *Tab) index() fyne.CanvasObject {
	heading := ui.NewText(lang.L("Index"), theme.SizeNameHeadingText, theme.ColorNameForeground)
	heading.Style.Bold = true
	list := container.New(ui.VBoxLayout{Gap: 0.5}, heading)
	for _, c := range lab.Claims {
		source := ui.NewButton(strings.Replace(c.Source, "section", lang.L("Section"), 1), lang.L("Open the section that says so"), nil, func() { t.Find(c.Source) })
		source.Importance = widget.LowImportance
		source.Alignment = widget.ButtonAlignLeading
		list.Add(container.NewBorder(nil, nil, container.New(layout.NewGridWrapLayout(fyne.NewSize(8*theme.TextSize(), source.MinSize().Height)), source), nil,
			container.New(layout.NewCustomPaddedLayout(theme.InnerPadding(), 0, 0, 0), ui.NewProse(i18n.Translate(c.Says)))))
	}
	return list
}

// compute computes what is in view, on another goroutine.
func (t *Tab) compute() {
	if t.subject.Network == nil || !t.shown {
		return
	}
	t.stale = false
	s, equations, figures := t.subject, t.equations, t.figures
	t.latest.Do(func(ctx context.Context) (show func()) {
		c := &computed{Subject: s}
		c.equations = t.last.with(s) // one job at a time
		values := make([][]guide.Value, len(equations))
		for i, v := range equations {
			values[i] = v.equation.Values(c.equations)
		}
		var shows []func()
		for _, f := range figures {
			if show := f.compute(ctx, c); show != nil {
				shows = append(shows, show)
			}
		}
		return func() {
			for i, v := range equations {
				v.Show(values[i])
			}
			for _, show := range shows {
				show()
			}
		}
	})
}

// examplesOf are the first training images of a subject.
func examplesOf(s Subject) []guide.Example {
	if s.Data == nil {
		return nil
	}
	n := min(max(exampleParameters/s.Network.Spec().Parameters(), leastExamples), mostExamples)
	var examples []guide.Example
	for i := range min(s.Data.Len(), n) {
		examples = append(examples, guide.Example{Input: s.Data.Input(i), Label: s.Data.Label(i)})
	}
	return examples
}

// scrollTo brings an equation into view.
func (t *Tab) scrollTo(anchor string) {
	id := strings.Trim(anchor, "()")
	for _, v := range t.equations {
		if v.equation.ID == id {
			t.scroll.Offset.Y = v.content.Position().Y
			t.scroll.Refresh()
		}
	}
}
