package outbox

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
)

const (
	cryLimit  = 5 * time.Second // one publication
	cryMax    = 256             // parcels for one mailbox that are published when its owner comes
	listenMax = 512             // mailboxes whose owner's coming is watched for
)

// crier publishes what is under way to those who happen to listen. Nothing
// depends on it: each parcel also goes the other ways.
type crier struct {
	jobs *queue[job] // one without a ref: publish all for that mailbox

	mu      sync.Mutex
	watched map[deposit.Mailbox]func() // stops to watch for the recipient
}

func newCrier() *crier {
	return &crier{jobs: newQueue[job](), watched: make(map[deposit.Mailbox]func())}
}

// cryOut publishes a parcel, and again when its recipient begins to listen.
func (o *Outbox) cryOut(j job) {
	if o.Topics == nil {
		return
	}
	o.listenFor(j)
	o.crier.jobs.put(j)
}

// cry is the one goroutine that publishes.
func (o *Outbox) cry(ctx context.Context) {
	defer o.hush()
	o.crier.jobs.each(ctx, 1, func(js []job) {
		for _, j := range js {
			if j.ref == "" {
				o.cryAll(ctx, j.mailbox)
			} else {
				o.publish(ctx, j)
			}
		}
	})
}

func (o *Outbox) publish(ctx context.Context, j job) {
	m, sealed, err := o.loadSealed(ctx, j)
	if err != nil {
		if !errors.Is(err, sql.ErrNoRows) {
			o.logged(ctx, err)
		}
		return
	}
	ctx, done := context.WithTimeout(ctx, cryLimit)
	defer done()
	if err := o.Topics.Publish(ctx, m.Topic(), sealed); err != nil {
		o.Log.Debug("nobody listened", "mailbox", m, "err", err)
	}
}

// cryAll publishes what is under way to a mailbox; when nothing is, its owner's
// coming is not watched for any more.
func (o *Outbox) cryAll(ctx context.Context, to deposit.Mailbox) {
	var js []job
	err := o.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		js, err = filedFor(tx, to)
		return err
	})
	if err == nil && len(js) == 0 {
		o.ignore(to)
	}
	for _, j := range js {
		o.publish(ctx, j)
	}
	o.logged(ctx, err)
}

func filedFor(tx *vault.Tx, to deposit.Mailbox) ([]job, error) {
	rows, err := tx.Query(`SELECT ref, digest FROM parcel WHERE mailbox = ? AND state < 2 AND record IS NOT NULL
		ORDER BY accepted LIMIT ?`, to[:], cryMax)
	return vault.Collect("reading the outbox", rows, err, func(r *sql.Rows) (j job, err error) {
		var digest []byte
		err = r.Scan(&j.ref, &digest)
		copy(j.digest[:], digest)
		j.mailbox = to
		return j, err
	})
}

func (o *Outbox) listenFor(j job) {
	o.crier.mu.Lock()
	defer o.crier.mu.Unlock()
	if o.crier.watched[j.mailbox] != nil {
		return
	}
	for to, stop := range o.crier.watched { // of too many, any: a pointer finds it too
		if len(o.crier.watched) < listenMax {
			break
		}
		delete(o.crier.watched, to)
		stop()
	}
	stop, err := o.Topics.Watch(j.mailbox.Topic(), func(peer.ID) { o.crier.jobs.put(job{mailbox: j.mailbox}) })
	if err != nil {
		o.Log.Debug("a recipient's coming is not watched for", "mailbox", j.mailbox, "err", err)
		return
	}
	o.crier.watched[j.mailbox] = stop
}

func (o *Outbox) ignore(to deposit.Mailbox) {
	o.crier.mu.Lock()
	stop := o.crier.watched[to]
	delete(o.crier.watched, to)
	o.crier.mu.Unlock()
	if stop != nil {
		stop()
	}
}

// hush stops to watch for anybody.
func (o *Outbox) hush() {
	o.crier.mu.Lock()
	watched := o.crier.watched
	o.crier.watched = make(map[deposit.Mailbox]func())
	o.crier.mu.Unlock()
	for _, stop := range watched {
		stop()
	}
}
