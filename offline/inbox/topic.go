package inbox

import (
	"context"
	"crypto/sha256"
	"maps"
	"slices"
	"sync"
	"time"

	"restante/node/vault"
	"restante/offline/deposit"
)

// Topics is where somebody may publish a sealed block at the moment.
type Topics interface {
	Subscribe(topic string, f func(ctx context.Context, data []byte)) (stop func(), err error)
}

// ears are the mailboxes for which somebody listens.
type ears struct {
	mu     sync.Mutex
	on     map[deposit.Mailbox]func() // ends it; nil before Start and after Close
	public func()
}

// listenIn takes what is published for a mailbox. It is a hint: what it says also
// lies at a push node or waits behind a pointer, and is released there by those who
// collect from there.
func (i *Inbox) listenIn() error {
	if i.Topics == nil {
		return nil
	}
	stop, err := i.listenTo(i.Mailbox.Mailbox())
	if err != nil {
		return err
	}
	i.ears.open(stop)
	i.tune()
	return nil
}

func (i *Inbox) listenTo(m deposit.Mailbox) (stop func(), err error) {
	return i.Topics.Subscribe(m.Topic(), func(ctx context.Context, data []byte) { i.heard(ctx, m, data) })
}

func (e *ears) open(public func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.on, e.public = make(map[deposit.Mailbox]func()), public
}

// tune listens for those of the further mailboxes that are worth it, and no others.
func (i *Inbox) tune() {
	i.ears.mu.Lock()
	defer i.ears.mu.Unlock()
	if i.ears.on == nil {
		return
	}
	wanted := i.boxes.heard()
	maps.DeleteFunc(i.ears.on, func(m deposit.Mailbox, stop func()) bool {
		gone := !slices.Contains(wanted, m)
		if gone {
			stop()
		}
		return gone
	})
	for _, m := range wanted {
		if i.ears.on[m] != nil {
			continue
		}
		stop, err := i.listenTo(m)
		if err != nil {
			i.Log.Debug("a mailbox is not listened for", "mailbox", m, "err", err)
			continue
		}
		i.ears.on[m] = stop
	}
}

func (e *ears) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.on == nil {
		return
	}
	e.public()
	for _, stop := range e.on {
		stop()
	}
	e.on = nil
}

// Anybody may publish, and what makes no sense costs a commit all the same. After so much
// of it the topic is let be for a while: what it says comes by other ways too.
const (
	junkEvery = 10 * time.Second
	junkBurst = 30
)

func (i *Inbox) heard(ctx context.Context, m deposit.Mailbox, data []byte) {
	if len(data) == 0 || len(data) > deposit.MaxBlock || i.junk.Tokens() < 1 {
		return
	}
	digest := sha256.Sum256(data)
	var before Outcome
	err := i.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		before, err = Seen(tx, digest)
		return err
	})
	if err != nil || before != 0 {
		return
	}
	r := i.handUp(ctx, []Sealed{{digest, data, m}})
	if r.err != nil {
		i.Log.Debug("what was published was not stored", "err", r.err)
	} else if len(r.done) == 0 {
		i.junk.Allow()
	}
}
