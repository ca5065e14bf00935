package help

import (
	"fmt"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/i18n"
	"digitpad/gui/ui"
	"digitpad/training"
)

// term is a word of the post, what it means, and what it is in this run.
type term struct{ word, meaning, here string }

// glossary explains the words of section 3.3 with the numbers of a run on n
// examples with settings s, which is at p.
func glossary(s training.Settings, n int, p training.Progress) []term {
	an := (n + s.Batch - 1) / s.Batch // iterations an epoch
	return []term{
		{
			lang.L("Epoch"), lang.L("One full pass through the training set: every example is used once."),
			fmt.Sprintf(lang.L("Here an epoch is %s examples, and there are to be %s epochs; %s are done."), i18n.FormatInt(n), i18n.FormatInt(s.Epochs), i18n.FormatInt(p.Epoch)),
		},
		{
			lang.L("Batch size m"), lang.L("The number of examples processed together before a single update of the parameters: the size of a mini-batch."),
			fmt.Sprintf(lang.L("Here m = %s."), i18n.FormatInt(s.Batch)),
		},
		{
			lang.L("Iteration"), lang.L("One mini-batch update, one application of (12). An epoch has n/m of them."),
			fmt.Sprintf(lang.L("Here %s. You are at %s of %s, and at %s of %s in all."), i18n.FormatIterations(n, s.Batch, s.Epochs),
				i18n.FormatInt(p.Iteration), i18n.FormatInt(an), i18n.FormatInt(p.TotalIterations), i18n.FormatInt(an*s.Epochs)),
		},
		{
			lang.L("Update frequency"), lang.L("Weights and biases are updated in every batch."),
			fmt.Sprintf(lang.L("Here after every %s examples, %s times an epoch."), i18n.FormatInt(s.Batch), i18n.FormatInt(an)),
		},
		{
			lang.L("Online learning"), lang.L("SGD with m = 1: an update after each single example. Cost and parameters swing widely."),
			fmt.Sprintf(lang.L("Here it would be %s updates an epoch."), i18n.FormatInt(n)),
		},
		{
			lang.L("Gradient descent"), lang.L("With m = n (full batch) every update uses all examples: exact, and slow."),
			lang.L("Here it would be 1 update an epoch."),
		},
	}
}

// ShowGlossary explains the post's terms with the numbers of this run, or of the
// one that the form describes.
func (h *Help) ShowGlossary() {
	settings, n := h.state.Settings.Current(), h.state.Settings.Examples()
	var progress training.Progress
	if run := h.state.Training.Run(); run != nil {
		settings, n, progress = run.Settings(), run.Train().Len(), run.Progress()
	}
	list := container.New(ui.VBoxLayout{Gap: 3})
	for _, t := range glossary(settings, n, progress) {
		list.Add(container.New(ui.VBoxLayout{Gap: 0.3}, ui.NewHeading(t.word), ui.NewProse(t.meaning), ui.NewProse(t.here)))
	}
	body := newPage(container.New(ui.PaddedLayout{Distance: theme.Padding()}, list))
	h.env.Dialogs.Show(ui.NewDialog(lang.L("The post's terms, in this run"), lang.L("Close"), body, h.env.Dialogs.Window()), 44, 40)
}
