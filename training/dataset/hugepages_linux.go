package dataset

import (
	"unsafe"

	"golang.org/x/sys/unix"

	"digitpad/network"
)

// preferHugePages asks for large pages where ink is about to be written. Training
// jumps about in tens of megabytes, and with pages of 4 KiB nearly every jump
// would have to look its page up in memory. It is a wish: nothing depends on it.
func preferHugePages(ink network.Input) {
	const page = 2 << 20
	memory := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(ink))), 2*cap(ink))
	border := -int(uintptr(unsafe.Pointer(unsafe.SliceData(ink)))) & (page - 1)
	if border < len(memory) {
		_ = unix.Madvise(memory[border:], unix.MADV_HUGEPAGE)
	}
}
