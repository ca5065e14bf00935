//go:build ignore

// Drawicon draws the program's icon, a 3 as the network sees digits: pixels with
// ink from none to full. It writes icon.svg, icon.png and the small icon-128.png.
package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"log"
	"math"
	"os"

	"digitpad/training/ink"
)

const (
	side   = 512.0 // of the icon
	corner = 112.0 // radius
	margin = 44.0  // around the pixels
	cells  = 14    // pixels across: half of 28, so that they show at 32×32
	gap    = 3.2   // between two of them
	bevel  = 5.0   // radius of a pixel's corner
)

var (
	back  = color.RGBA{0x10, 0x22, 0x2f, 0xff}
	faint = color.RGBA{0x1c, 0x3e, 0x54, 0xff} // a pixel with little ink
	half  = color.RGBA{0x56, 0xb4, 0xe9, 0xff}
	full  = color.RGBA{0xff, 0xff, 0xff, 0xff}
)

// box is a filled square with round corners.
type box struct {
	x, y, side, radius float64
	fill               color.RGBA
}

func main() {
	boxes := []box{{0, 0, side, corner, back}}
	digit := three().Raw()
	cell := (side - 2*margin) / cells
	for row := range cells {
		for col := range cells {
			sum := 0
			for _, at := range []int{0, 1, ink.Side, ink.Side + 1} {
				sum += int(digit[2*row*ink.Side+2*col+at])
			}
			share := float64(sum) / (4 * 255)
			if share < 0.04 {
				continue
			}
			fill := mix(faint, half, 2*share)
			if share > 0.5 {
				fill = mix(half, full, 2*share-1)
			}
			boxes = append(boxes, box{margin + float64(col)*cell + gap/2, margin + float64(row)*cell + gap/2, cell - gap, bevel, fill})
		}
	}
	write("icon.svg", vector(boxes))
	write("icon.png", raster(boxes, side))
	write("icon-128.png", raster(boxes, 128))
}

// three is a 3 written with a broad pen.
func three() ink.Drawing {
	stroke := ink.Stroke{Width: 0.15}
	arc := func(x, y, rx, ry, from, to float64) {
		for t := 0.0; t <= 1; t += 1.0 / 32 {
			angle := (from + t*(to-from)) * math.Pi / 180
			stroke.Points = append(stroke.Points, ink.Point{X: x + rx*math.Cos(angle), Y: y + ry*math.Sin(angle)})
		}
	}
	arc(0.48, 0.325, 0.22, 0.195, -160, 85)
	arc(0.485, 0.685, 0.255, 0.205, -88, 158)
	return ink.Drawing{stroke}
}

func mix(a, b color.RGBA, t float64) color.RGBA {
	blend := func(a, b uint8) uint8 { return uint8(float64(a) + t*(float64(b)-float64(a)) + 0.5) }
	return color.RGBA{blend(a.R, b.R), blend(a.G, b.G), blend(a.B, b.B), 0xff}
}

func vector(boxes []box) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %g %g\">\n", side, side)
	for _, x := range boxes {
		fmt.Fprintf(&b, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%g\" fill=\"#%02x%02x%02x\"/>\n",
			x.x, x.y, x.side, x.side, x.radius, x.fill.R, x.fill.G, x.fill.B)
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// raster draws the boxes on so many pixels a side.
func raster(boxes []box, pixels int) []byte {
	img := image.NewNRGBA(image.Rect(0, 0, pixels, pixels))
	scale, last := float64(pixels)/side, float64(pixels-1)
	for _, b := range boxes {
		b.x, b.y, b.side, b.radius = b.x*scale, b.y*scale, b.side*scale, b.radius*scale
		for y := int(b.y); y <= int(min(last, b.y+b.side)); y++ {
			for x := int(b.x); x <= int(min(last, b.x+b.side)); x++ {
				if cover := b.cover(float64(x)+0.5, float64(y)+0.5); cover > 0 {
					under := img.NRGBAAt(x, y)
					if under.A == 0 {
						img.SetNRGBA(x, y, color.NRGBA{b.fill.R, b.fill.G, b.fill.B, uint8(255*cover + 0.5)})
						continue
					}
					c := mix(color.RGBA(under), b.fill, cover)
					img.SetNRGBA(x, y, color.NRGBA{c.R, c.G, c.B, under.A})
				}
			}
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		log.Fatal(err)
	}
	return out.Bytes()
}

// cover is how much of the pixel around a point the box covers, by the point's
// distance from its edge.
func (b box) cover(x, y float64) float64 {
	outside := func(v, from float64) float64 {
		return max(from+b.radius-v, v-(from+b.side-b.radius))
	}
	dx, dy := outside(x, b.x), outside(y, b.y)
	distance := math.Hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - b.radius
	return min(1, max(0, 0.5-distance))
}

func write(name string, data []byte) {
	if err := os.WriteFile(name, data, 0o644); err != nil {
		log.Fatal(err)
	}
}
