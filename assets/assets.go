// Package assets holds the files that are part of the program: its icon, the
// networks that come with it, the languages that it speaks, and the licences of what
// it is made of.
package assets

import (
	"embed"
	"fmt"
)

//go:generate go run drawicon.go
//go:generate go run collectlicences.go

// Icon is the program's icon, an SVG.
//
//go:embed icon.svg
var Icon []byte

// WindowIcon is the icon in 128×128 pixels, a PNG: the window has it before its first
// frame, and to draw the SVG took a fifth of the start.
//
//go:embed icon-128.png
var WindowIcon []byte

// The networks that come with digitpad; see Network.
const (
	Shipped   = "shipped.safetensors"   // answers until the user has one of their own
	Post      = "post.safetensors"      // the post's, 784-15-10
	Segmenter = "segmenter.safetensors" // tells a whole digit from a part of one and from several: segment.NewReader

	// They tell digits from other drawings, together: inference.NewRejector.
	Rejector             = "rejector.safetensors"
	RejectorByDirections = "rejector-directions.safetensors"
)

//go:embed networks
var networks embed.FS

// Licences are those of everything that is linked into digitpad. A line of equals
// signs and one with the name come before the licences of each module.
//
//go:embed licences.txt
var Licences string

// Translations are the texts of the window by their English form, a JSON file in
// TranslationsFolder for each language.
//
//go:embed translations
var Translations embed.FS

// TranslationsFolder is where Translations has its files.
const TranslationsFolder = "translations"

// Guide is the text of the guide, Markdown files in a folder for each language below
// GuideFolder; see package training/guide.
//
//go:embed guide
var Guide embed.FS

// GuideFolder is where Guide has its folders.
const GuideFolder = "guide"

// Help are the chapters of the help, Markdown files in a folder for each language
// below HelpFolder.
//
//go:embed help
var Help embed.FS

// HelpFolder is where Help has its folders.
const HelpFolder = "help"

// Network is the file of a network that comes with digitpad.
func Network(name string) ([]byte, error) {
	data, err := networks.ReadFile("networks/" + name)
	if err != nil {
		return nil, fmt.Errorf("this build of digitpad comes without the network %s", name)
	}
	return data, nil
}
