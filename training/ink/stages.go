package ink

import "image"

// Step is one of those that FromPicture takes, in their order.
type Step int

const (
	Grey     Step = iota // without colours, the longer side of 112 to 512 pixels
	Inked                // the paper is subtracted: 0 is paper, 255 full ink, light on black
	Cleaned              // without specks, surroundings and other digits
	Repenned             // with a pen of MNIST's width; left out where the pen was one
	Framed               // the longer side at 20 pixels, the centre of mass in the middle
)

// Stage is what a picture has become after a step.
type Stage struct {
	Step    Step
	Picture *image.Gray // for the eye, 0 is black
	Image   Image       // what a network would receive if this was the last step: the picture at 28×28 pixels
}

// Stages is FromPicture step by step; the last stage's Image is what FromPicture
// returns. A picture that already is in MNIST's frame has only that stage, and one
// without contrast ends before it.
func Stages(picture image.Image) []Stage {
	var stages []Stage
	result := fromPicture(picture, func(s Step, p *plane) {
		stages = append(stages, Stage{s, p.picture(), p.shrunk()})
	})
	if result.Empty() {
		return stages
	}
	return append(stages, Stage{Framed, result.picture(), result})
}

// picture is the plane as grey pixels.
func (p *plane) picture() *image.Gray {
	m := image.NewGray(image.Rect(0, 0, p.w, p.h))
	for i, v := range p.v {
		m.Pix[i] = byte(min(max(v, 0), 1)*255 + 0.5)
	}
	return m
}

// shrunk is the whole plane on 28×28 pixels, its longer side filling them.
func (p *plane) shrunk() Image {
	middle := Point{float64(p.w) / 2, float64(p.h) / 2}
	return p.sums().in(Frame{Scale: Side / float64(max(p.w, p.h, 1))}.showing(middle, Side/2, Side/2))
}

func (m *Image) picture() *image.Gray {
	return &image.Gray{Pix: append([]byte(nil), m[:]...), Stride: Side, Rect: image.Rect(0, 0, Side, Side)}
}
