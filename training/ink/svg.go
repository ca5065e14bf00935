package ink

import (
	"bufio"
	"fmt"
	"io"
)

// WriteSVG writes the drawing as a picture of lines, black on white, that any
// browser shows and any drawing program edits. A stroke that erases becomes a mask
// of all that was drawn before it.
func (d Drawing) WriteSVG(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" width="512" height="512">`)
	fmt.Fprintln(out, `<rect width="1" height="1" fill="white"/>`)
	for i, s := range d {
		if s.Erase {
			fmt.Fprintf(out, `<mask id="erased%d" maskUnits="userSpaceOnUse" x="0" y="0" width="1" height="1"><rect width="1" height="1" fill="white"/>`, i)
			s.writePath(out)
			fmt.Fprintln(out, `</mask>`)
		}
	}
	// The first stroke is in the groups of all masks.
	for i := len(d) - 1; i >= 0; i-- {
		if d[i].Erase {
			fmt.Fprintf(out, `<g mask="url(#erased%d)">`, i)
		}
	}
	for _, s := range d {
		if s.Erase {
			fmt.Fprintln(out, `</g>`)
		} else {
			s.writePath(out)
		}
	}
	fmt.Fprintln(out, `</svg>`)
	return out.Flush()
}

// writePath writes the stroke as a black line with round ends.
func (s *Stroke) writePath(w io.Writer) {
	fmt.Fprintf(w, `<path fill="none" stroke="black" stroke-linecap="round" stroke-linejoin="round" stroke-width="%.4g" d="`, s.Width)
	for i, p := range s.Points {
		command := 'L'
		if i == 0 {
			command = 'M'
		}
		fmt.Fprintf(w, "%c%.4f %.4f", command, p.X, p.Y)
	}
	if len(s.Points) == 1 { // a dot is a line without length
		fmt.Fprint(w, "h0")
	}
	fmt.Fprintln(w, `"/>`)
}
