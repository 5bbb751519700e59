package outbox

import (
	"crypto/sha256"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
)

// Digest is the SHA-256 of sealed bytes: block address and file name.
type Digest [32]byte

// job is one parcel to be tried; sealed is nil when the bytes must be loaded.
type job struct {
	ref     string
	digest  Digest
	peer    peer.ID
	mailbox deposit.Mailbox // with sealed, and once filed
	sealed  []byte
}

func (j job) key() string { return j.ref + string(j.digest[:]) }

// bare is the job without its bytes: a queue of files may be long.
func (j job) bare() job { return job{ref: j.ref, digest: j.digest, peer: j.peer} }

// Add takes over a parcel in the caller's transaction, with its first attempt
// already counted. After the commit the attempt begins.
func (o *Outbox) Add(tx *vault.Tx, p Parcel) error {
	j := job{ref: p.Ref, digest: sha256.Sum256(p.Sealed), peer: p.Peer, mailbox: p.Mailbox, sealed: p.Sealed}
	now, ahead := time.Now(), o.ahead(p.Peer)
	next := now.Add(delay(1))
	if err := insertParcel(tx, p, j.digest, now, next); err != nil {
		return err
	}
	tx.AfterCommit(func() {
		o.begin(j, ahead)
		o.wakeFor(next)
	})
	return nil
}

// Replace is Add for a ref that may be in use: the parcel before is taken back
// everywhere, once the new one is held or has ended.
func (o *Outbox) Replace(tx *vault.Tx, p Parcel) error {
	replaced, err := hasParcel(tx, p.Ref)
	if err != nil {
		return err
	}
	if replaced {
		if err := o.clear(tx, p.Ref, p.Ref); err != nil {
			return err
		}
		if err := deleteParcel(tx, p.Ref); err != nil {
			return err
		}
	}
	return o.Add(tx, p)
}

// ahead reports whether the direct way gets its head start.
func (o *Outbox) ahead(p peer.ID) bool {
	return o.Direct != nil && o.Connected != nil && o.Connected(p)
}

// begin makes an attempt that is recorded already.
func (o *Outbox) begin(j job, ahead bool) {
	if !o.started.Load() {
		return // not started: Start makes every row due
	}
	if o.Direct != nil {
		o.peers.put(j.peer, j)
	}
	if !ahead {
		o.filing.put(j.bare())
		return
	}
	time.AfterFunc(headStart, func() { o.filing.put(j.bare()) })
}

// Extend offers what is on the offline way to more push nodes: for one recipient,
// whose card names them, or with an empty peer ID for all, when they are one's own.
// What goes that way later finds them by itself.
func (o *Outbox) Extend(tx *vault.Tx, to peer.ID, nodes []peer.AddrInfo) error {
	for _, n := range nodes {
		added, err := extendTargets(tx, to, n)
		if err != nil {
			return err
		}
		if added > 0 {
			tx.AfterCommit(o.wake)
		}
	}
	return nil
}

// Done forgets a parcel that ended and takes back what may lie elsewhere: its
// deposits are cancelled, its file is removed. An unknown ref is no error.
func (o *Outbox) Done(tx *vault.Tx, ref string) error {
	if err := o.clear(tx, ref, ""); err != nil {
		return err
	}
	if err := o.cancelAfter(tx, ref, time.Now()); err != nil {
		return err
	}
	return deleteParcel(tx, ref)
}

// clear leaves the parcel's row but none of its traces.
func (o *Outbox) clear(tx *vault.Tx, ref, after string) error {
	n, err := cancelTargets(tx, ref, after, time.Now())
	if err != nil {
		return err
	}
	w, err := withdraw(tx, ref, after, time.Now())
	if err != nil {
		return err
	}
	l, err := leavePlaces(tx, ref, after, time.Now())
	if err != nil {
		return err
	}
	if n+w+l > 0 {
		tx.AfterCommit(o.wake)
	}
	return o.discard(tx, ref)
}
