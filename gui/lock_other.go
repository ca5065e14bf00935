//go:build !windows && (!unix || solaris || illumos || aix)

package gui

// lock is a lock on a file; here there are none, so everybody has them.
func lock(string) (release func(), ok bool) { return func() {}, true }
