// Package predict is what lies on the pad, and the network that answers it.
package predict

import (
	"cmp"
	"errors"
	"path/filepath"
	"slices"

	"digitpad/assets"
	"digitpad/gui/async"
	"digitpad/gui/state/owner"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/calibration"
	"digitpad/training/inference"
	"digitpad/training/ink"
	"digitpad/training/note"
)

// Unit is one unit of a network; layer 0 is the first after the input.
type Unit struct{ Layer, Index int }

// PredictionChange is what has changed about the prediction.
type PredictionChange struct {
	Network bool // what answers is another network, or comes from elsewhere
	Image   bool // what is to be read is another image
}

// Unspecified is a file that does not say all about its network.
type Unspecified struct {
	Path string
	*codec.UnspecifiedError
}

// Prediction owns the network that answers the pad: where it comes from, the epoch
// in view, and the hidden units that are switched off. Use is the only way to another
// network, and Edit the only one to other weights. Following a run is a mode that every
// explicit choice ends.
type Prediction struct {
	// Changed tells of every change of the network or of the image.
	Changed owner.Signal[PredictionChange]

	// Unspecified tells of a file that OpenFile could not open because it has weights
	// alone: more has to be given.
	Unspecified owner.Signal[Unspecified]

	env      owner.Env
	prefs    *store.Preferences
	page     *Page
	rejector *inference.Rejector // nil in a build without its networks

	model      codec.Model // its Network may be nil
	calibrated calibration.Calibration
	origin     Origin
	pass       *network.Pass
	ablation   ablation
	editing    editing
	aside      []answering // networks with edits that others took the place of, the latest last
	run        *run.Run    // whose network answers, as it is now or was at an epoch; nil for another
	epoch      int         // of the run, by its index, or store.LatestEpoch
	generation int         // of explicit choices: what was asked for before the last one is void
	unkept     int         // the choice of whose network it was told that it could not be kept; -1 for none
	image      ink.Image
	result     Result
}

// ablation are hidden units that are switched off, and the network without them.
type ablation struct {
	units []Unit
	full  *network.Network // that rest was made of; nil for none yet
	rest  *network.Network
}

// NewPrediction makes a Prediction without a network.
func NewPrediction(env owner.Env, prefs *store.Preferences, page *Page) *Prediction {
	p := &Prediction{env: env, prefs: prefs, page: page, rejector: shippedRejector(assets.Rejector, assets.RejectorByDirections), calibrated: calibration.None, epoch: store.LatestEpoch, unkept: -1}
	page.Changed.Listen(func(c PageChange) {
		if !c.Ended {
			p.classify(PredictionChange{Image: true})
		}
	})
	page.Chosen.Listen(func(struct{}) { p.classify(PredictionChange{Image: true}) })
	p.read()
	return p
}

// Model is the network that answers, whole, with its notes; its Network is nil while
// there is none.
func (p *Prediction) Model() codec.Model { return p.model }

// Origin is where it comes from.
func (p *Prediction) Origin() Origin { return p.origin }

// Result is what it makes of the content of the pad.
func (p *Prediction) Result() Result { return p.result }

// Image is what it got of the content of the pad.
func (p *Prediction) Image() ink.Image { return p.image }

// NextStart is the file of the network that the next start opens, empty for the shipped
// one.
func (p *Prediction) NextStart() string { return p.prefs.Network }

// Read is what the network makes of an image.
func (p *Prediction) Read(img ink.Image) Result {
	return classify(p.Network(), p.pass, p.calibrated, p.rejector, img)
}

// Network is the network that answers, without the units that are switched off; nil
// if there is none.
func (p *Prediction) Network() *network.Network {
	full := p.model.Network
	if full == nil || len(p.ablation.units) == 0 {
		return full
	}
	if p.ablation.full != full {
		p.ablation.full, p.ablation.rest = full, full
		for _, u := range p.ablation.units {
			p.ablation.rest = p.ablation.rest.Ablate(u.Layer, u.Index)
		}
	}
	return p.ablation.rest
}

// SwitchedOff are the hidden units that are switched off.
func (p *Prediction) SwitchedOff() []Unit { return slices.Clone(p.ablation.units) }

// SwitchUnit switches a hidden unit off, or on again. The network itself stays as it
// is.
func (p *Prediction) SwitchUnit(u Unit, off bool) {
	p.ablation.units = slices.DeleteFunc(p.ablation.units, func(o Unit) bool { return o == u })
	if off {
		p.ablation.units = append(p.ablation.units, u)
	}
	p.ablation.full = nil
	p.classify(PredictionChange{Network: true})
}

// Use lets a network answer. It ends following a run, and makes void what was asked
// for before.
func (p *Prediction) Use(m codec.Model, o Origin) {
	p.generation++
	p.run, p.epoch = nil, store.LatestEpoch
	p.prefs.Network = o.File
	p.set(m, o)
}

// set puts a network in the place of the one that answers, with all its units.
func (p *Prediction) set(m codec.Model, o Origin) {
	p.setAside()
	p.ablation = ablation{}
	p.take(m, o)
	p.recall()
	p.classify(PredictionChange{Network: true})
}

// take puts a network in the place of the one that answers.
func (p *Prediction) take(m codec.Model, o Origin) {
	p.model, p.origin = m, o
	p.pass = m.Network.NewPass()
	p.calibrated, _ = calibration.Of(m.Notes) // none where it cannot be read
}

// Calibration is that of the network that answers.
func (p *Prediction) Calibration() calibration.Calibration { return p.calibrated }

// Renew brings the notes of the network that answers up to date, if it is a run's: its
// calibration, and its score on the test images.
func (p *Prediction) Renew(r *run.Run) {
	if r != p.run {
		return
	}
	epochs := r.Epochs()
	if p.epoch != store.LatestEpoch {
		epochs = epochs[:p.epoch+1]
	}
	p.take(r.Model(p.model.Network, epochs), p.origin)
	p.classify(PredictionChange{Network: true})
}

// Request is the number of an explicit choice that takes a while: its result counts
// only while pending reports so.
func (p *Prediction) Request() int {
	p.generation++
	return p.generation
}

// Pending reports whether no other choice was made since a request.
func (p *Prediction) Pending(request int) bool { return p.generation == request }

// Resume makes void what was asked for before a run goes on, if its network answers.
func (p *Prediction) Resume(r *run.Run) {
	if p.run == r {
		p.generation++
	}
}

// Following is the run whose network answers, nil for another network.
func (p *Prediction) Following() *run.Run { return p.run }

// Epoch is the epoch of the run that answers, by its index, or store.LatestEpoch for
// the network as it is now.
func (p *Prediction) Epoch() int { return p.epoch }

// Follow lets the network of a run answer, now and as it learns.
func (p *Prediction) Follow(r *run.Run) {
	p.generation++
	p.setAside()
	p.run, p.epoch = r, store.LatestEpoch
	p.ablation = ablation{}
	p.Update(r)
}

// Update takes the network of a run as it is now, if that run is followed.
func (p *Prediction) Update(r *run.Run) {
	if r != p.run || p.epoch != store.LatestEpoch {
		return
	}
	n := r.Network()
	if n == nil || n == p.model.Network && !r.Phase().Over() { // its notes are complete only then
		return
	}
	if n != p.model.Network {
		p.editing = editing{} // what was put back was of another moment
	}
	p.take(r.Model(n, r.Epochs()), Origin{Kind: FromRun, Phase: r.Phase(), Sizes: n.Spec().SizesString()})
	p.classify(PredictionChange{Network: true})
}

// ShowEpoch lets the network of a run answer as it was after epoch i; the last epoch
// stands for the network as it is now.
func (p *Prediction) ShowEpoch(r *run.Run, i int) {
	if r == nil || len(r.Epochs()) == 0 {
		return
	}
	if i = max(0, i); i >= len(r.Epochs())-1 {
		if p.run == r { // with its units
			p.epoch = store.LatestEpoch
			p.Update(r)
			p.classify(PredictionChange{Network: true})
			return
		}
		p.Follow(r)
		return
	}
	net, err := r.After(i)
	if err != nil {
		p.env.Report("The network of this epoch cannot be shown", err)
		return
	}
	if p.run != r {
		p.ablation = ablation{}
	}
	p.generation++
	p.setAside()
	p.run, p.epoch = r, i
	p.take(r.Model(net, r.Epochs()[:i+1]), Origin{Kind: FromEpoch, Epoch: r.Epochs()[i].Number})
	p.classify(PredictionChange{Network: true})
}

// classify reads the pad and tells of it.
func (p *Prediction) classify(c PredictionChange) {
	p.read()
	p.Changed.Notify(c)
}

func (p *Prediction) read() {
	p.image = p.page.Image()
	p.result = p.Read(p.image)
	p.result.Unsure = p.result.Unsure || p.result.Answered && p.page.LeavesOut()
}

// UseShipped lets the network that comes with digitpad answer.
func (p *Prediction) UseShipped() { p.useAsset(assets.Shipped, FromDigitpad) }

// UsePost lets the post's network answer.
func (p *Prediction) UsePost() { p.useAsset(assets.Post, FromPost) }

func (p *Prediction) useAsset(file string, kind OriginKind) {
	m, err := ShippedModel(file)
	if err != nil {
		p.env.Report("That network is not here", err)
		return
	}
	p.Use(m, Origin{Kind: kind})
}

// OpenFile lets the network in a file answer, unless another is chosen meanwhile. Given
// says what the file may leave open; see Unspecified. Opened is called when the network
// answers.
func (p *Prediction) OpenFile(path string, given codec.Given, opened func()) {
	request := p.Request()
	p.env.Detach(func() {
		m, err := readModelGiven(path, given)
		p.env.Post(func() {
			var unspecified *codec.UnspecifiedError
			switch {
			case !p.Pending(request): // the drive took so long that another was chosen
			case errors.As(err, &unspecified):
				p.Unspecified.Notify(Unspecified{path, unspecified})
			case err != nil:
				p.env.Report("The network cannot be opened", err)
			default:
				p.Use(m, Origin{Kind: FromFile, Name: filepath.Base(path), File: path})
				opened()
			}
		})
	})
}

// Restore lets a network file answer, else the one that answered at the last end,
// else the one that comes with digitpad. It reads at once, so that the first frame
// has an answer.
func (p *Prediction) Restore(opened string) {
	for _, path := range []string{opened, p.prefs.Network} {
		if path == "" {
			continue
		}
		m, err := async.ReadWithTimeout(path, ReadModel)
		if err == nil {
			p.Use(m, p.originOf(m, path))
			p.findEdited()
			return
		}
		if path == opened {
			p.env.Report("The network cannot be opened", err)
		}
	}
	if m, err := ShippedModel(assets.Shipped); err == nil {
		p.Use(m, Origin{Kind: FromDigitpad})
		p.findEdited()
	}
}

// originOf is where a network comes from by the file that it lay in.
func (p *Prediction) originOf(m codec.Model, path string) Origin {
	o := Origin{Kind: FromFile, Name: filepath.Base(path), File: path}
	switch path {
	case filepath.Join(p.env.Home, store.NetworkFile):
		o.Kind = FromTraining
	case filepath.Join(p.env.Home, store.FineTunedFile):
		o.Kind = FromFineTuning
	}
	o.Sizes = m.Network.Spec().SizesString()
	o.Accuracy = cmp.Or(m.Notes[note.TestAccuracy], m.Notes[note.ValidationAccuracy])
	return o
}

// KeepForNextStart writes a network to a file in Home, which the next start opens
// unless another network is chosen meanwhile. That it could not be written is told once for
// each choice: a run's network is kept at its end, and again with its calibration.
func (p *Prediction) KeepForNextStart(m codec.Model, name string) {
	path, chosen := filepath.Join(p.env.Home, name), p.generation
	p.env.File(func() {
		err := WriteModel(m, path)
		p.env.Post(func() {
			switch {
			case err != nil && p.unkept != chosen:
				p.unkept = chosen
				p.env.Report("Your network could not be kept for the next start", err)
			case err == nil && p.generation == chosen:
				p.prefs.Network, p.origin.File = path, path
			}
		})
	})
}

// SameNetwork reports whether two networks are one, or share their parameters.
func SameNetwork(a, b *network.Network) bool {
	return a != nil && b != nil && &a.Parameters()[0] == &b.Parameters()[0]
}
