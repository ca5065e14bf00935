// Package replay shows step by step how a drawing or a picture becomes the input of the
// network.
package replay
