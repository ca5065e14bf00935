// Package store is what the next start finds: preferences, workspaces, the network that answers,
// the user's digits, and the run that was interrupted, each in a file that is written whole or
// not at all. A lock keeps two windows from writing the same ones.
package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"digitpad/gui/async"
	"digitpad/training"
	"digitpad/training/atomicfile"
	"digitpad/training/datafile"
	"digitpad/training/ink"
)

// Responds reports whether the folder for what the program keeps can be read.
func Responds(home string) bool {
	_, err := async.ReadWithTimeout(filepath.Join(home, PreferencesFile), os.ReadFile)
	return !errors.Is(err, async.ErrStalled)
}

// Writable is why the folder for what the program keeps cannot be written, nil if it can.
func Writable(home string) error {
	if err := os.MkdirAll(home, 0o755); err != nil {
		return err
	}
	probe, err := os.CreateTemp(home, ".writable-*")
	if err != nil {
		return err
	}
	_, err = probe.WriteString(" ") // a full disk has room for a name
	return errors.Join(err, probe.Close(), os.Remove(probe.Name()))
}

// Preferences are the small things that are remembered between two starts, in a
// file of their own that is written whole. (Fyne's preferences are truncated
// before they are written, and read back by whoever watches them.) Networks lie
// in other files.
type Preferences struct {
	Width, Height float32           // of the window, in Fyne's units
	Tab           int               // that is shown
	Colours       ColorMode         // light or dark
	Language      Language          // of the next start
	Source        DataSource        // of digits; empty while none was ever chosen
	Path          string            `json:"Folder"` // of FolderData and FileData
	Changes       []datafile.Change // of the images at Path
	Shares        MixWeights        // of mixedSource
	Settings      training.Settings // of the next run
	Network       string            // file of the network that answered last, empty for the shipped one
	Unedited      string            // file of the network before it was edited by hand, if EditedFile answered last; empty for one without
	Recent        []string          // files of networks, the latest first
	Brush         float64           // in pad units
	Normalise     bool
	Demo          bool      // draw by itself when idle
	Chart         ChartView // of a run
	CompareChart  ChartView `json:"RacesChart"` // of several runs, but for the quantity
	Evaluate      int       // the view of the Evaluate tab
	Scale         float32   // of all sizes that is wished for, 1 for a desktop
	Presentation  bool      `json:"Projector"` // the window fills the screen
}

// DefaultPreferences are those of the first start: the settings of the command and the
// presets, with one learning rate for all.
func DefaultPreferences() Preferences {
	return Preferences{Width: 1240, Height: 800, Shares: DefaultMix(), Settings: training.DefaultSettings(), Brush: ink.Brush, Normalise: true, Demo: true, Chart: DefaultChartView(), CompareChart: DefaultChartView(), Scale: 1}
}

// LoadPreferences reads preferences. What is missing has its value of the first
// start, as has all of a file that is damaged.
func LoadPreferences(path string) Preferences {
	data, err := os.ReadFile(path)
	if err != nil {
		return DefaultPreferences()
	}
	return readPreferences(data)
}

// readPreferences reads what Save has written.
func readPreferences(data []byte) Preferences {
	p := DefaultPreferences()
	if json.Unmarshal(data, &p) != nil {
		return DefaultPreferences()
	}
	if !slices.Contains(DataSources, p.Source) {
		p.Source = ""
	}
	if !p.Shares.Valid() {
		p.Shares = DefaultMix()
	}
	p.Language = SupportedLanguage(p.Language)
	p.Chart, p.CompareChart = p.Chart.Valid(), p.CompareChart.Valid()
	if !slices.Contains(Scales, p.Scale) {
		p.Scale = 1
	}
	if p.Width < 1 || p.Height < 1 {
		p.Width, p.Height = DefaultPreferences().Width, DefaultPreferences().Height
	}
	return p
}

// Save writes preferences.
func (p Preferences) Save(path string) error {
	data, err := json.MarshalIndent(p, "", "\t")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return atomicfile.Write(path, bytes.NewReader(data))
}

// maxRecent is how many recent networks are remembered.
const maxRecent = 8

// AddRecent puts a network's file at the head of the recent ones.
func (p *Preferences) AddRecent(path string) {
	others := slices.DeleteFunc(slices.Clone(p.Recent), func(s string) bool { return s == path })
	list := slices.Insert(others, 0, path)
	p.Recent = list[:min(len(list), maxRecent)]
}

// Scales are the sizes that everything can have, 1 for a desktop.
var Scales = []float32{1, 1.15, 1.3, 1.5, 1.75, 2, 2.5}

// The files in Options.Home.
const (
	PreferencesFile = "preferences.json"
	NetworkFile     = "last.safetensors"

	// FineTunedFile keeps the network that was fine-tuned last. The one that was trained
	// last keeps its own file: undo may lead back to it.
	FineTunedFile = "taught.safetensors"

	// EditedFile keeps the network that was edited by hand last, until its edits are put
	// back.
	EditedFile = "edited.safetensors"
)
