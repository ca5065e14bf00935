package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/state/store"
)

// Colours and sizes that Fyne has no name for. They are looked up like its own,
// theme.Color(colorPaper), so that a change of theme reaches them too.
const (
	ColorPaper   fyne.ThemeColorName = "digitpad.paper"   // the pad before a stroke
	ColorInk     fyne.ThemeColorName = "digitpad.ink"     // a stroke on it
	ColorSurface fyne.ThemeColorName = "digitpad.surface" // a card on the background
	ColorTrack   fyne.ThemeColorName = "digitpad.track"   // the empty part of a bar
	ColorSubtle  fyne.ThemeColorName = "digitpad.quiet"   // captions, units, hints
	ColorIdle    fyne.ThemeColorName = "digitpad.idle"    // a bar that does not win

	SizePrediction fyne.ThemeSizeName = "digitpad.answer" // the predicted digit
	SizeGap        fyne.ThemeSizeName = "digitpad.gap"    // between one group of controls and the next
	SizeRadius     fyne.ThemeSizeName = "digitpad.radius" // of a card's corner
)

// Theme is Fyne's theme with quieter surfaces, one accent colour (the blue of
// Okabe and Ito's palette) and a little more air. Scale enlarges all sizes: 1
// is a desktop.
type Theme struct {
	fyne.Theme // icons and fonts
	Scale      float32
	Mode       store.ColorMode
}

// NewTheme is the theme of the window on a desktop.
func NewTheme() *Theme { return &Theme{Theme: theme.DefaultTheme(), Scale: 1} }

func rgb(hex uint32) color.Color {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

func translucent(hex uint32, alpha uint8) color.Color {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: alpha}
}

var lightPalette = map[fyne.ThemeColorName]color.Color{
	theme.ColorNameBackground:          rgb(0xf3f5f7),
	theme.ColorNameForeground:          rgb(0x1a2027),
	theme.ColorNamePlaceHolder:         rgb(0x66707c),
	theme.ColorNameDisabled:            rgb(0xa2abb5),
	theme.ColorNameDisabledButton:      rgb(0xe9edf1),
	theme.ColorNameButton:              rgb(0xe4e9ee),
	theme.ColorNameHover:               translucent(0x1a2027, 0x10),
	theme.ColorNamePressed:             translucent(0x1a2027, 0x22),
	theme.ColorNameInputBackground:     rgb(0xffffff),
	theme.ColorNameInputBorder:         rgb(0xc6ced6),
	theme.ColorNameMenuBackground:      rgb(0xffffff),
	theme.ColorNameOverlayBackground:   rgb(0xffffff),
	theme.ColorNameHeaderBackground:    rgb(0xf3f5f7),
	theme.ColorNameSeparator:           rgb(0xdbe1e7),
	theme.ColorNameScrollBar:           translucent(0x1a2027, 0x55),
	theme.ColorNameScrollBarBackground: translucent(0x1a2027, 0x0c),
	theme.ColorNameShadow:              translucent(0x1a2027, 0x30),
	theme.ColorNamePrimary:             rgb(0x0072b2),
	theme.ColorNameHyperlink:           rgb(0x0072b2),
	theme.ColorNameForegroundOnPrimary: rgb(0xffffff),
	theme.ColorNameFocus:               translucent(0x0072b2, 0x40),
	theme.ColorNameSelection:           translucent(0x0072b2, 0x30),
	theme.ColorNameError:               rgb(0xb94700),
	theme.ColorNameForegroundOnError:   rgb(0xffffff),
	theme.ColorNameWarning:             rgb(0xb07800),
	theme.ColorNameSuccess:             rgb(0x007d5a),
	ColorPaper:                         rgb(0xffffff),
	ColorInk:                           rgb(0x14202c),
	ColorSurface:                       rgb(0xffffff),
	ColorTrack:                         rgb(0xe7ecf0),
	ColorSubtle:                        rgb(0x5c6672),
	ColorIdle:                          rgb(0x9fb6c7),
}

var darkPalette = map[fyne.ThemeColorName]color.Color{
	theme.ColorNameBackground:          rgb(0x14171b),
	theme.ColorNameForeground:          rgb(0xe7ebef),
	theme.ColorNamePlaceHolder:         rgb(0x8b96a2),
	theme.ColorNameDisabled:            rgb(0x58626d),
	theme.ColorNameDisabledButton:      rgb(0x22272d),
	theme.ColorNameButton:              rgb(0x2a3139),
	theme.ColorNameHover:               translucent(0xffffff, 0x12),
	theme.ColorNamePressed:             translucent(0xffffff, 0x28),
	theme.ColorNameInputBackground:     rgb(0x14171b),
	theme.ColorNameInputBorder:         rgb(0x3d4751),
	theme.ColorNameMenuBackground:      rgb(0x23292f),
	theme.ColorNameOverlayBackground:   rgb(0x1e2329),
	theme.ColorNameHeaderBackground:    rgb(0x14171b),
	theme.ColorNameSeparator:           rgb(0x2c333b),
	theme.ColorNameScrollBar:           translucent(0xffffff, 0x55),
	theme.ColorNameScrollBarBackground: translucent(0xffffff, 0x0c),
	theme.ColorNameShadow:              translucent(0x000000, 0x70),
	theme.ColorNamePrimary:             rgb(0x56b4e9),
	theme.ColorNameHyperlink:           rgb(0x56b4e9),
	theme.ColorNameForegroundOnPrimary: rgb(0x08131c),
	theme.ColorNameFocus:               translucent(0x56b4e9, 0x40),
	theme.ColorNameSelection:           translucent(0x56b4e9, 0x38),
	theme.ColorNameError:               rgb(0xff8a4c),
	theme.ColorNameForegroundOnError:   rgb(0x1c0d04),
	theme.ColorNameWarning:             rgb(0xe6a83a),
	theme.ColorNameSuccess:             rgb(0x2fc796),
	ColorPaper:                         rgb(0x0d1013),
	ColorInk:                           rgb(0xf4f6f8),
	ColorSurface:                       rgb(0x1c2126),
	ColorTrack:                         rgb(0x2a3138),
	ColorSubtle:                        rgb(0x98a3ae),
	ColorIdle:                          rgb(0x4d6373),
}

// Color implements fyne.Theme.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch t.Mode {
	case store.LightColors:
		variant = theme.VariantLight
	case store.DarkColors:
		variant = theme.VariantDark
	}
	palette := darkPalette
	if variant == theme.VariantLight {
		palette = lightPalette
	}
	if c, ok := palette[name]; ok {
		return c
	}
	return t.Theme.Color(name, variant)
}

var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:               14,
	theme.SizeNameCaptionText:        12,
	theme.SizeNameSubHeadingText:     17,
	theme.SizeNameHeadingText:        22,
	theme.SizeNamePadding:            5,
	theme.SizeNameInnerPadding:       7,
	theme.SizeNameInputRadius:        6,
	theme.SizeNameButtonRadius:       6,
	theme.SizeNameSelectionRadius:    4,
	theme.SizeNameInputBorder:        1,
	theme.SizeNameScrollBar:          10,
	theme.SizeNameScrollBarSmall:     4,
	theme.SizeNameSeparatorThickness: 1,
	SizePrediction:                   76,
	SizeGap:                          14,
	SizeRadius:                       10,
}

// Size implements fyne.Theme.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := sizes[name]; ok {
		return s * t.Scale
	}
	return t.Theme.Size(name) * t.Scale
}

// IsDark reports whether a background colour is a dark one.
func IsDark(background color.Color) bool {
	return color.GrayModel.Convert(background).(color.Gray).Y < 128
}

// SliderTheme gives a slider a track that stands out from the background; the
// theme's own would be as white as a text field.
type SliderTheme struct{ *Theme }

// Color implements fyne.Theme.
func (t SliderTheme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch name {
	case theme.ColorNameInputBackground:
		name = theme.ColorNameInputBorder
	case theme.ColorNameForeground:
		name = theme.ColorNamePrimary
	}
	return t.Theme.Color(name, variant)
}

// CaptionTheme makes a button as low as a line of caption text.
type CaptionTheme struct{ *Theme }

// Size implements fyne.Theme.
func (t CaptionTheme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText, theme.SizeNameInlineIcon:
		name = theme.SizeNameCaptionText
	case theme.SizeNameInnerPadding:
		return t.Scale
	}
	return t.Theme.Size(name)
}
