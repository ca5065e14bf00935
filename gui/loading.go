package gui

import (
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/training/mnist"
)

// Where digits come from: loading them, and fetching MNIST.

// chooseSource makes another source the one to learn from. A folder is asked
// for.
func (w *Window) chooseSource(s source) {
	if s == folderSource {
		w.askFolder()
		return
	}
	w.prefs.Source = s
	w.loadDigits()
}

// chooseShares mixes digits by the shares in the form, once they make sense.
func (w *Window) chooseShares() {
	s, problems := w.learn.form.shares.Shares()
	if problems == nil && s != w.prefs.Shares {
		w.prefs.Shares = s
		w.loadDigits()
	}
}

// askFolder asks for the folder with the four files.
func (w *Window) askFolder() {
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		if err != nil || folder == nil {
			w.learn.form.SetSource(w.firstSource())
			if err != nil {
				w.tell(lang.L("The folder cannot be opened"), err)
			}
			return
		}
		w.OpenFolder(folder.Path())
	}, w.window)
	d.SetTitleText(lang.L("Choose a folder"))
	d.SetOnClosed(func() { w.learn.form.SetSource(w.firstSource()) }) // which OpenFolder changes
	w.showFileDialog(d)
}

// OpenFolder makes the digits in a folder the ones to learn from.
func (w *Window) OpenFolder(path string) {
	w.learn.form.SetSource(folderSource)
	w.prefs.Source, w.prefs.Folder = folderSource, path
	w.loadDigits()
}

// loadDigits reads the digits of the chosen source in the background. What was
// being loaded before is forgotten.
func (w *Window) loadDigits() {
	w.loading()
	w.firstFrame = nil
	ctx, cancel := context.WithCancel(w.ctx)
	w.loading = cancel
	w.digits = digits{}
	w.refreshTools()
	w.refreshRooms()
	from := w.learn.form.Source()
	supply := w.supply(from)
	w.learned = supply.mine
	w.learn.ShowLoading(fmt.Sprintf(lang.L("Loading: %s"), from.title()), 0)
	box := &mailbox[float64]{
		post:  w.post,
		merge: func(_, latest float64) float64 { return latest },
		deliver: func(share float64) {
			if w.digits.train == nil && ctx.Err() == nil {
				w.learn.ShowLoading(fmt.Sprintf(lang.L("Writing the sample: %.0f %%"), 100*share), share)
			}
		},
	}
	w.reading(func() {
		loaded, err := from.load(ctx, supply, func(done, total int) { box.Put(float64(done) / float64(total)) })
		w.post(func() {
			if ctx.Err() == nil {
				w.digitsLoaded(from, loaded, err)
			}
		})
	})
}

// digitsLoaded takes loaded digits into use, or says why there are none.
func (w *Window) digitsLoaded(from source, loaded digits, err error) {
	switch {
	case errors.Is(err, mnist.ErrNotFound):
		w.learn.ShowLoading(lang.L("MNIST is not on this computer yet"), 0)
		w.OfferDownload()
		return
	case errors.Is(err, errTooFew):
		w.eager = false
		w.learn.ShowLoading(lang.L("Your digits are too few yet"), 0)
		w.tell(lang.L("Your digits are too few yet"), err)
		return
	case err != nil:
		w.learn.ShowLoading(lang.L("No digits: choose others below"), 0)
		w.tell(lang.L("The digits cannot be read"), err)
		return
	}
	w.digits = loaded
	w.refreshTools()
	w.refreshRooms()
	w.check()
	w.trace.say("data", facts{"name": loaded.train.Name(), "train": loaded.train.Len(), "test": loaded.test.Len()})
	if w.run != nil {
		w.learn.ShowRun(w.run)
	} else {
		w.learn.ShowIdle()
	}
	w.resumeBench()
	if w.eager {
		w.eager = false
		w.StartPause()
	}
}

// OfferDownload asks whether to fetch MNIST.
func (w *Window) OfferDownload() {
	text := widget.NewLabel(lang.L("MNIST is not on this computer yet. It is 11 MB: 70,000 images of handwritten digits.\n\n" +
		"If you have its four files in a folder, choose “A folder…” instead."))
	text.Wrapping = fyne.TextWrapWord
	d := dialog.NewCustomConfirm(lang.L("Download MNIST?"), lang.L("Download"), lang.L("Not now"), text, func(yes bool) {
		if yes {
			w.Download()
			return
		}
		w.useSample()
	}, w.window)
	w.showDialog(d, 32, 12)
}

// useSample falls back on the digits that are always there.
func (w *Window) useSample() {
	w.learn.form.SetSource(sampleSource)
	w.chooseSource(sampleSource)
}

// Download fetches MNIST into the cache, shows how far it is, and can be
// cancelled.
func (w *Window) Download() {
	dir, err := mnist.CacheDir()
	if err != nil {
		w.tell(lang.L("MNIST cannot be kept on this computer"), err)
		return
	}
	ctx, cancel := context.WithCancel(w.ctx)
	bar, line := newMeter(), widget.NewLabel(lang.L("Connecting…"))
	line.Wrapping = fyne.TextWrapWord
	d := dialog.NewCustom(lang.L("Downloading MNIST"), lang.L("Cancel"), container.New(insets{theme.Padding()}, container.NewBorder(bar, nil, nil, nil, line)), w.window)
	d.SetOnClosed(cancel)
	w.showDialog(d, 34, 13)

	box := &mailbox[mnist.Progress]{
		post:  w.post,
		merge: func(_, latest mnist.Progress) mnist.Progress { return latest },
		deliver: func(p mnist.Progress) {
			bar.Set(float64(p.Done) / float64(max(1, p.Total)))
			line.SetText(p.String())
		},
	}
	w.background(func() {
		err := w.downloader.Download(ctx, dir, box.Put)
		cancelled := ctx.Err() != nil
		w.post(func() {
			d.Hide() // which cancels what is over
			switch {
			case cancelled:
				w.useSample()
			case err != nil:
				w.useSample()
				w.tell(lang.L("MNIST was not downloaded"), err)
			default:
				w.options.Data = ""
				w.loadDigits()
			}
		})
	})
}
