//go:build !unix && !windows

package atomicfile

import (
	"errors"
	"os"
)

func lock(*os.File) (taken bool, err error) { return false, errors.ErrUnsupported }
