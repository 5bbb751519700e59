package outbox

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pointer"
)

const (
	pointLimit  = 30 * time.Second // one batch of pointers, the search for holders included
	putAgain    = 12 * time.Hour   // peers come and go, and those near the mailbox with them
	withdrawMax = 8                // attempts; then the record is left to its expiry
)

// pointJob is one thing to do for a recipient: put a parcel's pointer or take
// one back. Both share the recipient's lane, so that none is put after it was
// taken back.
type pointJob struct {
	to       peer.ID
	put      *job
	withdraw *withdrawal
}

func (p pointJob) key() string {
	if p.put != nil {
		return p.put.key()
	}
	return string(p.withdraw.key[:])
}

func (o *Outbox) putPoint(p pointJob) {
	if o.Pointers != nil {
		o.points.put(p.to, p)
	}
}

// runPointers is one batch for one recipient: puts first, in the order of the queue.
func (o *Outbox) runPointers(ctx context.Context, to peer.ID, batch []pointJob) error {
	ctx, done := context.WithTimeout(ctx, pointLimit)
	defer done()
	var puts []job
	var ws []withdrawal
	for _, p := range batch {
		if p.put != nil {
			puts = append(puts, *p.put)
		} else {
			ws = append(ws, *p.withdraw)
		}
	}
	return errors.Join(o.point(ctx, to, puts), o.withdrawAll(ctx, ws))
}

// point puts the records of what is still under way, those of each mailbox together:
// other peers are near another one.
func (o *Outbox) point(ctx context.Context, to peer.ID, js []job) error {
	ps, also, err := o.loadPointers(ctx, to, js)
	if err != nil {
		return err
	}
	ps, err = o.remake(ctx, ps)
	for len(ps) > 0 {
		var group, rest []pointed
		for _, p := range ps {
			if p.record.Mailbox == ps[0].record.Mailbox {
				group = append(group, p)
			} else {
				rest = append(rest, p)
			}
		}
		err = errors.Join(err, o.pointAt(ctx, to, group, also))
		ps = rest
	}
	return err
}

// pointAt puts records of one mailbox.
func (o *Outbox) pointAt(ctx context.Context, to peer.ID, ps []pointed, also []peer.AddrInfo) error {
	rs := make([]deposit.Record, len(ps))
	for i, p := range ps {
		rs[i] = p.record
	}
	placed, err := o.Pointers.Put(ctx, rs[0].Mailbox, rs, also)
	for i := range min(len(ps), len(placed)) {
		if hs := placed[i].Holders; len(hs) > 0 {
			o.results.put(result{job: ps[i].job, placed: hs, key: keyOf(rs[i])})
		} else if r := placed[i].Refusal; r != nil {
			o.askForWork(stampJob{job: ps[i].job, record: ps[i].record, bits: r.Work})
		}
	}
	if err != nil {
		o.Log.Debug("pointers were not put", "peer", to, "err", err)
	}
	return err
}

// pointed is a parcel with its record.
type pointed struct {
	job
	record deposit.Record
	stale  bool // another one is to be made
}

// keyOf is the key of a record that was encoded before.
func keyOf(r deposit.Record) deposit.Key {
	k, _ := r.Key() // it encodes
	return k
}

// loadPointers also gives the push nodes, which hold pointers too.
func (o *Outbox) loadPointers(ctx context.Context, to peer.ID, js []job) (ps []pointed, also []peer.AddrInfo, err error) {
	err = o.Vault.View(ctx, func(tx *vault.Tx) error {
		for _, j := range js {
			p, found, err := recordOf(tx, j)
			if err != nil {
				return err
			}
			if found {
				ps = append(ps, p)
			}
		}
		also, err = o.holdersFor(tx, to)
		return err
	})
	return ps, also, err
}

// withdrawal takes one record back from the holders that may have it.
type withdrawal struct {
	key      deposit.Key
	peer     string
	mailbox  deposit.Mailbox
	preimage deposit.Preimage
	holders  []peer.ID
	attempts int
}

// withdrawn is what came of it: those that confirmed.
type withdrawn struct {
	withdrawal
	by []peer.ID
}

// withdrawAll groups what went to one mailbox and the same holders: those of a
// conversation usually did.
func (o *Outbox) withdrawAll(ctx context.Context, ws []withdrawal) (err error) {
	for len(ws) > 0 {
		alike := func(w withdrawal) bool {
			return w.mailbox == ws[0].mailbox && slices.Equal(w.holders, ws[0].holders)
		}
		var group, rest []withdrawal
		for _, w := range ws {
			if alike(w) {
				group = append(group, w)
			} else {
				rest = append(rest, w)
			}
		}
		err = errors.Join(err, o.withdrawGroup(ctx, group))
		ws = rest
	}
	return err
}

func (o *Outbox) withdrawGroup(ctx context.Context, ws []withdrawal) error {
	cs := make([]pointer.Cancellation, len(ws))
	for i, w := range ws {
		cs[i] = pointer.Cancellation{Key: w.key, Preimage: w.preimage}
	}
	done, err := o.Pointers.Cancel(ctx, ws[0].mailbox, cs, ws[0].holders, nil)
	for _, w := range ws {
		o.results.put(result{withdrawn: &withdrawn{w, done}})
	}
	return err
}
