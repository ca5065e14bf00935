// Package state is what the program knows and what can be done to it, without a
// window: it imports no Fyne, and all its rules are tested headless.
//
// Each thing has one owner, and nobody else assigns it: Page what lies on the
// pad, Settings the settings of the next run, Datasets the digits to learn from,
// Prediction the network that answers, Training the run, Samples the user's own
// digits, Comparison the kept runs, Experiments the lab, Evaluation what the
// network makes of a test set. Owners publish changes through Signals.
//
// All of it belongs to one goroutine, that of the window. Work that takes longer
// than a frame is done elsewhere and comes back through Env.Post.
package state
