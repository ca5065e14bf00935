package gui

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"digitpad/training"
	"digitpad/training/atomicfile"
	"digitpad/training/ink"
)

// preferences are the small things that are remembered between two starts, in a
// file of their own that is written whole. (Fyne's preferences are truncated
// before they are written, and read back by whoever watches them.) Networks lie
// in other files.
type preferences struct {
	Width, Height float32           // of the window, in Fyne's units
	Tab           int               // that is shown
	Colours       colours           // light or dark
	Language      language          // of the next start
	Source        source            // of digits; empty while none was ever chosen
	Folder        string            // of folderSource
	Shares        shares            // of mixedSource
	Settings      training.Settings // of the next run
	Network       string            // file of the network that answered last, empty for the shipped one
	Recent        []string          // files of networks, the latest first
	Brush         float64           // in pad units
	Normalise     bool
	Demo          bool      // draw by itself when idle
	Chart         chartView // of a run
	RacesChart    chartView // of several, but for the quantity
	Evaluate      int       // the view of the Evaluate tab
	Scale         float32   // of all sizes that is wished for, 1 for a desktop
	Projector     bool      // the window fills the screen
}

// firstPreferences are those of the first start. The post's network learns the
// built-in sample to more than nine in ten with a rate of 1, and to a little less
// with Nielsen's 3; on MNIST both rates do equally well.
func firstPreferences() preferences {
	settings := training.DefaultSettings()
	settings.Rate = 1
	return preferences{Width: 1240, Height: 800, Shares: firstShares(), Settings: settings, Brush: ink.Brush, Normalise: true, Demo: true, Chart: firstChartView(), RacesChart: firstChartView(), Scale: 1}
}

// loadPreferences reads preferences. What is missing has its value of the first
// start, as has all of a file that is damaged.
func loadPreferences(path string) preferences {
	p := firstPreferences()
	data, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(data, &p) != nil {
		return firstPreferences()
	}
	if !slices.Contains(sources, p.Source) {
		p.Source = ""
	}
	if !p.Shares.valid() {
		p.Shares = firstShares()
	}
	p.Language = supported(p.Language)
	p.Chart, p.RacesChart = p.Chart.valid(), p.RacesChart.valid()
	if !slices.Contains(scales, p.Scale) {
		p.Scale = 1
	}
	if p.Width < 1 || p.Height < 1 {
		p.Width, p.Height = firstPreferences().Width, firstPreferences().Height
	}
	return p
}

// save writes preferences.
func (p preferences) save(path string) error {
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

// addRecent puts a network's file at the head of the recent ones.
func (p *preferences) addRecent(path string) {
	others := slices.DeleteFunc(slices.Clone(p.Recent), func(s string) bool { return s == path })
	list := slices.Insert(others, 0, path)
	p.Recent = list[:min(len(list), maxRecent)]
}
