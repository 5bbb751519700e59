package offline

import (
	"errors"
	"sync/atomic"

	"restante/offline/deposit"
)

// relays are the topics that a push node passes on. Only one goroutine changes them.
type relays struct {
	topics interface {
		Relay(topic string) (stop func(), err error)
	}
	on    map[deposit.Mailbox]func()
	count atomic.Int64
}

// set relays the topics of these mailboxes and of no others.
func (r *relays) set(now map[deposit.Mailbox]bool) (err error) {
	defer func() { r.count.Store(int64(len(r.on))) }()
	for m, stop := range r.on {
		if !now[m] {
			stop()
			delete(r.on, m)
		}
	}
	for m := range now {
		if r.on[m] != nil {
			continue
		}
		stop, e := r.topics.Relay(m.Topic())
		if e != nil {
			err = errors.Join(err, e)
			continue
		}
		r.on[m] = stop
	}
	return err
}

func (r *relays) close() { _ = r.set(nil) } // it only stops
