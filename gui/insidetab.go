package gui

import (
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/network"
	"digitpad/training/ink"
)

// insideTab shows the units of the network that answers: what each of the first
// layer looks for in the image and what it makes of the digit on the pad, and
// the weighted sum of one unit written out.
type insideTab struct {
	// OnSwitch is called when a person switches a hidden unit off, or on again.
	OnSwitch func(u unit, off bool)

	// OnMode is called when a person chooses between weights and weight × ink.
	OnMode func(timesInk bool)

	mode    *widget.RadioGroup
	legend  *legend
	units   *wall
	outputs *fyne.Container
	heading *text
	formula *text
	back    *button
	off     *check
	terms   []*termRow
	rest    *termRow // the terms that are not shown
	bias    *termRow
	z, a    *termRow
	table   *fyne.Container
	hint    *text // in the table's place
	content fyne.CanvasObject

	pixel  int   // the size of a portrait's pixel
	look   *look // nil before the first
	chosen *unit // whose sum is written out; nil for the strongest output
}

// unit is one unit of a network; layer 0 is the first after the input.
type unit struct{ layer, index int }

// look is what is seen of a network at one moment. It does not change.
type look struct {
	network   *network.Network
	pass      *network.Pass // after the forward pass of the image
	off       []unit        // switched off, so that they add nothing
	blank     bool          // whether the image is
	portraits portraits     // of the first layer
}

// newLook looks into a network, in which some units are off, that reads an image. TimesInk asks for portraits
// of weight × ink instead of weights. It takes a moment for large layers.
func newLook(n *network.Network, off []unit, img *ink.Image, timesInk bool) *look {
	l := &look{network: n, off: off, pass: n.NewPass(), blank: img.Empty()}
	n.Forward(l.pass, network.NewInput(img[:]))
	if timesInk {
		l.portraits = portray(n.Layers()[0], img)
	} else {
		l.portraits = portray(n.Layers()[0], nil)
	}
	return l
}

// The modes by what a person reads.
func modeWeights() string  { return lang.L("Weights") }
func modeTimesInk() string { return lang.L("Weight × ink") }

// termsShown is how many terms of a sum are written out.
const termsShown = 9

func newInsideTab() *insideTab {
	t := &insideTab{
		legend:  newLegend(),
		outputs: container.NewGridWithColumns(network.Labels),
		heading: newHeading(""),
		formula: newCaption(""),
		rest:    newTermRow(), bias: newTermRow(), z: newTermRow(), a: newTermRow(),
		hint: newText(lang.L("Draw a digit: its sum is written out here."), theme.SizeNameText, colorQuiet),
	}
	t.mode = widget.NewRadioGroup([]string{modeWeights(), modeTimesInk()}, func(mode string) { t.OnMode(mode == modeTimesInk()) })
	t.mode.Horizontal, t.mode.Required, t.mode.Selected = true, true, modeWeights()
	t.pixel = leastPixel()
	t.units = newWall(lang.L("Hidden units"), t.firstLayer,
		func() fyne.CanvasObject { return newUnitView(t.pixel) },
		func(i widget.GridWrapItemID, o fyne.CanvasObject) { o.(*unitView).Set(t.state(unit{0, i})) })
	t.units.OnSelected = func(i widget.GridWrapItemID) {
		t.units.Unselect(i) // so that it can be chosen again
		t.Choose(unit{0, i})
	}
	t.back = newButton(lang.L("The answer"), theme.NavigateBackIcon(), t.ChooseAnswer)
	t.back.Importance = widget.LowImportance
	t.off = newCheck(lang.L("Switched off"), func(off bool) {
		if u := t.chosen; u != nil {
			t.OnSwitch(*u, off)
		}
	})
	t.table = container.New(stack{})
	for range termsShown {
		row := newTermRow()
		t.terms = append(t.terms, row)
		t.table.Add(row)
	}
	for _, row := range []fyne.CanvasObject{t.rest, t.bias, widget.NewSeparator(), t.z, t.a} {
		t.table.Add(row)
	}

	head := container.NewBorder(nil, nil, t.mode, t.legend)
	sum := container.New(stack{gap: 1},
		newHeading(lang.L("Outputs")), t.outputs,
		container.NewBorder(nil, nil, nil, wide(t.back, t.back.Text), t.heading), t.formula, t.table, container.NewHBox(t.off), t.hint)
	caption := newCaption(lang.L("First layer: blue pixels speak for the unit, orange ones against it. Tap a unit."))
	caption.widest = ""
	t.content = container.NewBorder(container.New(stack{gap: 0.5}, head, caption), nil, nil, nil,
		container.New(showroom{t.fit}, t.units, sum))
	t.showSum()
	return t
}

// firstLayer is the number of units that have a portrait.
func (t *insideTab) firstLayer() int {
	if t.look == nil {
		return 0
	}
	return len(t.look.portraits.levels)
}

// Show shows a look.
func (t *insideTab) Show(l *look) {
	t.look = l
	t.legend.Set(l.portraits.limit)
	spec := l.network.Spec()
	if c := t.chosen; c != nil && (c.layer >= len(spec.Sizes)-1 || c.index >= spec.Sizes[c.layer+1]) {
		t.chosen = nil
	}
	t.refresh()
}

// ShowNothing empties the tab.
func (t *insideTab) ShowNothing() {
	t.look, t.chosen = nil, nil
	t.refresh()
}

// Choose writes out the sum of a unit.
func (t *insideTab) Choose(u unit) {
	t.chosen = &u
	t.refresh()
	if u.layer == 0 {
		t.units.ScrollTo(u.index)
	}
}

// ChooseAnswer writes out the sum of the strongest output, whichever it is.
func (t *insideTab) ChooseAnswer() {
	t.chosen = nil
	t.refresh()
}

// fit makes the portraits as large as the room allows for all of them, or small
// where they must scroll.
func (t *insideTab) fit() {
	room, gap := t.units.Size(), theme.Padding()
	pixel := largestPortrait
	for ; pixel > leastPixel(); pixel-- {
		cell := portraitSize(pixel).AddWidthHeight(gap, gap)
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

// largestPortrait is the largest size of a portrait's pixel: beyond it nothing
// more is seen.
const largestPortrait = 5

func (t *insideTab) refresh() {
	t.fit()
	t.units.Refresh()
	t.showOutputs()
	t.showSum()
}

// last is the output layer.
func (t *insideTab) last() int { return len(t.look.network.Layers()) - 1 }

// shownUnit is the unit whose sum is written out.
func (t *insideTab) shownUnit() unit {
	if t.chosen != nil {
		return *t.chosen
	}
	outputs := t.look.pass.Activations(t.last())
	return unit{t.last(), slices.Index(outputs, slices.Max(outputs))}
}

// state is what is to be shown of a unit.
func (t *insideTab) state(u unit) unitState {
	l := t.look
	activations := l.pass.Activations(u.layer)
	s := unitState{
		name: strconv.Itoa(u.index + 1), a: activations[u.index], active: !l.blank,
		full:   max(1, slices.Max(activations)), // of ReLU units the strongest, of others 1
		chosen: !l.blank && u == t.shownUnit(),
		off:    slices.Contains(l.off, u),
	}
	if u.layer == 0 {
		s.levels = l.portraits.levels[u.index]
	}
	if u.layer == t.last() {
		s.name = outputLabels(l.network.Spec().Encoding)[u.index]
	}
	return s
}

// showOutputs brings the row of outputs up to date.
func (t *insideTab) showOutputs() {
	if t.look == nil {
		t.outputs.RemoveAll()
		return
	}
	n := t.look.network.Spec().Encoding.Outputs()
	if len(t.outputs.Objects) != n {
		t.outputs.RemoveAll()
		for i := range n {
			t.outputs.Add(newUnitButton(func() { t.Choose(unit{t.last(), i}) }))
		}
	}
	for i, o := range t.outputs.Objects {
		o.(*unitButton).Set(t.state(unit{t.last(), i}))
	}
}

// showSum writes out the sum of the chosen unit.
func (t *insideTab) showSum() {
	nothing := t.look == nil || t.look.blank
	reveal(t.table, !nothing)
	reveal(t.hint, nothing)
	reveal(t.off, !nothing && t.shownUnit().layer < t.last())
	reveal(t.back, !nothing && t.chosen != nil)
	if nothing {
		t.heading.Set("")
		t.formula.Set("")
		return
	}
	u, spec := t.shownUnit(), t.look.network.Spec()
	s := t.look.network.WeightedSum(t.look.pass, u.layer, u.index)
	t.heading.Set(t.title(u))
	if off := slices.Contains(t.look.off, u); off != t.off.Checked {
		t.off.Checked = off // without a call of OnSwitch
		t.off.Refresh()
	}
	shown := s.Terms[:min(len(s.Terms), termsShown)]
	over := lang.L("z = Σ w·x + b, over %s inked pixels")
	if u.layer > 0 {
		over = lang.L("z = Σ w·x + b, over %s active units")
	}
	t.formula.Set(fmt.Sprintf(over, count(len(s.Terms))))
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
		if u.layer > 0 {
			from := unit{u.layer - 1, term.From}
			name = t.title(from)
			row.OnTapped = func() { t.Choose(from) }
		}
		row.Set(summand{name: name, detail: product(term), value: term.Product(), full: full})
	}
	t.rest.Hidden = len(s.Terms) == len(shown)
	t.rest.Set(summand{name: fmt.Sprintf(lang.L("%s others"), count(len(s.Terms)-len(shown))), value: rest, full: full})
	t.bias.Set(summand{name: lang.L("bias b"), value: s.Bias, full: full})
	t.z.Set(summand{name: "z", detail: lang.L("the sum"), value: s.Z, full: full, strong: true})
	activation := spec.Hidden
	if u.layer == t.last() {
		activation = spec.Output
	}
	t.a.Set(summand{name: "a = " + formulaOf(activation), value: s.A, full: max(1, s.A), strong: true})
	t.table.Refresh()
}

// title is what a unit is called.
func (t *insideTab) title(u unit) string {
	switch spec := t.look.network.Spec(); {
	case u.layer == t.last():
		title := lang.L("Output %s")
		if t.chosen == nil {
			title = lang.L("The answer: %s")
		}
		return fmt.Sprintf(title, outputLabels(spec.Encoding)[u.index])
	case t.last() > 1: // several hidden layers
		return fmt.Sprintf(lang.L("Unit %d in layer %d"), u.index+1, u.layer+1)
	default:
		return fmt.Sprintf(lang.L("Unit %d"), u.index+1)
	}
}

// pixelName says where a pixel is, counted from 1.
func pixelName(pixel int) string {
	return fmt.Sprintf(lang.L("row %d, col %d"), pixel/ink.Side+1, pixel%ink.Side+1)
}

// product writes a term's weight and input.
func product(t network.Term) string {
	return minus(fmt.Sprintf("%.2f × %.2f", t.Weight, t.Input), false)
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

// showroom lays out pictures at the left and what is said of one at the right.
type showroom struct{ laidOut func() }

// showroomSaid is the share of the width for what is said.
const showroomSaid = 0.42

// MinSize implements fyne.Layout.
func (showroom) MinSize(objects []fyne.CanvasObject) fyne.Size {
	pictures, said := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(pictures.Width+theme.Size(sizeGap)+said.Width, max(pictures.Height, said.Height))
}

// Layout implements fyne.Layout.
func (s showroom) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	pictures, said := objects[0], objects[1]
	gap := theme.Size(sizeGap)
	width := min(max(said.MinSize().Width, showroomSaid*size.Width), 32*theme.TextSize())
	pictures.Move(fyne.NewPos(0, 0))
	pictures.Resize(fyne.NewSize(size.Width-width-gap, size.Height))
	said.Move(fyne.NewPos(size.Width-width, 0))
	said.Resize(fyne.NewSize(width, size.Height))
	s.laidOut()
}
