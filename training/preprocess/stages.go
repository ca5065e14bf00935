package preprocess

import (
	"image"

	"digitpad/training/ink"
)

// Step is a step of Picture, in order.
type Step int

const (
	Grey     Step = iota // without colours, the longer side of 112 to 512 pixels
	Inked                // the paper is subtracted: 0 is paper, 255 full ink, light on black
	Cleaned              // without specks, surroundings and other digits
	Repenned             // with a pen of MNIST's width; left out where the pen was one
	Framed               // the longer side at 20 pixels, the centre of mass in the middle
)

// Stage is the image after a step.
type Stage struct {
	Step    Step
	Picture *image.Gray // for the eye, 0 is black
	Image   ink.Image   // what a network would receive if this was the last step: the picture at 28×28 pixels
}

// Stages is Picture step by step; the last stage's Image is what Picture returns. A
// picture that already is in MNIST's frame has only that stage, and one without contrast
// ends before it.
func Stages(picture image.Image) []Stage {
	var stages []Stage
	result := process(picture, func(s Step, p *grayImage) {
		stages = append(stages, Stage{s, p.picture(), p.shrunk()})
	})
	if result.Empty() {
		return stages
	}
	return append(stages, Stage{Framed, pictureOf(&result), result})
}

// picture is the image as grey pixels.
func (p *grayImage) picture() *image.Gray {
	m := image.NewGray(image.Rect(0, 0, p.w, p.h))
	for i, v := range p.v {
		m.Pix[i] = byte(min(max(v, 0), 1)*255 + 0.5)
	}
	return m
}

// shrunk is the whole image scaled to 28×28 pixels.
func (p *grayImage) shrunk() ink.Image {
	middle := ink.Point{X: float64(p.w) / 2, Y: float64(p.h) / 2}
	return p.integral().in(ink.Frame{Scale: ink.Side / float64(max(p.w, p.h, 1))}.Showing(middle, ink.Side/2, ink.Side/2))
}

func pictureOf(m *ink.Image) *image.Gray {
	return &image.Gray{Pix: append([]byte(nil), m[:]...), Stride: ink.Side, Rect: image.Rect(0, 0, ink.Side, ink.Side)}
}
