// Package state is what the program knows and what can be done to it, without a
// window: it imports no Fyne, and all its rules are tested headless.
//
// Each thing has one owner, and nobody else assigns it. The packages below this one
// hold those that others build on: predict has Page, what lies on the pad, and
// Prediction, the network that answers; datasets has Datasets, the digits to learn from,
// and Samples, the user's own; train has Settings, those of the next run, Training, the
// run, and Comparison, the kept runs. Here are those that nothing else builds on:
// FineTuning, Experiments, the lab, and Evaluation, what the network makes of a test
// set; and State, all of them together. Owners publish changes through Signals.
//
// All of it belongs to one goroutine, that of the window. Work that takes longer
// than a frame is done elsewhere and comes back through Env.Post.
package state
