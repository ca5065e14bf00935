//go:build cgo

package main

// #include <malloc.h>
//
// static void return_large_blocks(void) {
// #ifdef __GLIBC__
// 	mallopt(M_MMAP_THRESHOLD, 64 << 10);
// #endif
// }
import "C"

// returnLargeBlocks lets the C library give memory from 64 KiB on back to the system as soon
// as it is freed. By itself, glibc no longer does so for sizes up to the largest that was ever
// freed, and the textures of pictures that have gone stay resident, as holes between small things.
func returnLargeBlocks() { C.return_large_blocks() }
