package inspect

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/async"
	"digitpad/gui/i18n"
	"digitpad/gui/picture"
	"digitpad/gui/prediction"
	"digitpad/gui/state"
	"digitpad/gui/state/predict"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/training/ink"
)

// Tab shows the units of the network that answers: what each of the first layer looks
// for in the image and what it makes of the digit on the pad, and the weighted sum of
// one unit written out.
type Tab struct {
	page       *predict.Page
	prediction *predict.Prediction
	worker     *async.LatestOnly
	commands   commands
	timesInk   bool // the pictures of units show weight × ink

	mode    *ui.RadioGroup
	scale   *picture.ColorScale
	units   *picture.Grid
	outputs *fyne.Container
	heading *ui.Text
	formula *ui.Text
	back    *ui.Button
	off     *ui.Check
	terms   []*contributionRow
	rest    *contributionRow // the terms that are not shown
	bias    *contributionRow
	z, a    *contributionRow
	table   *fyne.Container
	hint    *ui.Text // in the table's place
	editor  *prediction.ParameterField
	content fyne.CanvasObject

	pixel  int            // the size of a picture's pixel
	layer  *layerSnapshot // nil before the first
	chosen *predict.Unit  // whose sum is written out; nil for the strongest output
}

// layerSnapshot is what is seen of a network at one moment. It does not change.
type layerSnapshot struct {
	network *network.Network
	pass    *network.Pass   // after the forward pass of the image
	off     []predict.Unit  // switched off, so that they add nothing
	blank   bool            // whether the image is
	images  picture.Weights // of the first layer
}

// newLayerSnapshot looks into a network, in which some units are off, that reads an image. TimesInk asks for portraits
// of weight × ink instead of weights. It takes a moment for large layers.
func newLayerSnapshot(n *network.Network, off []predict.Unit, img *ink.Image, timesInk bool) *layerSnapshot {
	l := &layerSnapshot{network: n, off: off, pass: n.NewPass(), blank: img.Empty()}
	n.Forward(l.pass, network.NewInput(img[:]))
	if timesInk {
		l.images = picture.NewWeights(n.Layers()[0], img)
	} else {
		l.images = picture.NewWeights(n.Layers()[0], nil)
	}
	return l
}

// The modes by what a person reads.
// termsShown is how many terms of a sum are written out.
const termsShown = 9

// New makes the tab.
func New(s *state.State, env ui.Env) *Tab {
	t := &Tab{
		page: s.Page, prediction: s.Prediction,
		worker:  &async.LatestOnly{Ctx: env.Ctx, Post: env.Post, Background: env.Go, Every: updateInterval},
		scale:   picture.NewColorScale(),
		outputs: container.NewGridWithColumns(network.Labels),
		heading: ui.NewHeading(""),
		formula: ui.NewCaption(""),
		rest:    newContributionRow(), bias: newContributionRow(), z: newContributionRow(), a: newContributionRow(),
		hint: ui.NewText(lang.L("Draw a digit: its sum is written out here."), theme.SizeNameText, ui.ColorSubtle),
	}
	t.commands = newCommands(s.Prediction)
	t.editor = prediction.NewParameterField(s.Prediction, lang.L("Tap a blue number to change it."))
	t.mode = ui.NewRadioGroup([]ui.Option{
		{Label: lang.L("Weights"), Explanation: lang.L("Each unit is drawn as its weights")},
		{Label: lang.L("Weight × ink"), Explanation: lang.L("Each unit is drawn as what its weights make of the digit on the pad")},
	}, func(mode int) { t.SetTimesInk(mode == 1) })
	t.pixel = minPixel()
	t.units = picture.NewGrid(lang.L("Hidden units"), t.firstLayer,
		func() fyne.CanvasObject { return newUnitView(t.pixel) },
		func(i widget.GridWrapItemID, o fyne.CanvasObject) { o.(*unitView).Set(t.state(predict.Unit{Index: i})) })
	t.units.OnSelected = func(i widget.GridWrapItemID) {
		t.units.Unselect(i) // so that it can be chosen again
		t.Choose(predict.Unit{Index: i})
	}
	t.back = ui.NewButton(lang.L("The answer"), lang.L("Choose the output whose digit is the answer"), theme.NavigateBackIcon(), t.choosePrediction)
	t.back.Importance = widget.LowImportance
	t.off = ui.NewCheck(lang.L("Switched off"), lang.L("Let this unit add nothing to the next layer, and see what the answer becomes"), func(off bool) {
		if u := t.chosen; u != nil {
			t.prediction.SwitchUnit(*u, off)
		}
	})
	t.table = container.New(ui.VBoxLayout{})
	for range termsShown {
		row := newContributionRow()
		t.terms = append(t.terms, row)
		t.table.Add(row)
	}
	for _, row := range []fyne.CanvasObject{t.rest, t.bias, widget.NewSeparator(), t.z, t.a} {
		t.table.Add(row)
	}

	head := container.NewBorder(nil, nil, t.mode, t.scale)
	sum := container.New(ui.VBoxLayout{Gap: 1},
		ui.NewHeading(lang.L("Outputs")), t.outputs,
		container.NewBorder(nil, nil, nil, ui.WithMinWidthOf(t.back, t.back.Text), t.heading), t.formula, t.table, t.off, t.editor.Content, t.hint)
	caption := ui.NewCaption(lang.L("First layer: blue pixels speak for the unit, orange ones against it. Tap a unit."))
	caption.MinFor = ""
	t.content = container.NewBorder(container.New(ui.VBoxLayout{Gap: 0.5}, head, caption), nil, nil, nil,
		container.New(masterDetailLayout{t.fit}, t.units, sum))
	t.showSum()
	s.Prediction.Changed.Listen(func(predict.PredictionChange) { t.update() })
	return t
}

var _ ui.Tab = (*Tab)(nil)

// Title implements ui.Tab.
func (t *Tab) Title() string { return lang.L("Inspect") }

// Content implements ui.Tab.
func (t *Tab) Content() fyne.CanvasObject { return t.content }

// Shown implements ui.Tab.
func (t *Tab) Shown(on bool) {
	if on {
		t.update()
	}
}

// Close implements ui.Tab.
func (t *Tab) Close() {}

// Anchors implements ui.Tab.
func (t *Tab) Anchors() map[string]fyne.CanvasObject {
	anchors := map[string]fyne.CanvasObject{"mode": t.mode, "units": t.units, "outputs": t.outputs}
	if _, shown := t.editor.Parameter(); shown {
		anchors["parameter"] = t.editor.Entry()
	}
	if t.table.Visible() {
		anchors["sum"] = t.table
		if t.off.Visible() {
			anchors["off"] = t.off
		}
	}
	return anchors
}

// updateInterval is the least time between two snapshots, while a network learns or a
// digit is being drawn.
const updateInterval = time.Second / 10

// update brings the tab up to date, if it is in view.
func (t *Tab) update() {
	if !t.content.Visible() {
		return
	}
	n, off := t.prediction.Network(), t.prediction.SwitchedOff()
	if n == nil {
		t.showNothing()
		return
	}
	img, timesInk := t.prediction.Image(), t.timesInk
	t.worker.Do(func(context.Context) func() {
		if !finite(n) {
			return nil // the run is about to say so; the last good snapshot stays
		}
		l := newLayerSnapshot(n, off, &img, timesInk)
		return func() { t.show(l) }
	})
}

// finite reports whether all parameters of a network are numbers.
func finite(n *network.Network) bool {
	for _, v := range n.Parameters() {
		if v-v != 0 {
			return false
		}
	}
	return true
}

// SetTimesInk chooses what the pictures of the units show: their weights, or what the
// weights make of the digit on the pad.
func (t *Tab) SetTimesInk(on bool) {
	t.timesInk = on
	mode := 0
	if on {
		mode = 1
	}
	t.mode.SetChosen(mode)
	t.update()
}

// firstLayer is the number of units that have a portrait.
func (t *Tab) firstLayer() int {
	if t.layer == nil {
		return 0
	}
	return len(t.layer.images.Levels)
}

// show shows a snapshot.
func (t *Tab) show(l *layerSnapshot) {
	t.layer = l
	t.scale.Set(l.images.Limit)
	spec := l.network.Spec()
	if c := t.chosen; c != nil && (c.Layer >= len(spec.Sizes)-1 || c.Index >= spec.Sizes[c.Layer+1]) {
		t.chosen = nil
	}
	t.refresh()
}

// showNothing empties the tab.
func (t *Tab) showNothing() {
	t.layer, t.chosen = nil, nil
	t.refresh()
}

// Choose writes out the sum of a unit.
func (t *Tab) Choose(u predict.Unit) {
	t.chosen = &u
	t.refresh()
	if u.Layer == 0 {
		t.units.ScrollTo(u.Index)
	}
}

// choosePrediction writes out the sum of the strongest output, whichever it is.
func (t *Tab) choosePrediction() {
	t.chosen = nil
	t.refresh()
}

// fit makes the portraits as large as the room allows for all of them, or small
// where they must scroll.
func (t *Tab) fit() {
	room, gap := t.units.Size(), theme.Padding()
	pixel := maxPixel
	for ; pixel > minPixel(); pixel-- {
		cell := pictureSize(pixel).AddWidthHeight(gap, gap)
		columns, rows := int((room.Width+gap)/cell.Width), int((room.Height+gap)/cell.Height)
		if columns*rows >= t.firstLayer() {
			break
		}
	}
	if pixel != t.pixel {
		t.pixel = pixel
		t.units.Refresh()
		t.units.Resize(room) // counts its columns anew
	}
}

// maxPixel is the largest size of a picture's pixel: beyond it nothing
// more is seen.
const maxPixel = 5

func (t *Tab) refresh() {
	t.fit()
	t.units.Refresh()
	t.showOutputs()
	t.showSum()
}

// last is the output layer.
func (t *Tab) last() int { return len(t.layer.network.Layers()) - 1 }

// shownUnit is the unit whose sum is written out.
func (t *Tab) shownUnit() predict.Unit {
	if t.chosen != nil {
		return *t.chosen
	}
	outputs := t.layer.pass.Activations(t.last())
	return predict.Unit{Layer: t.last(), Index: slices.Index(outputs, slices.Max(outputs))}
}

// state is what is to be shown of a unit.
func (t *Tab) state(u predict.Unit) unitState {
	l := t.layer
	activations := l.pass.Activations(u.Layer)
	s := unitState{
		name: strconv.Itoa(u.Index + 1), a: activations[u.Index], active: !l.blank,
		full:   max(1, slices.Max(activations)), // of ReLU units the strongest, of others 1
		chosen: !l.blank && u == t.shownUnit(),
		off:    slices.Contains(l.off, u),
	}
	if u.Layer == 0 {
		s.levels = l.images.Levels[u.Index]
	}
	if u.Layer == t.last() {
		s.name = prediction.OutputLabels(l.network.Spec().Encoding)[u.Index]
	}
	return s
}

// showOutputs brings the row of outputs up to date.
func (t *Tab) showOutputs() {
	if t.layer == nil {
		t.outputs.RemoveAll()
		return
	}
	n := t.layer.network.Spec().Encoding.Outputs()
	if len(t.outputs.Objects) != n {
		t.outputs.RemoveAll()
		for i := range n {
			t.outputs.Add(newUnitButton(func() { t.Choose(predict.Unit{Layer: t.last(), Index: i}) }))
		}
	}
	for i, o := range t.outputs.Objects {
		o.(*unitButton).Set(t.state(predict.Unit{Layer: t.last(), Index: i}))
	}
}

// showSum writes out the sum of the chosen unit.
func (t *Tab) showSum() {
	nothing := t.layer == nil || t.layer.blank
	ui.SetVisible(t.table, !nothing)
	ui.SetVisible(t.hint, nothing)
	ui.SetVisible(t.editor.Content, !nothing)
	ui.SetVisible(t.off, !nothing && t.shownUnit().Layer < t.last())
	ui.SetVisible(t.back, !nothing && t.chosen != nil)
	if nothing {
		t.editor.Clear()
		t.heading.Set("")
		t.formula.Set("")
		return
	}
	u, spec := t.shownUnit(), t.layer.network.Spec()
	s := t.layer.network.WeightedSum(t.layer.pass, u.Layer, u.Index)
	t.heading.Set(t.title(u))
	if off := slices.Contains(t.layer.off, u); off != t.off.Checked {
		t.off.Checked = off // without switching it
		t.off.Refresh()
	}
	shown := s.Terms[:min(len(s.Terms), termsShown)]
	over := lang.L("z = Σ w·x + b, over %s inked pixels")
	if u.Layer > 0 {
		over = lang.L("z = Σ w·x + b, over %s active units")
	}
	t.formula.Set(fmt.Sprintf(over, i18n.FormatInt(len(s.Terms))))
	rest, full := float32(0), max(s.Bias, -s.Bias)
	for _, term := range s.Terms[len(shown):] {
		rest += term.Product()
	}
	for _, term := range shown {
		full = max(full, term.Product(), -term.Product())
	}
	for i, row := range t.terms {
		if row.Hidden = i >= len(shown); row.Hidden {
			continue
		}
		term := shown[i]
		row.OnTapped = nil
		name := pixelName(term.From)
		weight := predict.Parameter{Layer: u.Layer, From: term.From, To: u.Index}
		if u.Layer > 0 {
			from := predict.Unit{Layer: u.Layer - 1, Index: term.From}
			name = t.title(from)
			row.OnTapped = func() { t.Choose(from) }
		}
		row.OnEdit = func() { t.edit(fmt.Sprintf(lang.L("Weight from %s"), name), weight) }
		row.Set(contribution{name: name, detail: product(term), value: term.Product(), full: full})
	}
	t.rest.Hidden = len(s.Terms) == len(shown)
	t.rest.Set(contribution{name: fmt.Sprintf(lang.L("%s others"), i18n.FormatInt(len(s.Terms)-len(shown))), value: rest, full: full})
	bias := predict.Parameter{Layer: u.Layer, From: predict.Bias, To: u.Index}
	t.bias.OnEdit = func() { t.edit(lang.L("Bias"), bias) }
	t.bias.Set(contribution{name: lang.L("bias b"), detail: i18n.MinusSign(i18n.Sprintf("%.2f", s.Bias), false), value: s.Bias, full: full})
	if at, shown := t.editor.Parameter(); shown && (at.Layer != u.Layer || at.To != u.Index) {
		t.editor.Clear() // it is of another unit
	}
	t.z.Set(contribution{name: "z", detail: lang.L("the sum"), value: s.Z, full: full, strong: true})
	activation := spec.Hidden
	if u.Layer == t.last() {
		activation = spec.Output
	}
	t.a.Set(contribution{name: "a = " + formulaOf(activation), value: s.A, full: max(1, s.A), strong: true})
	t.table.Refresh()
}

// edit lets a weight or a bias be changed. Its unit stays in view, also if another output
// becomes the answer.
func (t *Tab) edit(name string, at predict.Parameter) {
	t.Choose(predict.Unit{Layer: at.Layer, Index: at.To})
	t.editor.Edit(name, at, t.content)
}

// title is what a unit is called.
func (t *Tab) title(u predict.Unit) string {
	switch spec := t.layer.network.Spec(); {
	case u.Layer == t.last():
		title := lang.L("Output %s")
		if t.chosen == nil {
			title = lang.L("The answer: %s")
		}
		return fmt.Sprintf(title, prediction.OutputLabels(spec.Encoding)[u.Index])
	case t.last() > 1: // several hidden layers
		return fmt.Sprintf(lang.L("Unit %d in layer %d"), u.Index+1, u.Layer+1)
	default:
		return fmt.Sprintf(lang.L("Unit %d"), u.Index+1)
	}
}

// pixelName says where a pixel is, counted from 1.
func pixelName(pixel int) string {
	return fmt.Sprintf(lang.L("row %d, col %d"), pixel/ink.Side+1, pixel%ink.Side+1)
}

// product writes a term's weight and input.
func product(t network.Term) string {
	return i18n.MinusSign(i18n.Sprintf("%.2f × %.2f", t.Weight, t.Input), false)
}

// formulaOf is f(z) as people write it.
func formulaOf(f network.Activation) string {
	switch f {
	case network.Sigmoid:
		return "σ(z)"
	case network.ReLU:
		return "max(0, z)"
	}
	return f.Name() + "(z)"
}

// masterDetailLayout lays out pictures at the left and what is said of one at the right.
type masterDetailLayout struct{ laidOut func() }

// detailWidth is the share of the width for what is said.
const detailWidth = 0.42

// MinSize implements fyne.Layout.
func (masterDetailLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	pictures, said := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(pictures.Width+theme.Size(ui.SizeGap)+said.Width, max(pictures.Height, said.Height))
}

// Layout implements fyne.Layout.
func (s masterDetailLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	pictures, said := objects[0], objects[1]
	gap := theme.Size(ui.SizeGap)
	width := min(max(said.MinSize().Width, detailWidth*size.Width), 32*theme.TextSize())
	pictures.Move(fyne.NewPos(0, 0))
	pictures.Resize(fyne.NewSize(size.Width-width-gap, size.Height))
	said.Move(fyne.NewPos(size.Width-width, 0))
	said.Resize(fyne.NewSize(width, size.Height))
	s.laidOut()
}
