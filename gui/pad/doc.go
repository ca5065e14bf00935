// Package pad is the square on which digits are drawn: by the mouse, by fingers, or by
// the keyboard. What lies on it belongs to predict.Page; the pad shows it and hands on
// what a person does.
package pad
