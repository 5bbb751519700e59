package push

import (
	"context"
	"fmt"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
)

// Large keeps what is too large for the database: deposits of a block or a DAG, and
// sites, in a store from which bitswap serves them.
type Large interface {
	// Fetch gets all that hangs under root from the peer, which is connected, and
	// returns when it is on the disk. It fails unless that is exactly size bytes,
	// all blocks together, and leaves what it has got to Delete. To fetch what is
	// here already is no error.
	Fetch(ctx context.Context, root cid.Cid, size int64, from peer.ID) error

	// Delete removes what hangs under root and under no other root. That there is
	// nothing, or a part, is no error.
	Delete(ctx context.Context, root cid.Cid) error
}

const (
	fetchLeast = time.Minute // for the smallest
	fetchSpeed = 64 << 10    // bytes a second that a depositor must manage
)

// fetchLimit is how long a fetch may take.
func fetchLimit(size int64) time.Duration {
	return fetchLeast + time.Duration(size)*time.Second/fetchSpeed
}

// maxLarge is how many bytes a large deposit may have.
func (s *Server) maxLarge() int64 {
	if s.large == nil {
		return 0
	}
	return deposit.MaxLarge
}

// fetch gets a large deposit from its depositor and puts it. It counts from the
// start; others make room for it when it has come.
func (ss *session) fetch(ctx context.Context, o *offer) {
	if !ss.fetches.begin(o.root, o.depositor, o.network) {
		o.refusal = refuse(CodeBusy, "too many large deposits are being fetched")
		return
	}
	defer ss.fetches.end(o.root, o.depositor, o.network)
	o.awaited = false
	id, err := ss.reserve(o)
	if id == 0 && o.refusal == nil {
		ss.commit([]*offer{o}) // it has come meanwhile
	}
	if err != nil || id == 0 {
		return
	}
	err = ss.fetchNow(ctx, o.root, int64(o.size), o.depositor)
	o.fetched = err == nil
	ss.settle(o, id, err)
}

// reserve counts the offer, or returns 0 if that is decided already.
func (ss *session) reserve(o *offer) (id int64, err error) {
	err = ss.write(func(tx *vault.Tx) error {
		id = 0
		lacks, err := o.lacks(tx, ss.limits)
		if err != nil || !lacks {
			return err
		}
		s, err := standingOf(tx, o)
		if err != nil {
			return err
		}
		id, err = addFetch(tx, o, s.favoured)
		return err
	})
	o.refuseFor(err)
	return id, err
}

func (ss *session) fetchNow(ctx context.Context, r root, size int64, from peer.ID) error {
	ctx, cancel := context.WithTimeout(ctx, fetchLimit(size))
	defer cancel()
	defer context.AfterFunc(ss.closing, cancel)()
	if err := ss.large.Fetch(ctx, r.cid(), size, from); err != nil {
		return fmt.Errorf("fetching a large deposit: %w", err)
	}
	return nil
}

// settle ends the fetch and puts what has come, in one step.
func (ss *session) settle(o *offer, id int64, failed error) {
	err := ss.write(func(tx *vault.Tx) error {
		if err := removeFetch(tx, id); err != nil || failed != nil {
			return err
		}
		return ss.putAll(tx, []*offer{o})
	})
	o.refuseFor(err)
	if failed != nil && o.refusal == nil {
		ss.log.Info("push node could not fetch a large deposit", "peer", o.depositor, "cid", o.root.cid(), "err", failed)
		o.refusal = refuse(CodeNotFetched, "the deposit could not be fetched from its depositor")
	}
}
