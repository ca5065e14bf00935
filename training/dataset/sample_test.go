package dataset

import (
	"context"
	"errors"
	"testing"
)

// Writing the sample can be stopped.
func TestSampleCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if train, test, err := Sample(ctx, nil); train != nil || test != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v, %v", train, test, err)
	}
	ctx, cancel = context.WithCancel(context.Background())
	defer cancel()
	told := 0
	_, _, err := Sample(ctx, func(done, total int) {
		told++
		if done < 0 || done > total || total != 70000 {
			t.Errorf("%d of %d digits are written", done, total)
		}
		cancel()
	})
	if told == 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("told %d times: %v", told, err)
	}
}
