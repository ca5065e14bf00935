// Package lab is the post's claims as experiments. An Experiment quotes the
// sentence that it tests, trains and measures, and returns a Result: tables with
// mean and spread over seeds, charts, and a verdict in words that is computed
// from the figures and may well contradict the sentence.
//
// One file holds one experiment. Whatever is trained is trained by
// training.Trainer. The same data, settings and seeds give the same figures,
// except those that are seconds.
package lab
