package push

import (
	"sync"
	"time"

	"restante/node/p2p"
)

// doors knows the streams that are open and which of them are amid a call, so
// that a stop cuts nobody off who is owed an answer.
type doors struct {
	mu     sync.Mutex
	closed bool
	open   map[*p2p.Stream]bool // whether a call is under way
	left   sync.WaitGroup
}

// enter admits a stream unless the server stops.
func (d *doors) enter(s *p2p.Stream) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return false
	}
	if d.open == nil {
		d.open = make(map[*p2p.Stream]bool)
	}
	d.open[s] = false
	d.left.Add(1)
	return true
}

func (d *doors) leave(s *p2p.Stream) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.open, s)
	d.left.Done()
}

// busy notes that a call begins or ends. It reports false when the server stops.
func (d *doors) busy(s *p2p.Stream, b bool) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.open[s] = b
	return !d.closed
}

// close ends the idle streams at once and the others after their call, or after
// the limit. Only the first close reports true.
func (d *doors) close(limit time.Duration) bool {
	d.mu.Lock()
	again := d.closed
	d.closed = true
	d.mu.Unlock()
	if again {
		return false
	}
	d.reset(func(busy bool) bool { return !busy })
	late := time.AfterFunc(limit, func() { d.reset(func(bool) bool { return true }) })
	defer late.Stop()
	d.left.Wait()
	return true
}

func (d *doors) reset(which func(busy bool) bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for s, busy := range d.open {
		if which(busy) {
			s.Reset()
		}
	}
}
