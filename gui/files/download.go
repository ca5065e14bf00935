package files

import (
	"context"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/async"
	"digitpad/gui/i18n"
	"digitpad/gui/picture"
	"digitpad/gui/state/store"
	"digitpad/gui/ui"
	"digitpad/training/mnist"
)

// OfferDownload asks whether to fetch MNIST.
func (f *Files) OfferDownload() {
	f.dialogs.Confirm(lang.L("Download MNIST?"), lang.L("MNIST is not on this computer yet. It is 11 MB: 70,000 images of handwritten digits.\n\n"+
		"If you have its four files in a folder, choose “A folder…” instead."), lang.L("Download"), lang.L("Not now"), 32, 12, func(yes bool) {
		if yes {
			f.Download()
			return
		}
		f.useSample()
	})
}

// useSample falls back on the digits that are always there.
func (f *Files) useSample() { f.state.Datasets.Choose(store.SampleData) }

// Download fetches MNIST into the cache, shows how far it is, and can be cancelled.
func (f *Files) Download() {
	ctx, cancel := context.WithCancel(f.env.Ctx)
	bar, line := picture.NewProgressBar(), ui.NewParagraph(lang.L("Connecting…"))
	d := ui.NewDialog(lang.L("Downloading MNIST"), lang.L("Cancel"),
		container.New(ui.PaddedLayout{Distance: theme.Padding()}, container.NewBorder(bar, nil, nil, nil, line)), f.dialogs.Window())
	d.SetOnClosed(cancel)
	f.dialogs.Show(d, 34, 13)
	progress := &async.Coalescer[mnist.Progress]{
		Post:  f.env.Post,
		Merge: func(_, latest mnist.Progress) mnist.Progress { return latest },
		Deliver: func(p mnist.Progress) {
			bar.Set(float64(p.Done) / float64(max(1, p.Total)))
			line.SetText(i18n.Message(p.Message()))
		},
	}
	f.env.Go(func() {
		err := f.state.Datasets.Download(ctx, progress.Put)
		cancelled := ctx.Err() != nil
		f.env.Post(func() {
			d.Hide() // which cancels what is over
			switch {
			case cancelled:
				f.useSample()
			case err != nil:
				f.useSample()
				f.dialogs.Error("MNIST was not downloaded", err)
			default:
				f.state.Datasets.UseDownloaded()
			}
		})
	})
}
