package predict

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"

	"digitpad/assets"
	"digitpad/gui/async"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/network/message"
	"digitpad/training/note"
)

// Parameter is a weight or a bias of a network: the weight that leads from From, an input
// or a unit of the layer before, to unit To of Layer, or the bias of that unit if From is
// Bias. Layer 0 is the first after the input.
type Parameter struct{ Layer, From, To int }

// Bias is in the place of From for the bias of a unit.
const Bias = -1

// in is where a network has the parameter. It panics if it has none there.
func (at Parameter) in(n *network.Network) *float32 {
	if !at.In(n) {
		panic(fmt.Sprintf("predict: a network %s has no parameter %+v", n.Spec().SizesString(), at))
	}
	layer := n.Layers()[at.Layer]
	if at.From == Bias {
		return &layer.B[at.To]
	}
	return &layer.W[at.From*layer.Stride+at.To]
}

// In reports whether a network has the parameter.
func (at Parameter) In(n *network.Network) bool {
	if at.Layer < 0 || at.Layer >= len(n.Layers()) {
		return false
	}
	layer := n.Layers()[at.Layer]
	return at.To >= 0 && at.To < layer.Out && at.From >= Bias && at.From < layer.In
}

// Edit is a parameter that was changed by hand.
type Edit struct {
	Parameter
	Before, After float32
}

// NoteEdits is the note of a network about what was changed in it by hand, so that it
// can be put back by whoever opens its file: the edits as JSON.
const NoteEdits = "edits"

// editing is what was changed by hand in the network that answers.
type editing struct {
	edits  []Edit    // one for each parameter that differs from what it was
	past   [][]Edit  // the edits before the last change, the one before it, and so on
	before answering // the network that was edited; without one if none was
}

// answering is a network that answers, and what comes with it.
type answering struct {
	model  codec.Model
	origin Origin
	run    *run.Run
	epoch  int
}

// Parameter is the value of a parameter of the whole network. It panics without a
// network, or if it has no such parameter.
func (p *Prediction) Parameter(at Parameter) float32 { return *at.in(p.model.Network) }

// Edits are the parameters that were changed by hand and are not put back, in the order in
// which they were first changed.
func (p *Prediction) Edits() []Edit { return slices.Clone(p.editing.edits) }

// Edited is what was done to a parameter; false if it is as it was.
func (p *Prediction) Edited(at Parameter) (Edit, bool) {
	i := slices.IndexFunc(p.editing.edits, func(e Edit) bool { return e.Parameter == at })
	if i < 0 {
		return Edit{}, false
	}
	return p.editing.edits[i], true
}

// Edit changes a weight or a bias of the network that answers, on a copy that answers
// from now on. It ends following a run. The error says why the value cannot be one.
func (p *Prediction) Edit(at Parameter, value float64) error {
	v := float32(value)
	if math.IsNaN(value) || math.IsInf(float64(v), 0) {
		return message.Errorf("a weight is a number of up to 38 digits; nothing was changed")
	}
	now := p.Parameter(at)
	if v == now {
		return nil
	}
	edits := slices.Clone(p.editing.edits)
	i := slices.IndexFunc(edits, func(e Edit) bool { return e.Parameter == at })
	switch {
	case i < 0:
		edits = append(edits, Edit{at, now, v})
	case v == edits[i].Before:
		edits = slices.Delete(edits, i, i+1)
	default:
		edits[i].After = v
	}
	p.change(edits)
	return nil
}

// PutBack gives a parameter the value that it had before it was edited.
func (p *Prediction) PutBack(at Parameter) {
	if _, edited := p.Edited(at); edited {
		p.change(slices.DeleteFunc(p.Edits(), func(e Edit) bool { return e.Parameter == at }))
	}
}

// PutAllBack lets the network answer as it was before it was edited; if it was that of a
// run, the run is followed again.
func (p *Prediction) PutAllBack() {
	if len(p.editing.edits) > 0 {
		p.change(nil)
	}
}

// CanUndoEdit reports whether there is an edit to undo, or edits that were put back.
func (p *Prediction) CanUndoEdit() bool { return len(p.editing.past) > 0 }

// UndoEdit takes back the last Edit, PutBack or PutAllBack.
func (p *Prediction) UndoEdit() {
	if last := len(p.editing.past) - 1; last >= 0 {
		edits := p.editing.past[last]
		p.editing.past = p.editing.past[:last]
		p.apply(edits)
	}
}

// change puts other edits in the place of those that there are.
func (p *Prediction) change(edits []Edit) {
	if p.editing.before.model.Network == nil {
		p.editing.before = answering{p.model, p.origin, p.run, p.epoch}
	}
	p.editing.past = append(p.editing.past, p.editing.edits)
	p.apply(edits)
}

// apply lets the network that was edited answer with these edits. Units that are switched
// off stay so.
func (p *Prediction) apply(edits []Edit) {
	before := p.editing.before
	p.editing.edits = edits
	p.generation++
	if len(edits) == 0 {
		p.model, p.origin, p.run, p.epoch = before.model, before.origin, before.run, before.epoch
		p.prefs.Network, p.prefs.Unedited = before.origin.File, ""
		p.dropEdited()
		if p.run != nil {
			p.Update(p.run) // it may have learned meanwhile
		}
		p.classify(PredictionChange{Network: true})
		return
	}
	n := before.model.Network.Clone()
	for _, e := range edits {
		*e.in(n) = e.After
	}
	p.model = codec.Model{Network: n, Notes: editedNotes(before.model.Notes, edits)}
	p.origin = before.origin
	p.origin.Edited = len(edits)
	p.run, p.epoch = nil, store.LatestEpoch
	p.prefs.Unedited = before.origin.File
	p.KeepForNextStart(p.model, store.EditedFile)
	p.classify(PredictionChange{Network: true})
}

// editedNotes are the notes of a network with edits: what was measured before does not
// hold any more.
func editedNotes(notes map[string]string, edits []Edit) map[string]string {
	edited := maps.Clone(notes)
	if edited == nil {
		edited = map[string]string{}
	}
	for _, name := range []string{note.TestCost, note.TestedOn, note.TestAccuracy} {
		delete(edited, name)
	}
	text, err := json.Marshal(edits)
	if err != nil {
		panic("predict: edits have no JSON: " + err.Error()) // they are finite
	}
	edited[NoteEdits] = string(text)
	return edited
}

// recall makes the edits that a network's notes tell of undoable. Notes that do not fit
// the network tell nothing.
func (p *Prediction) recall() {
	note, found := p.model.Notes[NoteEdits]
	if !found {
		return
	}
	n := p.model.Network
	var edits []Edit
	if json.Unmarshal([]byte(note), &edits) != nil || len(edits) == 0 {
		return
	}
	before := n.Clone()
	for _, e := range edits {
		if !e.In(n) || *e.in(n) != e.After {
			return
		}
		*e.in(before) = e.Before
	}
	notes := maps.Clone(p.model.Notes)
	delete(notes, NoteEdits)
	origin := p.origin
	origin.Edited = 0
	if origin.File == p.editedFile() { // kept by itself, beside the file of the network before
		origin = p.originBefore(codec.Model{Network: before, Notes: notes})
	}
	p.editing = editing{edits: edits, before: answering{codec.Model{Network: before, Notes: notes}, origin, nil, store.LatestEpoch}}
	file := p.origin.File
	p.origin = origin
	p.origin.File, p.origin.Edited = file, len(edits)
}

// originBefore is where a network comes from that was edited before the last start.
func (p *Prediction) originBefore(m codec.Model) Origin {
	for kind, file := range map[OriginKind]string{FromDigitpad: assets.Shipped, FromPost: assets.Post} {
		if own, err := ShippedModel(file); err == nil && slices.Equal(own.Network.Parameters(), m.Network.Parameters()) {
			return Origin{Kind: kind}
		}
	}
	o := p.originOf(m, p.prefs.Unedited)
	if p.prefs.Unedited == "" {
		o.Kind = FromTraining
	}
	return o
}

// editedFile is where the network lies that was edited last.
func (p *Prediction) editedFile() string { return filepath.Join(p.env.Home, store.EditedFile) }

// setAside keeps the network with edits that another takes the place of; see
// ReturnToEdited.
func (p *Prediction) setAside() {
	if len(p.editing.edits) > 0 {
		p.aside = append(p.aside, answering{model: p.model, origin: p.origin})
	}
	p.editing = editing{}
}

// CanReturnToEdited reports whether a network with edits was set aside, when another
// began to answer.
func (p *Prediction) CanReturnToEdited() bool { return len(p.aside) > 0 }

// ReturnToEdited lets the network answer again that was set aside last, with its edits.
func (p *Prediction) ReturnToEdited() {
	if last := len(p.aside) - 1; last >= 0 {
		aside := p.aside[last]
		p.Use(aside.model, aside.origin)
		p.aside = slices.Delete(p.aside, last, last+1) // one with edits that it replaces stands after it
		p.KeepForNextStart(p.model, store.EditedFile)
	}
}

// findEdited looks for a network with edits that was set aside before the last end.
func (p *Prediction) findEdited() {
	if path := p.editedFile(); p.env.Home != "" && len(p.editing.edits) == 0 {
		if m, err := async.ReadWithTimeout(path, ReadModel); err == nil && m.Notes[NoteEdits] != "" {
			p.aside = append(p.aside, answering{model: m, origin: p.originOf(m, path)})
		}
	}
}

// dropEdited removes the file of a network whose edits are all put back.
func (p *Prediction) dropEdited() {
	path := p.editedFile()
	p.env.File(func() { _ = os.Remove(path) }) // it may never have been written
}
