// Package animationtest follows in a test which animations run, and brings them forward:
// Fyne's driver for tests starts none.
package animationtest

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
)

// Running are the animations that run without an end.
type Running struct {
	fyne.Driver
	all []*fyne.Animation
}

// Follow follows which animations run in the present program of the test.
func Follow(t testing.TB) *Running {
	t.Helper()
	app := fyne.CurrentApp()
	r := &Running{Driver: app.Driver()}
	fyne.SetCurrentApp(followedApp{app, r})
	t.Cleanup(func() { fyne.SetCurrentApp(app) })
	return r
}

// followedApp is a program whose animations are followed.
type followedApp struct {
	fyne.App
	driver *Running
}

// Driver implements fyne.App.
func (a followedApp) Driver() fyne.Driver { return a.driver }

// StartAnimation implements fyne.Driver. One that has an end is there at once.
func (r *Running) StartAnimation(a *fyne.Animation) {
	if a.RepeatCount != fyne.AnimationRepeatForever {
		a.Tick(1)
	} else if !slices.Contains(r.all, a) {
		r.all = append(r.all, a)
	}
}

// StopAnimation implements fyne.Driver.
func (r *Running) StopAnimation(a *fyne.Animation) {
	r.all = slices.DeleteFunc(slices.Clone(r.all), func(o *fyne.Animation) bool { return o == a })
}

// Len is how many run without an end.
func (r *Running) Len() int { return len(r.all) }

// Tick brings all of them to a moment from 0 to 1.
func (r *Running) Tick(at float32) {
	for _, a := range r.all {
		a.Tick(at)
	}
}
