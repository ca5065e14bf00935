// Package train is the tab in which a network is trained: the chart of the run, how far
// it is, the epoch that answers, what the diagnosis found, and the settings.
package train
