package lab

import "digitpad/network/message"

// prose is sentences, one after the other.
type prose []message.Message

// add adds a sentence.
func (p *prose) add(format string, args ...any) { *p = append(*p, message.New(format, args...)) }

// and is the prose with a last sentence.
func (p prose) and(format string, args ...any) message.Message {
	return append(p[:len(p):len(p)], message.New(format, args...)).message()
}

// message is the prose as one text.
func (p prose) message() message.Message { return message.Join(p, " ") }
