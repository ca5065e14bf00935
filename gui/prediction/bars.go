// Package prediction shows what the network gets and what it answers: the 28×28 image, the digit
// with how sure it is, a bar for each output, and the digits of a number.
package prediction

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/i18n"
	"digitpad/gui/state/predict"
	"digitpad/gui/ui"
)

// AccessibilityLabel implements fyne.Accessible: the activations, strongest
// output first in what one hears.
func (b *Bars) AccessibilityLabel() string {
	said := make([]string, 0, len(b.Values))
	for i, v := range b.Values {
		said = append(said, i18n.Sprintf("%s: %.2f", b.Labels[i], v))
	}
	return fmt.Sprintf(lang.L("Output activations %s"), strings.Join(said, ", "))
}

// AccessibilityRole implements fyne.Accessible.
func (b *Bars) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// Bars shows the output activations, one bar and one number each, the winning
// one in the accent colour.
type Bars struct {
	widget.BaseWidget
	Labels []string
	Values []float32 // in [0,1]; empty while there is nothing to show
	Winner int       // index of the bar that stands out, -1 for none

	// OnTapped is called with the digit whose bar a person clicks, if the bars
	// stand for digits.
	OnTapped func(digit int)
	hovered  int // the bar under the pointer, -1 for none
}

// NewBars shows so many empty bars with these labels.
func NewBars(labels []string) *Bars {
	b := &Bars{Labels: labels, Winner: -1, hovered: -1}
	b.ExtendBaseWidget(b)
	return b
}

// Set sets the bars: values[i] in [0,1] belongs to labels[i], and winner is the
// index of the one that stands out, -1 for none. It keeps neither slice. Without
// values the bars are empty.
func (b *Bars) Set(labels []string, values []float32, winner int) {
	b.Labels = append(b.Labels[:0:0], labels...)
	b.Values = append(b.Values[:0], values...)
	b.Winner = winner
	b.Refresh()
}

// SetResult shows a result.
func (b *Bars) SetResult(r predict.Result) { b.Set(OutputLabels(r.Encoding), r.Outputs, r.Winner()) }

// CreateRenderer implements fyne.Widget.
func (b *Bars) CreateRenderer() fyne.WidgetRenderer {
	r := &barsRenderer{bars: b}
	r.Refresh()
	return r
}

// barRow is what one bar is drawn with.
type barRow struct {
	label, value *canvas.Text
	track, fill  *canvas.Rectangle
}

type barsRenderer struct {
	bars    *Bars
	rows    []barRow
	objects []fyne.CanvasObject
}

func (r *barsRenderer) Destroy()                     {}
func (r *barsRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *barsRenderer) MinSize() fyne.Size {
	return fyne.NewSize(9*theme.TextSize(), float32(len(r.bars.Labels))*(theme.CaptionTextSize()+4))
}

// maxRow is the height of a row, in multiples of the text size, beyond which
// bars do not grow apart.
const maxRow = 2.6

func (r *barsRenderer) Layout(size fyne.Size) {
	if len(r.rows) == 0 {
		return
	}
	row := BarHeight(size.Height, len(r.rows))
	gap := theme.Padding() * 1.6
	labels, values := float32(0), r.measure("0.00")
	for _, label := range r.bars.Labels {
		labels = max(labels, r.measure(label))
	}
	thick := min(row*0.55, 1.3*theme.TextSize())
	width := max(1, size.Width-labels-values-2*gap)
	for i, bar := range r.rows {
		middle := (float32(i) + 0.5) * row
		ui.PlaceText(bar.label, 0, middle, labels)
		ui.PlaceText(bar.value, size.Width-values, middle, values)
		bar.track.Move(fyne.NewPos(labels+gap, middle-thick/2))
		bar.track.Resize(fyne.NewSize(width, thick))
		bar.fill.Move(bar.track.Position())
		r.fill(i)
	}
}

// BarHeight is the height of each of so many rows.
func BarHeight(room float32, rows int) float32 {
	return min(room/float32(rows), maxRow*theme.TextSize())
}

func (r *barsRenderer) measure(s string) float32 {
	return fyne.MeasureText(s, theme.TextSize(), fyne.TextStyle{Bold: true}).Width
}

// fill gives bar i the length of its value.
func (r *barsRenderer) fill(i int) {
	bar := r.rows[i]
	track := bar.track.Size()
	if i >= len(r.bars.Values) {
		bar.fill.Hidden = true
		return
	}
	length := track.Width * min(1, max(0, r.bars.Values[i]))
	bar.fill.Hidden = length < 0.5
	bar.fill.Resize(fyne.NewSize(length, track.Height))
	bar.fill.CornerRadius = min(track.Height, length) / 2
}

func (r *barsRenderer) Refresh() {
	if len(r.rows) != len(r.bars.Labels) {
		r.build()
	}
	for i, bar := range r.rows {
		wins := i == r.bars.Winner
		bar.label.Text = r.bars.Labels[i]
		bar.value.Text = ""
		if i < len(r.bars.Values) {
			bar.value.Text = i18n.FormatFixed(float64(r.bars.Values[i]), 2)
		}
		ink, fill := theme.Color(ui.ColorSubtle), theme.Color(ui.ColorIdle)
		if wins {
			ink, fill = theme.Color(theme.ColorNameForeground), theme.Color(theme.ColorNamePrimary)
		}
		if i == r.bars.hovered && r.bars.digits() {
			ink = theme.Color(theme.ColorNamePrimary)
		}
		for _, t := range []*canvas.Text{bar.label, bar.value} {
			t.Color, t.TextSize, t.TextStyle.Bold = ink, theme.TextSize(), wins
			t.Refresh()
		}
		bar.track.FillColor = theme.Color(ui.ColorTrack)
		bar.fill.FillColor = fill
		bar.track.CornerRadius = bar.track.Size().Height / 2
		r.fill(i)
		canvas.Refresh(bar.track)
		canvas.Refresh(bar.fill)
	}
}

// build makes a row for each label.
func (r *barsRenderer) build() {
	r.rows, r.objects = nil, nil
	for range r.bars.Labels {
		bar := barRow{
			label: canvas.NewText("", nil), value: canvas.NewText("", nil),
			track: canvas.NewRectangle(nil), fill: canvas.NewRectangle(nil),
		}
		bar.label.Alignment = fyne.TextAlignTrailing
		bar.value.Alignment = fyne.TextAlignTrailing
		r.rows = append(r.rows, bar)
		r.objects = append(r.objects, bar.track, bar.fill, bar.label, bar.value)
	}
	r.Layout(r.bars.Size())
}
