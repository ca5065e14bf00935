package gui

import (
	"context"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/async"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/store"
	"digitpad/gui/ui"
	"digitpad/training/mnist"
)

// offerDownloads offers MNIST whenever it is chosen and is not on this computer.
func (w *Window) offerDownloads() {
	w.state.Datasets.Progress.Listen(func(s datasets.LoadStatus) {
		if s.Phase == datasets.LoadMissing {
			w.OfferDownload()
		}
	})
}

// OfferDownload asks whether to fetch MNIST.
func (w *Window) OfferDownload() {
	w.dialogs.Confirm(lang.L("Download MNIST?"), lang.L("MNIST is not on this computer yet. It is 11 MB: 70,000 images of handwritten digits.\n\n"+
		"If you have its four files in a folder, choose “A folder…” instead."), lang.L("Download"), lang.L("Not now"), 32, 12, func(yes bool) {
		if yes {
			w.Download()
			return
		}
		w.useSample()
	})
}

// useSample falls back on the digits that are always there.
func (w *Window) useSample() { w.state.Datasets.Choose(store.SampleData) }

// Download fetches MNIST into the cache, shows how far it is, and can be cancelled.
func (w *Window) Download() {
	ctx, cancel := context.WithCancel(w.ctx)
	bar, line := ui.NewProgressBar(), wrapped(lang.L("Connecting…"))
	d := dialog.NewCustom(lang.L("Downloading MNIST"), lang.L("Cancel"),
		container.New(ui.PaddedLayout{Distance: theme.Padding()}, container.NewBorder(bar, nil, nil, nil, line)), w.window)
	d.SetOnClosed(cancel)
	w.dialogs.Show(d, 34, 13)
	progress := &async.Coalescer[mnist.Progress]{
		Post:  w.post,
		Merge: func(_, latest mnist.Progress) mnist.Progress { return latest },
		Deliver: func(p mnist.Progress) {
			bar.Set(float64(p.Done) / float64(max(1, p.Total)))
			line.SetText(p.String())
		},
	}
	w.goTracked(func() {
		err := w.state.Datasets.Download(ctx, progress.Put)
		cancelled := ctx.Err() != nil
		w.post(func() {
			d.Hide() // which cancels what is over
			switch {
			case cancelled:
				w.useSample()
			case err != nil:
				w.useSample()
				w.dialogs.Error("MNIST was not downloaded", err)
			default:
				w.state.Datasets.UseDownloaded()
			}
		})
	})
}
