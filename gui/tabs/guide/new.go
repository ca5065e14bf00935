package guide

import (
	"io/fs"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"digitpad/assets"
	"digitpad/gui/prediction"
	"digitpad/gui/state"
	"digitpad/gui/state/predict"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/guide"
)

// New makes the tab, about the network that answers, the digit on the pad, the data and
// the settings.
func New(s *state.State, links Links, env ui.Env) *Tab {
	links.Example = func(i int) { s.Page.PutExample(s.Datasets.Data().Train, i) }
	t := newTab(read(), links, env)
	t.weight = prediction.NewParameterField(s.Prediction, "")
	show := func() { t.Show(subjectOf(s)) }
	s.Prediction.Changed.Listen(func(predict.PredictionChange) { show() })
	s.Datasets.Changed.Listen(func(dataset.TrainTest) { show() })
	s.Settings.Edited.Listen(func(struct{}) { show() })
	show()
	return t
}

var _ ui.Tab = (*Tab)(nil)

// read is the text in the language that the window speaks.
func read() *guide.Guide {
	files, err := fs.Sub(assets.Guide, assets.GuideFolder)
	if err != nil {
		panic("guide: " + err.Error())
	}
	text, err := guide.Load(files, lang.X("language code", "en"))
	if err != nil {
		panic("guide: " + err.Error())
	}
	return text
}

// subjectOf is what there is to compute with. The digit on the pad is taken for the one
// that an example is labelled with, and else for the one that the network reads.
func subjectOf(s *state.State) Subject {
	img, content := s.Prediction.Image(), s.Page.Content()
	subject := Subject{
		Network: s.Prediction.Network(), Input: network.NewInput(img[:]),
		Label: max(s.Prediction.Result().Digit, 0), Data: s.Datasets.Data().Train, Settings: s.Settings.Current(),
	}
	if subject.Data != nil {
		subject.Learned = s.Datasets.Split(subject.Settings).Train.Len()
	}
	if content.Image != nil && content.Picture == "" {
		subject.Label = content.Label
	}
	return subject
}

// Commands implements ui.Tab.
func (t *Tab) Commands() []*ui.Command { return nil }

// Anchors implements ui.Tab.
func (t *Tab) Anchors() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{"section": t.choice, "next section": t.forth}
}

// Close implements ui.Tab.
func (t *Tab) Close() {}
