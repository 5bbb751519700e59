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
	mailbox deposit.Mailbox // with sealed
	sealed  []byte
}

func (j job) key() string { return j.ref + string(j.digest[:]) }

// bare is the job without its bytes: a queue of files may be long.
func (j job) bare() job { return job{ref: j.ref, digest: j.digest, peer: j.peer} }

// Add takes over a parcel in the caller's transaction, with its first attempt
// already counted; a parcel with the same ref is taken back everywhere first.
// After the commit the attempt begins.
func (o *Outbox) Add(tx *vault.Tx, p Parcel) error {
	if replaced, err := hasParcel(tx, p.Ref); err != nil {
		return err
	} else if replaced {
		if err := o.Done(tx, p.Ref); err != nil {
			return err
		}
	}
	own, err := o.ownNodes(tx)
	if err != nil {
		return err
	}
	j := job{ref: p.Ref, digest: sha256.Sum256(p.Sealed), peer: p.Peer, mailbox: p.Mailbox, sealed: p.Sealed}
	now, ahead := time.Now(), o.ahead(p.Peer)
	next := now.Add(delay(1))
	if err := insertParcel(tx, p, j.digest, now, next); err != nil {
		return err
	}
	for _, n := range targets(p, own) {
		if err := insertTarget(tx, p.Ref, n); err != nil {
			return err
		}
	}
	tx.AfterCommit(func() {
		o.begin(j, ahead)
		o.wakeFor(next)
	})
	return nil
}

// ahead reports whether the direct way gets its head start.
func (o *Outbox) ahead(p peer.ID) bool {
	return o.Direct != nil && o.Connected != nil && o.Connected(p)
}

func (o *Outbox) ownNodes(tx *vault.Tx) ([]peer.AddrInfo, error) {
	if o.OwnNodes == nil || o.Push == nil {
		return nil, nil
	}
	return o.OwnNodes(tx)
}

// targets are the recipient's push nodes and one's own, each once.
func targets(p Parcel, own []peer.AddrInfo) []peer.AddrInfo {
	var all []peer.AddrInfo
	seen := map[peer.ID]bool{p.Peer: true} // the recipient holds nothing for itself
	for _, n := range append(append([]peer.AddrInfo(nil), p.Nodes...), own...) {
		if !seen[n.ID] {
			seen[n.ID] = true
			all = append(all, n)
		}
	}
	return all
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

// Extend offers what is pending to more push nodes: for one recipient, whose card
// names them, or with an empty peer ID for all, when they are one's own.
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
	if err := o.clear(tx, ref); err != nil {
		return err
	}
	return deleteParcel(tx, ref)
}

// clear leaves the parcel's row but none of its traces.
func (o *Outbox) clear(tx *vault.Tx, ref string) error {
	n, err := cancelTargets(tx, ref, time.Now())
	if err != nil {
		return err
	}
	t, err := discardFile(tx, ref)
	if err != nil {
		return err
	}
	if n > 0 {
		tx.AfterCommit(o.wake)
	}
	if t > 0 {
		tx.AfterCommit(func() { o.filing.put(job{}) })
	}
	return nil
}
