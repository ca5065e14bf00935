package tutorial

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/ui"
)

// commands are what can be done with a lesson.
type commands struct{ open, next, back, read, leave ui.Command }

func newCommands(t *Tutorial) commands {
	within := func(by int) func() error {
		return func() error {
			if i := t.step + by; len(t.lesson.Steps) == 0 || i < 0 || i >= len(t.lesson.Steps) {
				return errors.New("there is no such step")
			}
			return nil
		}
	}
	return commands{
		open: ui.Command{Title: lang.L("Open lesson…"), Icon: theme.FolderOpenIcon(), Shortcut: ui.Ctrl(fyne.KeyL), Do: t.Open, Menu: ui.LessonsMenu},
		next: ui.Command{
			Title: lang.L("Next"), Help: lang.L("Next step of the lesson"), Icon: theme.NavigateNextIcon(), Key: fyne.KeyPageDown,
			Do: t.Next, Refusal: within(1), Menu: ui.LessonsMenu, Group: 1,
		},
		back: ui.Command{
			Title: lang.L("Back"), Help: lang.L("Step back in the lesson"), Icon: theme.NavigateBackIcon(), Key: fyne.KeyPageUp,
			Do: t.Back, Refusal: within(-1), Menu: ui.LessonsMenu, Group: 1,
		},
		read: ui.Command{
			Title: lang.L("Read about it in the guide"), Help: lang.L("Open the guide at the place that explains the step"), Icon: theme.InfoIcon(), Do: t.Read,
			Refusal: func() error {
				if within(0)() != nil || t.lesson.Steps[t.step].Guide == "" {
					return errors.New("the step is about no place in the guide")
				}
				return nil
			}, Menu: ui.LessonsMenu, Group: 1,
		},
		leave: ui.Command{
			Title: lang.L("Leave"), Help: lang.L("Leave the lesson"), Icon: theme.CancelIcon(), Shortcut: ui.CtrlShift(fyne.KeyL),
			Do: t.Leave, Refusal: within(0), Menu: ui.LessonsMenu, Group: 1,
		},
	}
}

func (c *commands) refresh() {
	for _, c := range []*ui.Command{&c.open, &c.next, &c.back, &c.read, &c.leave} {
		c.Refresh()
	}
}

// Commands are what can be done with a lesson.
func (t *Tutorial) Commands() []*ui.Command {
	c := &t.commands
	return []*ui.Command{&c.open, &c.next, &c.back, &c.read, &c.leave}
}
