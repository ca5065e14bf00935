package main

type predictCommand struct {
	Image string `arg:"" help:"PNG, JPEG or GIF; - is the standard input. 28×28 is taken as it is, 0 blank and 255 ink; anything else is normalised like a drawing."`
	model
}

func (p *predictCommand) Run(c *console) error { return nil }
