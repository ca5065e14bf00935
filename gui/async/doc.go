// Package async brings work off the window's goroutine and its results back: jobs
// of which only the newest matters, updates that are merged on their way, jobs in
// their order, and reads that give up a drive that does not answer. It knows no
// window.
package async
