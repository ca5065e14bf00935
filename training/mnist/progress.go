package mnist

import (
	"time"

	"digitpad/network/message"
)

// Progress is how far a download has come.
type Progress struct {
	File        string  // being fetched
	Mirror      string  // host that it is fetched from
	Done, Total int64   // bytes of all files; Done falls back if a mirror cannot resume
	Speed       float64 // bytes a second, the mean since the first request; 0 while unknown
	Trouble     error   // why the last attempt failed, until bytes flow again; else nil
}

// Left estimates the time until the last byte. It is unknown while nothing has
// arrived.
func (p Progress) Left() (left time.Duration, known bool) {
	if p.Speed <= 0 {
		return 0, false
	}
	return time.Duration(float64(p.Total-p.Done) / p.Speed * float64(time.Second)), true
}

// Message is a line such as "3.1 of 11.6 MB, 1250 kB/s, 7s left".
func (p Progress) Message() message.Message {
	parts := []message.Message{message.New("%.1f of %.1f MB", float64(p.Done)/1e6, float64(p.Total)/1e6)}
	if left, known := p.Left(); known {
		parts = append(parts, message.New("%.0f kB/s", p.Speed/1e3), message.New("%v left", left.Round(time.Second)))
	}
	if p.Trouble != nil {
		parts = append(parts, message.New("trying again: %v", p.Trouble))
	}
	return message.Join(parts, ", ")
}

// String is the message in English.
func (p Progress) String() string { return p.Message().String() }

// reportEvery is the least time between two reports: at most 10 callbacks a second.
const reportEvery = 100 * time.Millisecond

// A meter counts bytes and reports them.
type meter struct {
	report   func(Progress)
	now      Progress
	finished int64 // bytes of the files that are complete
	received int64 // bytes from the network since start
	start    time.Time
	reported time.Time
}

func newMeter(files []file, report func(Progress)) *meter {
	if report == nil {
		report = func(Progress) {}
	}
	m := &meter{report: report, start: time.Now()}
	for _, f := range files {
		m.now.Total += f.size
	}
	return m
}

// request notes that f is asked for at mirror, with have bytes of it on disk.
func (m *meter) request(f file, mirror string, have int64) {
	m.now.File, m.now.Mirror = f.name, mirror
	m.at(f, have)
	m.send()
}

// receive notes that n bytes came, and that have bytes of f are on disk.
func (m *meter) receive(f file, n int, have int64) {
	m.received += int64(n)
	if elapsed := time.Since(m.start); elapsed > 0 {
		m.now.Speed = float64(m.received) / elapsed.Seconds()
	}
	m.now.Trouble = nil
	m.at(f, have)
	if time.Since(m.reported) >= reportEvery {
		m.send()
	}
}

// complete notes that f has its final name.
func (m *meter) complete(f file) {
	m.finished += f.size
	m.now.File, m.now.Trouble = f.name, nil
	m.now.Done = m.finished
	m.send()
}

// trouble records why an attempt failed.
func (m *meter) trouble(err error) {
	m.now.Trouble = err
	m.send()
}

// at counts a file for its known size, so that a mirror that compressed it anew
// cannot push Done past Total.
func (m *meter) at(f file, have int64) { m.now.Done = m.finished + min(have, f.size) }

func (m *meter) send() {
	m.reported = time.Now()
	m.report(m.now)
}
