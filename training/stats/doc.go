// Package stats decides what repeated runs allow to be said. Runs that share a
// seed start from the same weights and see the same order of images, so they are
// compared in pairs: the difference of each pair has a far smaller spread than the
// runs themselves. A difference comes with Student's confidence interval, and with
// Holm's correction where several are looked at together. A claim holds only if
// its interval lies above zero, is contradicted only if it lies below, and stays
// open otherwise, as with a single seed.
//
// It also has what tells whether a network's confidence can be believed: the
// calibration error, the reliability diagram, the fit of a temperature and
// conformal prediction sets.
//
// Sources: Student 1908; Holm 1979; Wilson 1927; Guo et al. 2017 (On Calibration
// of Modern Neural Networks); Vovk, Gammerman and Shafer 2005; Sadinle, Lei and
// Wasserman 2019 (Least Ambiguous Set-Valued Classifiers).
package stats
