package eventloop

import "time"

// ends is how long Fyne's loop may take to end once the window closes.
const ends = 5 * time.Second

// EndWithout calls end if the window is closing and the loop does not end. Fyne's waits
// forever, once in a while: where what it queues last arrives between its look at the queue
// and the queue's end. What is to be kept must not be lost by that.
func EndWithout(closing, ended <-chan struct{}, end func()) {
	<-closing
	select {
	case <-ended:
	case <-time.After(ends):
		end()
	}
}
