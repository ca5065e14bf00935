package async

import "sync"

// Queue does jobs one after another, in the order in which they were asked for, on
// a goroutine of its own while there are any.
type Queue struct {
	Background func(func()) // runs work on a goroutine that closing waits for

	mu   sync.Mutex
	jobs []func()
	busy bool
}

// Do asks for a job and returns at once. Any goroutine may call it.
func (q *Queue) Do(job func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.jobs = append(q.jobs, job)
	if !q.busy {
		q.busy = true
		q.Background(q.work)
	}
}

// work does the jobs until none is left.
func (q *Queue) work() {
	for job := q.take(); job != nil; job = q.take() {
		job()
	}
}

// take is the next job, nil if there is none.
func (q *Queue) take() func() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.jobs) == 0 {
		q.busy = false
		return nil
	}
	job := q.jobs[0]
	q.jobs = q.jobs[1:]
	return job
}
