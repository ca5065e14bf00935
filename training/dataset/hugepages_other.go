//go:build !linux

package dataset

import "digitpad/network"

func preferHugePages(network.Input) {}
