package inbox

import (
	"context"
	"time"

	"restante/offline/deposit"
)

// enrolTime is how long a push node may take for each mailbox, besides the time for
// any call.
const enrolTime = 5 * time.Millisecond

// enrolment is what a push node is known to have of the further mailboxes; only the
// session's goroutine has to do with it.
type enrolment struct {
	version int                      // of the mailboxes when it was told last; -1: not in this session
	print   *deposit.Fingerprint     // as the push node said, while that is true
	have    map[deposit.Mailbox]bool // nil: not known
	heard   []deposit.Mailbox        // whose topics it relays
}

// enrol tells the push node which further mailboxes there are, if it does not know.
// What another user has enrolled before is left out: somebody who shares the key with
// us keeps his own mail from us there, and nobody else's.
func (w *watcher) enrol(ctx context.Context) error {
	all, version := w.boxes.get()
	if version == 0 || version == w.enrolled.version {
		return nil
	}
	all = all[:min(len(all), w.room())]
	ctx, done := context.WithTimeout(ctx, callLimit+time.Duration(len(all))*enrolTime)
	defer done()
	have, err := w.enrolledBefore(ctx, all)
	if err != nil {
		return err
	}
	if err := w.change(ctx, have, all); err != nil {
		return err
	}
	w.enrolled.version, w.enrolled.have = version, names(all)
	return nil
}

// change leads from the mailboxes that the push node has to those it shall have.
func (w *watcher) change(ctx context.Context, have map[deposit.Mailbox]bool, all []Mailbox) error {
	add, drop := changes(have, all)
	if len(add)+len(drop) == 0 {
		return nil
	}
	w.enrolled.have, w.enrolled.print = nil, nil // unless all of it comes to pass
	taken, err := w.Push.Enrol(ctx, w.info, w.Mailbox, add, drop)
	for _, m := range taken {
		w.Log.Debug("a mailbox is enrolled with another user", "node", w.info.ID, "mailbox", m)
	}
	return err
}

// room is how many mailboxes the push node takes.
func (w *watcher) room() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.terms.MaxMailboxes
}

// enrolledBefore spares the list if the push node has just these mailboxes.
func (w *watcher) enrolledBefore(ctx context.Context, all []Mailbox) (map[deposit.Mailbox]bool, error) {
	switch e := &w.enrolled; {
	case e.have != nil:
		return e.have, nil
	case e.print != nil && *e.print == printOf(all):
		return names(all), nil
	}
	ms, err := w.Push.Enrolled(ctx, w.info, w.Mailbox)
	have := make(map[deposit.Mailbox]bool, len(ms))
	for _, m := range ms {
		have[m] = true
	}
	return have, err
}

func printOf(all []Mailbox) deposit.Fingerprint {
	ms := make([]deposit.Mailbox, len(all))
	for i, m := range all {
		ms[i] = m.Mailbox()
	}
	return deposit.FingerprintOf(ms)
}

func names(all []Mailbox) map[deposit.Mailbox]bool {
	ms := make(map[deposit.Mailbox]bool, len(all))
	for _, m := range all {
		ms[m.Mailbox()] = true
	}
	return ms
}

// changes lead from those that are there to those that shall be.
func changes(have map[deposit.Mailbox]bool, all []Mailbox) (add []deposit.Signer, drop []deposit.Mailbox) {
	for _, m := range all {
		if !have[m.Mailbox()] {
			add = append(add, m)
		}
	}
	want := names(all)
	for m := range have {
		if !want[m] {
			drop = append(drop, m)
		}
	}
	return add, drop
}
