package inbox

import (
	"bytes"
	"slices"
	"sync"

	"restante/offline/deposit"
)

// Season says when mail is left in a mailbox.
type Season int

const (
	Later Season = iota // not yet: push nodes get to know it, since its owner may be away by then
	Now
	Near // by those whose clock is ahead or behind
	Past // not any more, but what was left may lie there yet
)

// Mailbox is one to collect from besides the public one.
type Mailbox struct {
	deposit.Signer
	Season Season
}

// heardMax is how many further mailboxes are listened for; the rest have push nodes
// and pointers.
const heardMax = 64

// Watch collects from these mailboxes too, in the place of those named before. The
// ones that matter most come first: where there is no room or no time for all, the
// last ones wait. It may be called at any time, and returns at once.
func (i *Inbox) Watch(all []Mailbox) {
	if !i.boxes.set(all) {
		return
	}
	i.tune()
	i.finder.turn()
	for _, w := range i.all() {
		w.kick()
	}
}

// boxes are the further mailboxes as they were named last.
type boxes struct {
	mu      sync.Mutex
	all     []Mailbox
	version int // grows with each change; 0: none were named yet
}

// set reports whether anything changed.
func (b *boxes) set(all []Mailbox) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	same := func(x, y Mailbox) bool { return x.Season == y.Season && x.Mailbox() == y.Mailbox() }
	if b.version > 0 && slices.EqualFunc(b.all, all, same) {
		return false
	}
	b.all = slices.Clone(all)
	b.version++
	return true
}

// get gives what nobody changes any more.
func (b *boxes) get() (all []Mailbox, version int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all, b.version
}

// heard are those that somebody may just be publishing to, in an order of their own:
// whose turn it is among them does not matter.
func (b *boxes) heard() (ms []deposit.Mailbox) {
	all, _ := b.get()
	for _, m := range all {
		if m.Season == Now && len(ms) < heardMax {
			ms = append(ms, m.Mailbox())
		}
	}
	slices.SortFunc(ms, func(a, b deposit.Mailbox) int { return bytes.Compare(a[:], b[:]) })
	return ms
}
