//go:build faults && linux

package train_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"
)

// TestFaultKilledWhileTraining is TestKill, as often as the table asks for.
func TestFaultKilledWhileTraining(t *testing.T) {
	moments := 200
	if n, err := strconv.Atoi(os.Getenv("DIGITPAD_KILLS")); err == nil {
		moments = n
	}
	t.Attr("fault", fmt.Sprintf("kill -9 at %d random moments of training", moments))
	t.Setenv("DIGITPAD_KILLS", strconv.Itoa(moments))
	TestKill(t)
	t.Attr("outcome", "each start continues the run; it comes to the weights of one that nobody disturbed, bit for bit")
}
