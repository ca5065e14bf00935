// Package segment reads numbers: drawings and pictures of several digits, touching ones,
// lines of them, with decimal point, commas and minus.
//
// A line is first cut into pieces that are smaller than a digit rather than larger:
// strokes or connected components, and those that are wide wherever digits may touch:
// where lines meet (as in Chen and Wang 2000, by the skeleton of the ink), and along
// every seam that crosses little ink. Any few neighbouring pieces may be a digit; the network reads each
// of these candidates, and its doubt and the candidate's shape are its cost. The number
// is the cheapest path through the candidates from the line's first piece to its last
// (over-segmentation and a shortest path, LeCun et al. 1998, section VI).
package segment
