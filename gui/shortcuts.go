package gui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/chart"
	"digitpad/gui/state/store"
	"digitpad/gui/tutorial/lesson"
	"digitpad/gui/ui"
	"digitpad/training/plots"
)

// viewCommands are how the window looks.
type viewCommands struct {
	nextTab, previousTab                 ui.Command
	present, fullScreen, larger, smaller ui.Command
	systemColors, light, dark            ui.Command
	systemLanguage, english, german      ui.Command
}

func newViewCommands(w *Window) viewCommands {
	return viewCommands{
		nextTab:     ui.Command{Title: lang.L("Next tab"), Do: func() { w.tabs.Turn(1) }, Shortcut: ui.Ctrl(fyne.KeyPageDown), Menu: ui.ViewMenu},
		previousTab: ui.Command{Title: lang.L("Previous tab"), Do: func() { w.tabs.Turn(-1) }, Shortcut: ui.Ctrl(fyne.KeyPageUp), Menu: ui.ViewMenu},
		present: ui.Command{
			Title: lang.L("Presentation mode"), Help: lang.L("Everything large, on the whole screen"), Do: w.Present, Key: fyne.KeyF5, Menu: ui.ViewMenu, Group: 1,
		},
		fullScreen: ui.Command{Title: lang.L("Full screen"), Do: w.FullScreen, Key: fyne.KeyF11, Menu: ui.ViewMenu, Group: 1},
		larger: ui.Command{
			Title: lang.L("Larger"), Help: lang.L("Everything larger"), Icon: theme.ZoomInIcon(), Do: func() { w.Enlarge(1) },
			Shortcut: ui.Ctrl(fyne.KeyPlus), Also: ui.Ctrl(fyne.KeyEqual), Menu: ui.ViewMenu, Group: 1,
		},
		smaller: ui.Command{
			Title: lang.L("Smaller"), Help: lang.L("Everything smaller"), Icon: theme.ZoomOutIcon(), Do: func() { w.Enlarge(-1) },
			Shortcut: ui.Ctrl(fyne.KeyMinus), Menu: ui.ViewMenu, Group: 1,
		},
		systemColors:   ui.Command{Title: lang.L("Colours of the system"), Do: func() { w.SetColors(store.SystemColors) }, Menu: ui.ViewMenu, Group: 3},
		light:          ui.Command{Title: lang.L("Light"), Do: func() { w.SetColors(store.LightColors) }, Menu: ui.ViewMenu, Group: 3},
		dark:           ui.Command{Title: lang.L("Dark"), Do: func() { w.SetColors(store.DarkColors) }, Menu: ui.ViewMenu, Group: 3},
		systemLanguage: ui.Command{Title: lang.L("Language of the system"), Do: func() { w.SetLanguage(store.SystemLanguage) }, Menu: ui.ViewMenu, Group: 4},
		english:        ui.Command{Title: "English", Do: func() { w.SetLanguage(store.English) }, Menu: ui.ViewMenu, Group: 4},
		german:         ui.Command{Title: "Deutsch", Do: func() { w.SetLanguage(store.German) }, Menu: ui.ViewMenu, Group: 4},
	}
}

func (c *viewCommands) all() []*ui.Command {
	return []*ui.Command{
		&c.nextTab, &c.previousTab, &c.present, &c.fullScreen, &c.larger, &c.smaller,
		&c.systemColors, &c.light, &c.dark, &c.systemLanguage, &c.english, &c.german,
	}
}

// chartCommands are what can be done with the chart in view.
type chartCommands struct{ enlarge, reduce, whole, copy, export ui.Command }

func newChartCommands(w *Window) chartCommands {
	return chartCommands{
		enlarge: ui.Command{
			Title: lang.L("Enlarge the chart's middle"), Do: func() { w.chartInView().Magnify(true) }, Key: fyne.KeyPlus, AlsoKey: fyne.KeyEqual,
			Menu: ui.TrainingMenu, Group: 2,
		},
		reduce: ui.Command{Title: lang.L("Show more of the chart"), Do: func() { w.chartInView().Magnify(false) }, Key: fyne.KeyMinus, Menu: ui.TrainingMenu, Group: 2},
		whole: ui.Command{
			Title: lang.L("Whole chart"), Help: lang.L("The whole chart again; drag over a part or turn the wheel to enlarge it"),
			Do: func() { w.chartInView().ShowWhole() }, Key: fyne.Key0, Menu: ui.TrainingMenu, Group: 2,
		},
		copy: ui.Command{
			Title: lang.L("Copy the chart's values"), Do: func() { w.chartInView().Copy() }, Shortcut: ui.CtrlShift(fyne.KeyC), Menu: ui.TrainingMenu, Group: 2,
		},
		export: ui.Command{Title: lang.L("Export chart…"), Do: func() { w.chartInView().Export() }, Shortcut: ui.Ctrl(fyne.KeyE), Menu: ui.TrainingMenu, Group: 2},
	}
}

func (c *chartCommands) all() []*ui.Command {
	return []*ui.Command{&c.enlarge, &c.reduce, &c.whole, &c.copy, &c.export}
}

// chartInView is the chart that the keys are about: that of the tab in view, else that of
// the run.
func (w *Window) chartInView() *chart.Chart {
	if t, ok := w.tabs.Shown().(interface{ Chart() *chart.Chart }); ok {
		if c := t.Chart(); c != nil {
			return c
		}
	}
	return w.train.Chart()
}

// SetColors chooses light or dark, or what the system has.
func (w *Window) SetColors(c store.ColorMode) {
	w.prefs.Colours = c
	w.theme.Mode = c
	w.options.App.Settings().SetTheme(w.theme)
}

// bindKeys makes the commands' keys do what they stand for. A dialog has the keyboard to
// itself.
func (w *Window) bindKeys() {
	view := w.window.Canvas()
	view.SetOnTypedKey(func(e *fyne.KeyEvent) {
		w.active()
		switch {
		case !w.dialogs.Modal():
			w.onKey(e.Name)
		case e.Name == fyne.KeyEscape:
			w.dialogs.Dismiss()
		}
	})
	for digit, key := range []fyne.KeyName{fyne.Key0, fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9} {
		view.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt}, func(fyne.Shortcut) {
			if !w.dialogs.Modal() {
				w.state.FineTuning.Correct(digit)
			}
		})
	}
	for _, c := range w.commands {
		// the first shortcut of each is in the menu, which listens to it
		if c.Also != nil {
			view.AddShortcut(c.Also, func(fyne.Shortcut) { w.pick(c) })
		}
	}
}

// onKey does what a key on its own stands for.
func (w *Window) onKey(k fyne.KeyName) {
	for _, c := range w.commands {
		if k == c.Key || k == c.AlsoKey {
			c.Run()
			return
		}
	}
}

// SelectTab implements tutorial.Window.
func (w *Window) SelectTab(name string) { w.tabs.Select(slices.Index(lesson.Tabs, name)) }

// OpenGuide implements tutorial.Window.
func (w *Window) OpenGuide(anchor string) {
	w.SelectTab("guide")
	w.guide.Find(anchor)
}

// ShowQuantity implements tutorial.Window.
func (w *Window) ShowQuantity(q plots.Quantity) { w.train.ShowQuantity(q) }

// VisitSetting implements tutorial.Window.
func (w *Window) VisitSetting(name string) {
	w.SelectTab("train")
	w.train.Visit(name)
}

// Tab implements tutorial.Window.
func (w *Window) Tab() string { return lesson.Tabs[w.tabs.selected] }

// Hide implements tutorial.Window.
func (w *Window) Hide(controls []string) {
	if slices.Equal(controls, w.hidden) {
		return
	}
	w.hidden = slices.Clone(controls)
	s := w.sidebar
	for name, part := range map[string]fyne.CanvasObject{"brush": s.brushRow, "normalise": s.normalise, "test-digit": s.random} {
		ui.SetVisible(part, !slices.Contains(controls, name))
	}
	s.content.Refresh()
	w.train.Hide(controls)
}

// Relayout implements tutorial.Window.
func (w *Window) Relayout() {
	body := w.content.Objects[0].(*fyne.Container)
	body.Layout.Layout(body.Objects, body.Size())
}
