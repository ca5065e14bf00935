package gui

import (
	"encoding/json"
	"slices"

	"fyne.io/fyne/v2"

	"digitpad/training"
	"digitpad/training/ink"
)

// preferences are the small things that are remembered between two starts.
// What is missing or damaged has its default. Networks lie in files of their
// own.
type preferences struct{ store fyne.Preferences }

// The names under which preferences are stored.
const (
	keyWidth     = "window.width"
	keyHeight    = "window.height"
	keySettings  = "training.settings"
	keySource    = "training.source"
	keyFolder    = "training.folder"
	keyNetwork   = "network.path"
	keyRecent    = "network.recent"
	keyBrush     = "pad.brush"
	keyNormalise = "pad.normalise"
	keyColours   = "view.colours"
	keyTab       = "view.tab"
)

// The window's size at the first start, in Fyne's units.
const (
	defaultWidth  = 1240
	defaultHeight = 800
)

func (p preferences) size() fyne.Size {
	return fyne.NewSize(
		float32(p.store.FloatWithFallback(keyWidth, defaultWidth)),
		float32(p.store.FloatWithFallback(keyHeight, defaultHeight)))
}

func (p preferences) setSize(s fyne.Size) {
	p.store.SetFloat(keyWidth, float64(s.Width))
	p.store.SetFloat(keyHeight, float64(s.Height))
}

func (p preferences) settings() training.Settings {
	s := training.Post()
	stored := p.store.String(keySettings)
	if err := json.Unmarshal([]byte(stored), &s); err != nil {
		return training.Post()
	}
	return s
}

func (p preferences) setSettings(s training.Settings) {
	if data, err := json.Marshal(s); err == nil { // infinite numbers have no JSON
		p.store.SetString(keySettings, string(data))
	}
}

// source is the one chosen last, empty if none ever was.
func (p preferences) source() source {
	s := source(p.store.String(keySource))
	if !slices.Contains(sources, s) {
		return ""
	}
	return s
}

func (p preferences) setSource(s source, folder string) {
	p.store.SetString(keySource, string(s))
	p.store.SetString(keyFolder, folder)
}

func (p preferences) folder() string { return p.store.String(keyFolder) }

// network is the path of the network that answered last, empty for the one that
// comes with digitpad.
func (p preferences) network() string        { return p.store.String(keyNetwork) }
func (p preferences) setNetwork(path string) { p.store.SetString(keyNetwork, path) }

// maxRecent is how many opened and saved networks are remembered.
const maxRecent = 8

// recent are the networks opened or saved last, the latest first.
func (p preferences) recent() []string { return p.store.StringList(keyRecent) }

func (p preferences) addRecent(path string) {
	list := slices.DeleteFunc(slices.Clone(p.recent()), func(s string) bool { return s == path })
	list = slices.Insert(list, 0, path)
	p.store.SetStringList(keyRecent, list[:min(len(list), maxRecent)])
}

func (p preferences) brush() float64         { return p.store.FloatWithFallback(keyBrush, ink.Brush) }
func (p preferences) setBrush(width float64) { p.store.SetFloat(keyBrush, width) }

func (p preferences) normalise() bool      { return p.store.BoolWithFallback(keyNormalise, true) }
func (p preferences) setNormalise(on bool) { p.store.SetBool(keyNormalise, on) }

func (p preferences) colours() colours     { return colours(p.store.Int(keyColours)) }
func (p preferences) setColours(c colours) { p.store.SetInt(keyColours, int(c)) }

func (p preferences) tab() int       { return p.store.Int(keyTab) }
func (p preferences) setTab(tab int) { p.store.SetInt(keyTab, tab) }
