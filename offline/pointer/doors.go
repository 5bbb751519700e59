package pointer

import (
	"sync"

	"restante/node/p2p"
)

// doors knows the streams that are open. The zero doors are ready.
type doors struct {
	mu     sync.Mutex
	closed bool
	open   map[*p2p.Stream]struct{}
	left   sync.WaitGroup
}

// enter admits a stream unless the holder stops.
func (d *doors) enter(s *p2p.Stream) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return false
	}
	if d.open == nil {
		d.open = make(map[*p2p.Stream]struct{})
	}
	d.open[s] = struct{}{}
	d.left.Add(1)
	return true
}

func (d *doors) leave(s *p2p.Stream) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.open, s)
	d.left.Done()
}

// close cuts all streams and returns when nobody works for them any more.
func (d *doors) close() {
	d.mu.Lock()
	d.closed = true
	for s := range d.open {
		s.Reset()
	}
	d.mu.Unlock()
	d.left.Wait()
}
