package plots

import (
	"errors"
	"image"
	"image/color"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"

	"digitpad/network/message"
)

// Figure is one or more plots, in rows and columns such that they become as
// large as the figure's shape allows. One goroutine at a time may draw it.
type Figure struct {
	Plots      []*plot.Plot
	Traces     []Trace // of the plots, those that can be read off
	Background color.Color

	// Number puts the marks of a language into a number such as 60,000.5; nil leaves it as
	// it is.
	Number func(string) string
}

// Image draws the figure, w×h pixels at so many dots per inch. It returns an
// error if there is no room or a plot cannot be drawn.
func (f *Figure) Image(w, h int, dpi float64) (*image.RGBA, error) {
	picture, err := f.Picture(w, h, dpi)
	return picture.Image, err
}

// Picture is Image with the positions of the data in it.
func (f *Figure) Picture(w, h int, dpi float64) (picture Picture, err error) {
	if w < 1 || h < 1 || !(dpi >= 1) {
		return Picture{}, message.Errorf("chart of %d×%d pixels at %g dpi: there is no room to draw", w, h, dpi)
	}
	defer recoverPlot(&err)
	whole := int(dpi + 0.5)
	inch := vg.Inch / vg.Length(whole)
	c := vgimg.NewWith(
		vgimg.UseWH(vg.Length(w)*inch, vg.Length(h)*inch),
		vgimg.UseDPI(whole),
		vgimg.UseBackgroundColor(f.Background),
	)
	for i, canvas := range f.draw(draw.New(c)) {
		picture.Panels = append(picture.Panels, f.panel(i, canvas, h, float64(whole)/vg.Inch.Points()))
	}
	picture.Image = c.Image().(*image.RGBA)
	return picture, nil
}

// Formats are the file name extensions that Write knows.
var Formats = []string{".png", ".svg", ".pdf"}

// FormatError is a file name extension that is not one of Formats.
type FormatError string

func (e FormatError) Error() string { return e.Message().String() }

// Message is the text of Error.
func (e FormatError) Message() message.Message {
	return message.New("no chart format %q; end the file's name in %s", string(e), strings.Join(Formats, ", "))
}

// Format is the format that a file's name asks for, or a FormatError.
func Format(name string) (string, error) {
	ext := strings.ToLower(filepath.Ext(name))
	if !slices.Contains(Formats, ext) {
		return "", FormatError(ext)
	}
	return ext, nil
}

// printDPI makes a PNG sharp on paper and on a slide.
const printDPI = 200

// Write writes the figure in one of Formats, so many inches wide and high.
func (f *Figure) Write(w io.Writer, format string, width, height float64) (err error) {
	defer recoverPlot(&err)
	across, up := vg.Length(width)*vg.Inch, vg.Length(height)*vg.Inch
	var canvas vg.CanvasWriterTo
	switch format {
	case ".png":
		canvas = vgimg.PngCanvas{Canvas: vgimg.NewWith(vgimg.UseWH(across, up), vgimg.UseDPI(printDPI))}
	case ".svg":
		canvas = vgsvg.New(across, up)
	case ".pdf":
		canvas = vgpdf.New(across, up)
	default:
		return FormatError(format)
	}
	c := draw.New(canvas)
	c.SetColor(f.Background)
	c.Fill(c.Rectangle.Path())
	f.draw(c)
	_, err = canvas.WriteTo(w)
	return err
}

// cornerRoom is kept free of titles at the upper right corner of a figure, for a window's
// menu button.
const cornerRoom = vg.Length(22)

// draw lays the plots out, draws them with their axes aligned, and returns where
// each of them stands.
func (f *Figure) draw(c draw.Canvas) (places []draw.Canvas) {
	if len(f.Plots) == 0 {
		return nil
	}
	size := c.Size()
	cols := columns(len(f.Plots), float64(size.X), float64(size.Y))
	tiles := draw.Tiles{
		Rows: (len(f.Plots) + cols - 1) / cols, Cols: cols,
		PadLeft: vg.Points(6), PadRight: vg.Points(10), PadTop: vg.Points(8), PadBottom: vg.Points(6),
		PadX: vg.Points(18), PadY: vg.Points(14),
	}
	grid := make([][]*plot.Plot, tiles.Rows)
	for row := range grid {
		grid[row] = make([]*plot.Plot, cols) // nil where the last row has gaps
		copy(grid[row], f.Plots[row*cols:])
		for col, p := range grid[row] {
			if p == nil {
				continue
			}
			room := tiles.At(c, col, row).Size().X
			if row == 0 && col == cols-1 {
				room -= 2 * cornerRoom // titles stand in the middle
			}
			grid[row][col] = f.withNumbers(fitTitle(p, max(room, vg.Points(1))))
		}
	}
	for row, canvases := range plot.Align(grid, tiles, c) {
		for col, canvas := range canvases {
			if p := grid[row][col]; p != nil {
				if !holds(c, canvas) {
					panic(errNoRoom) // outside, a fill would take for ever
				}
				p.Draw(canvas)
				places = append(places, canvas)
			}
		}
	}
	return places
}

// errNoRoom is the panic if axes and titles leave no room for a plot; recoverPlot turns
// it into an error.
var errNoRoom = message.Errorf("there is no room for its plots")

// holds reports whether one canvas lies within another. It is false too if gonum/plot
// failed to align plots that are narrower than their labels.
func holds(outer, inner draw.Canvas) bool {
	size := outer.Size()
	return inner.Min.X >= outer.Min.X-size.X && inner.Max.X <= outer.Max.X+size.X &&
		inner.Min.Y >= outer.Min.Y-size.Y && inner.Max.Y <= outer.Max.Y+size.Y
}

// columns is the number of columns that makes count plots largest on a canvas
// of this size, if a plot is four units wide and three high.
func columns(count int, width, height float64) int {
	best, largest := 1, 0.0
	for cols := 1; cols <= count; cols++ {
		rows := (count + cols - 1) / cols
		if unit := min(width/float64(4*cols), height/float64(3*rows)); unit > largest {
			best, largest = cols, unit
		}
	}
	return best
}

// fitTitle is p with a title that is no wider than width.
func fitTitle(p *plot.Plot, width vg.Length) *plot.Plot {
	title := p.Title.TextStyle.Rectangle(p.Title.Text).Size().X
	if title <= width {
		return p
	}
	fitted := *p
	fitted.Title.TextStyle.Font.Size *= width / title
	return &fitted
}

// withNumbers is p with the numbers at its axes in the language of the figure.
func (f *Figure) withNumbers(p *plot.Plot) *plot.Plot {
	if f.Number == nil {
		return p
	}
	said := *p
	said.X.Tick.Marker = localTicks{p.X.Tick.Marker, f.Number}
	said.Y.Tick.Marker = localTicks{p.Y.Tick.Marker, f.Number}
	return &said
}

// recoverPlot turns a panic of gonum/plot, such as a logarithmic axis that meets
// 0 or a canvas smaller than its labels, into an error.
func recoverPlot(err *error) {
	if r := recover(); r != nil {
		*err = errors.Join(*err, message.Errorf("chart cannot be drawn: %v", r))
	}
}
