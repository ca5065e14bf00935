package gui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
)

// action is something that a person can do. Its button, its menu item, its keys
// and the list of shortcuts all come from here.
type action struct {
	title string
	help  string // what the list of shortcuts says; the title if empty
	icon  fyne.Resource
	do    func()
	pick  func() // do, by the menu or a shortcut: not behind a dialog

	shortcut fyne.KeyboardShortcut // with Ctrl; nil for none
	also     fyne.KeyboardShortcut // another one for the same
	key      fyne.KeyName          // a key on its own, while no text is being typed
	alsoKey  fyne.KeyName
}

func (a *action) button() *button {
	return newButton(a.title, a.icon, a.do)
}

func (a *action) menuItem() *fyne.MenuItem {
	item := fyne.NewMenuItem(a.title, a.pick)
	item.Icon = a.icon
	switch {
	case a.shortcut != nil:
		item.Shortcut = a.shortcut
	case a.key != "":
		item.Shortcut = &desktop.CustomShortcut{KeyName: a.key}
	}
	return item
}

// keys names the action's keys, such as "Ctrl+Z" or "Delete or Esc".
func (a *action) keys() string {
	var names string
	add := func(name string) {
		if names != "" {
			name = fmt.Sprintf(lang.L("%s or %s"), names, name)
		}
		names = name
	}
	for _, s := range []fyne.KeyboardShortcut{a.shortcut, a.also} {
		if s != nil {
			add(chord(s))
		}
	}
	for _, k := range []fyne.KeyName{a.key, a.alsoKey} {
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

func ctrl(k fyne.KeyName) fyne.KeyboardShortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}
}

func ctrlShift(k fyne.KeyName) fyne.KeyboardShortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}

// actions are all that can be done, by where it belongs.
type actions struct {
	undo, redo, clear, random, thinner, thicker, normalise   action
	openPicture, paste, copy, copySVG, saveDrawing, film     action
	demo                                                     action
	startPause, stepIteration, stepEpoch, stop, reset        action
	exportChart, copyChart, wholeChart, nextChart            action
	enlargeChart, reduceChart                                action
	startRace, stopRace, undoDelete                          action
	undoTeaching, deleteMine, undoDeleteMine                 action
	importMine, exportMine                                   action
	runExperiment, stopExperiment, exportExperiment          action
	open, save, saveNielsen, shipped, post                   action
	themeSystem, themeLight, themeDark, nextTab, previousTab action
	speakSystem, speakEnglish, speakGerman                   action
	measure, stopMeasuring                                   action
	earlier, later, best, continueHere                       action
	remedy                                                   action
	continueRun, discardRun                                  action
	openBench, saveBench                                     action
	lessonNext, lessonBack, leaveLesson, openLesson          action
	projector, fullScreen, larger, smaller                   action
	help, listKeys, glossary, about, quit                    action
}

// section is a group of actions under a title.
type section struct {
	title   string
	actions []*action // nil stands for a line between two
}

func (a *actions) sections() []section {
	return []section{
		{lang.L("Network"), []*action{&a.open, nil, &a.save, &a.saveNielsen, nil, &a.openBench, &a.saveBench, nil, &a.shipped, &a.post, nil, &a.quit}},
		{lang.L("Drawing"), []*action{&a.undo, &a.redo, &a.clear, nil, &a.random, &a.openPicture, &a.paste, nil, &a.film, nil, &a.copy, &a.copySVG, &a.saveDrawing, nil, &a.undoTeaching, &a.deleteMine, &a.undoDeleteMine, &a.importMine, &a.exportMine, nil, &a.thinner, &a.thicker, nil, &a.normalise, &a.demo}},
		{lang.L("Training"), []*action{&a.startPause, &a.stepIteration, &a.stepEpoch, &a.stop, &a.reset, &a.remedy, &a.continueHere, nil, &a.continueRun, &a.discardRun, nil, &a.nextChart, &a.enlargeChart, &a.reduceChart, &a.wholeChart, &a.copyChart, &a.exportChart}},
		{lang.L("Lab"), []*action{&a.startRace, &a.stopRace, &a.undoDelete, nil, &a.runExperiment, &a.stopExperiment, &a.exportExperiment, nil, &a.measure, &a.stopMeasuring}},
		{lang.L("Lessons"), []*action{&a.openLesson, nil, &a.lessonNext, &a.lessonBack, &a.leaveLesson}},
		{lang.L("View"), []*action{&a.nextTab, &a.previousTab, nil, &a.projector, &a.fullScreen, &a.larger, &a.smaller, nil, &a.earlier, &a.later, &a.best, nil, &a.themeSystem, &a.themeLight, &a.themeDark, nil, &a.speakSystem, &a.speakEnglish, &a.speakGerman}},
		{lang.L("Help"), []*action{&a.help, &a.listKeys, &a.glossary, &a.about}},
	}
}

// newActions says what each action is called and by which keys it is done.
func newActions(w *Window) *actions {
	a := &actions{
		undo: action{title: lang.X("drawing.undo", "Undo"), icon: theme.ContentUndoIcon(), do: w.Undo, shortcut: &fyne.ShortcutUndo{}},
		redo: action{
			title: lang.X("drawing.redo", "Redo"), icon: theme.ContentRedoIcon(), do: w.Redo,
			shortcut: ctrlShift(fyne.KeyZ), also: &fyne.ShortcutRedo{},
		},
		clear: action{
			title: lang.L("Clear"), icon: theme.ContentClearIcon(), do: w.Clear,
			key: fyne.KeyDelete, alsoKey: fyne.KeyEscape,
		},
		random:    action{title: lang.L("Test digit"), icon: theme.GridIcon(), do: w.RandomDigit, key: fyne.KeyR},
		thinner:   action{title: lang.L("Thinner brush"), do: func() { w.SetBrush(w.pad.Brush() - brushStep) }, key: fyne.KeyLeftBracket},
		thicker:   action{title: lang.L("Thicker brush"), do: func() { w.SetBrush(w.pad.Brush() + brushStep) }, key: fyne.KeyRightBracket},
		normalise: action{title: lang.L("Centre and scale on or off"), do: w.ToggleNormalise, key: fyne.KeyN},
		demo:      action{title: lang.L("Draw by itself when idle, or not"), do: w.ToggleDemo},

		openPicture: action{title: lang.L("Open picture…"), help: lang.L("Lay a photograph of a digit on the pad"), icon: theme.FolderOpenIcon(), do: w.OpenPicture, shortcut: ctrl(fyne.KeyI)},
		paste:       action{title: lang.L("Paste"), help: lang.L("Paste strokes, or the file or path of a picture"), icon: theme.ContentPasteIcon(), do: w.Paste, shortcut: &fyne.ShortcutPaste{}},
		film:        action{title: lang.L("How it is read…"), help: lang.L("Replay the drawing, and see how it becomes the network's input"), icon: theme.MediaVideoIcon(), do: w.ShowFilm, key: fyne.KeyP},
		copy:        action{title: lang.L("Copy strokes"), icon: theme.ContentCopyIcon(), do: w.CopyDrawing, shortcut: &fyne.ShortcutCopy{}},
		copySVG:     action{title: lang.L("Copy as SVG"), icon: theme.ContentCopyIcon(), do: w.CopySVG},
		saveDrawing: action{title: lang.L("Save drawing…"), help: lang.L("Save the drawing as PNG, SVG or strokes"), icon: theme.DocumentSaveIcon(), do: w.SaveDrawing, shortcut: ctrl(fyne.KeyD)},

		startPause:    action{title: lang.L("Train"), help: lang.L("Train, pause, resume"), icon: theme.MediaPlayIcon(), do: w.StartPause, key: fyne.KeySpace},
		stepIteration: action{title: lang.L("+1 iteration"), icon: theme.MediaSkipNextIcon(), do: w.StepIteration, key: fyne.KeyI},
		stepEpoch:     action{title: lang.L("+1 epoch"), icon: theme.MediaFastForwardIcon(), do: w.StepEpoch, key: fyne.KeyE},
		stop:          action{title: lang.L("Stop"), icon: theme.MediaStopIcon(), do: w.Stop, key: fyne.KeyS},
		reset:         action{title: lang.L("Reset"), icon: theme.MediaReplayIcon(), do: w.Reset, key: fyne.KeyBackspace},
		continueHere:  action{title: lang.L("Continue from here"), help: lang.L("Start a run that goes on from the epoch in view"), icon: theme.MediaPlayIcon(), do: w.ContinueHere, key: fyne.KeyG},
		continueRun:   action{title: lang.L("Continue"), help: lang.L("Continue the training that was interrupted"), icon: theme.MediaPlayIcon(), do: w.ContinueInterrupted},
		discardRun:    action{title: lang.L("Discard"), help: lang.L("Discard the training that was interrupted"), icon: theme.DeleteIcon(), do: w.DiscardInterrupted},
		remedy:        action{title: lang.L("Try what the doctor advises"), do: w.ApplyRemedy, key: fyne.KeyD},
		nextChart:     action{title: lang.L("Next chart"), help: lang.L("Cost, accuracy, learning rate, gradient or outputs in the chart"), do: w.NextChart, key: fyne.KeyC},
		enlargeChart:  action{title: lang.L("Enlarge the chart's middle"), do: func() { w.chartInView().Magnify(true) }, key: fyne.KeyPlus, alsoKey: fyne.KeyEqual},
		reduceChart:   action{title: lang.L("Show more of the chart"), do: func() { w.chartInView().Magnify(false) }, key: fyne.KeyMinus},
		wholeChart:    action{title: lang.L("Whole chart"), help: lang.L("The whole chart again; drag over a part or turn the wheel to enlarge it"), do: func() { w.chartInView().ShowWhole() }, key: fyne.Key0},
		copyChart:     action{title: lang.L("Copy the chart's values"), do: func() { w.chartInView().Copy() }, shortcut: ctrlShift(fyne.KeyC)},
		exportChart:   action{title: lang.L("Export chart…"), do: w.ExportChart, shortcut: ctrl(fyne.KeyE)},

		undoTeaching:   action{title: lang.L("Undo teaching"), icon: theme.ContentUndoIcon(), do: w.UndoTeaching, shortcut: ctrlShift(fyne.KeyU)},
		deleteMine:     action{title: lang.L("Delete digit"), help: lang.L("Delete the chosen one of my digits"), icon: theme.DeleteIcon(), do: w.DeleteMine},
		undoDeleteMine: action{title: lang.L("Undelete digit"), help: lang.L("Bring back the digit of mine that was deleted last"), icon: theme.ContentUndoIcon(), do: w.UndoDeleteMine},
		importMine:     action{title: lang.L("Import…"), help: lang.L("Add the digits of a stroke file to mine"), icon: theme.FolderOpenIcon(), do: w.ImportMine},
		exportMine:     action{title: lang.L("Export…"), help: lang.L("Write my digits to a stroke file"), icon: theme.DocumentSaveIcon(), do: w.ExportMine},

		startRace:  action{title: lang.L("Start"), help: lang.L("Start the race (tab Races)"), icon: theme.MediaPlayIcon(), do: w.StartRace, shortcut: ctrl(fyne.KeyT)},
		stopRace:   action{title: lang.L("Stop"), help: lang.L("Stop the race"), icon: theme.MediaStopIcon(), do: w.StopRace, shortcut: ctrlShift(fyne.KeyT)},
		undoDelete: action{title: lang.L("Undelete"), help: lang.L("Bring back the run that was deleted last"), icon: theme.ContentUndoIcon(), do: w.UndoDelete, shortcut: ctrl(fyne.KeyU)},

		runExperiment:    action{title: lang.L("Run"), help: lang.L("Run the experiment"), icon: theme.MediaPlayIcon(), do: w.RunExperiment, shortcut: ctrl(fyne.KeyR)},
		stopExperiment:   action{title: lang.L("Stop"), help: lang.L("Stop the experiment"), icon: theme.MediaStopIcon(), do: w.StopExperiment, shortcut: ctrl(fyne.KeyPeriod)},
		exportExperiment: action{title: lang.L("Export…"), help: lang.L("Export the experiment's charts"), icon: theme.DocumentSaveIcon(), do: w.ExportExperiment, shortcut: ctrlShift(fyne.KeyE)},

		measure:       action{title: lang.L("Measure"), help: lang.L("Measure how robust the network is (tab Evaluate)"), icon: theme.MediaPlayIcon(), do: w.MeasureRobustness, shortcut: ctrl(fyne.KeyB)},
		stopMeasuring: action{title: lang.L("Stop"), help: lang.L("Stop the measurement"), icon: theme.MediaStopIcon(), do: w.StopMeasuring, shortcut: ctrlShift(fyne.KeyB)},

		open:        action{title: lang.L("Open network…"), icon: theme.FolderOpenIcon(), do: w.OpenNetwork, shortcut: ctrl(fyne.KeyO)},
		save:        action{title: lang.L("Save network…"), icon: theme.DocumentSaveIcon(), do: w.SaveNetwork, shortcut: ctrl(fyne.KeyS)},
		saveNielsen: action{title: lang.L("Save as network2.py's JSON…"), do: w.SaveNielsen, shortcut: ctrlShift(fyne.KeyS)},
		shipped:     action{title: lang.L("The network that comes with digitpad"), do: w.UseShipped, shortcut: ctrl(fyne.Key1)},
		post:        action{title: lang.L("The post's network, 784-15-10"), do: w.UsePost, shortcut: ctrl(fyne.Key2)},
		quit:        action{title: lang.L("Quit"), do: w.Quit, shortcut: ctrl(fyne.KeyQ)},

		openBench:   action{title: lang.L("Open bench…"), help: lang.L("Open a window that was saved"), icon: theme.FolderOpenIcon(), do: w.OpenBench, shortcut: ctrlShift(fyne.KeyO)},
		saveBench:   action{title: lang.L("Save bench…"), help: lang.L("Save the whole window in one file"), icon: theme.DocumentSaveIcon(), do: w.SaveBench, shortcut: ctrlShift(fyne.KeyW)},
		openLesson:  action{title: lang.L("Open lesson…"), icon: theme.FolderOpenIcon(), do: w.OpenLesson, shortcut: ctrl(fyne.KeyL)},
		lessonNext:  action{title: lang.L("Next"), help: lang.L("Next step of the lesson"), icon: theme.NavigateNextIcon(), do: w.LessonNext, key: fyne.KeyPageDown},
		lessonBack:  action{title: lang.L("Back"), help: lang.L("Step back in the lesson"), icon: theme.NavigateBackIcon(), do: w.LessonBack, key: fyne.KeyPageUp},
		leaveLesson: action{title: lang.L("Leave"), help: lang.L("Leave the lesson"), icon: theme.CancelIcon(), do: w.LeaveLesson, shortcut: ctrlShift(fyne.KeyL)},
		projector:   action{title: lang.L("Projector"), help: lang.L("Everything large, on the whole screen"), do: w.Projector, key: fyne.KeyF5},
		fullScreen:  action{title: lang.L("Full screen"), do: w.FullScreen, key: fyne.KeyF11},
		larger:      action{title: lang.L("Larger"), help: lang.L("Everything larger"), icon: theme.ZoomInIcon(), do: func() { w.Enlarge(1) }, shortcut: ctrl(fyne.KeyPlus), also: ctrl(fyne.KeyEqual)},
		smaller:     action{title: lang.L("Smaller"), help: lang.L("Everything smaller"), icon: theme.ZoomOutIcon(), do: func() { w.Enlarge(-1) }, shortcut: ctrl(fyne.KeyMinus)},

		nextTab:      action{title: lang.L("Next tab"), do: func() { w.tabs.Turn(1) }, shortcut: ctrl(fyne.KeyPageDown)},
		previousTab:  action{title: lang.L("Previous tab"), do: func() { w.tabs.Turn(-1) }, shortcut: ctrl(fyne.KeyPageUp)},
		earlier:      action{title: lang.L("Earlier epoch"), do: func() { w.TurnEpoch(-1) }, key: fyne.KeyLeft},
		later:        action{title: lang.L("Later epoch"), do: func() { w.TurnEpoch(1) }, key: fyne.KeyRight},
		best:         action{title: lang.L("Best epoch"), help: lang.L("The epoch that read most test digits"), do: w.VisitBest, key: fyne.KeyHome},
		themeSystem:  action{title: lang.L("Colours of the system"), do: func() { w.SetColours(systemColours) }},
		themeLight:   action{title: lang.L("Light"), do: func() { w.SetColours(lightColours) }},
		themeDark:    action{title: lang.L("Dark"), do: func() { w.SetColours(darkColours) }},
		speakSystem:  action{title: lang.L("Language of the system"), do: func() { w.SetLanguage(systemLanguage) }},
		speakEnglish: action{title: "English", do: func() { w.SetLanguage(english) }},
		speakGerman:  action{title: "Deutsch", do: func() { w.SetLanguage(german) }},
		help:         action{title: lang.L("Help…"), help: lang.L("The help on the tab in view"), icon: theme.HelpIcon(), do: w.ShowHelp, key: fyne.KeyF1},
		listKeys:     action{title: lang.L("Shortcuts…"), do: w.ShowShortcuts},
		glossary:     action{title: lang.L("The post's terms…"), help: lang.L("The post's terms, with this run's numbers"), icon: theme.ListIcon(), do: w.ShowGlossary, key: fyne.KeyF2},
		about:        action{title: lang.L("About digitpad…"), icon: theme.InfoIcon(), do: w.ShowAbout},
	}
	for _, action := range a.all() {
		do := action.do
		action.do = func() {
			defer w.trace.step(action.title)()
			w.touched()
			do()
		}
		action.pick = func() {
			if action == &a.quit || !w.modal() {
				action.do()
			}
		}
	}
	return a
}

// mainMenu is the window's menu.
func (a *actions) mainMenu() *fyne.MainMenu {
	var menus []*fyne.Menu
	for _, s := range a.sections() {
		menu := fyne.NewMenu(s.title)
		for _, action := range s.actions {
			if action == nil {
				menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
				continue
			}
			item := action.menuItem()
			item.IsQuit = action == &a.quit
			menu.Items = append(menu.Items, item)
		}
		menus = append(menus, menu)
	}
	return fyne.NewMainMenu(menus...)
}

// all lists the actions.
func (a *actions) all() []*action {
	var all []*action
	for _, s := range a.sections() {
		for _, action := range s.actions {
			if action != nil {
				all = append(all, action)
			}
		}
	}
	return all
}

// onKey does what a key on its own stands for.
func (a *actions) onKey(k fyne.KeyName) {
	for _, action := range a.all() {
		if k == action.key || k == action.alsoKey {
			action.do()
			return
		}
	}
}
