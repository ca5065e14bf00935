//go:build !unix && !windows

package whole

import (
	"errors"
	"os"
)

func lock(*os.File) (taken bool, err error) { return false, errors.ErrUnsupported }
