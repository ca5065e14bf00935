// Package tutorial takes a student through a lesson, step by step: each has a text, a tab,
// settings, controls that it does without, and perhaps a goal.
package tutorial
