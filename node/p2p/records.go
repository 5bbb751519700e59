package p2p

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	record "github.com/libp2p/go-libp2p-record"
	recordpb "github.com/libp2p/go-libp2p-record/pb"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/routing"
)

const (
	recordAge   = 45 * 24 * time.Hour // a record nobody puts again is forgotten
	recordSweep = 6 * time.Hour
	putLimit    = 5 * time.Second // for each of the peers that get a record
)

// PutRecord leaves a record with the peers closest to its key, and here. The
// validator of its namespace has to accept it. It returns when all have answered
// or failed; [ErrAlone] means that no other peer has taken it.
func (h *Host) PutRecord(ctx context.Context, key string, value []byte) error {
	if h.routes == nil {
		return ErrAlone
	}
	r := record.MakePutRecord(key, value)
	if err := h.routes.records.Put(ctx, key, r); err != nil && !h.routes.holds(ctx, key, value) {
		return fmt.Errorf("putting a record: %w", err)
	}
	peers, err := h.Closest(ctx, []byte(key))
	if err != nil {
		return fmt.Errorf("putting a record: %w", err)
	}
	if h.routes.send(ctx, r, peers) == 0 {
		return fmt.Errorf("putting a record: %w", errors.Join(ErrAlone, ctx.Err()))
	}
	return nil
}

// holds says whether the very same record is here already, which the store calls
// old.
func (r *routes) holds(ctx context.Context, key string, value []byte) bool {
	had, err := r.records.Get(ctx, key)
	return err == nil && had != nil && string(had.GetValue()) == string(value)
}

// send returns how many of the peers have confirmed the record.
func (r *routes) send(ctx context.Context, rec *recordpb.Record, peers []peer.ID) int {
	var taken atomic.Int32
	var puts sync.WaitGroup
	for _, id := range peers {
		puts.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, putLimit)
			defer cancel()
			if err := r.messenger.PutValue(ctx, id, rec); err != nil {
				r.host.log.Debug("a peer did not take a record", "peer", id, "error", err)
				return
			}
			taken.Add(1)
		})
	}
	puts.Wait()
	return int(taken.Load())
}

// GetRecord asks the peers closest to key and returns the best of their records,
// which the validator of its namespace has accepted. [ErrNoRecord] means that
// none of those who answered has one.
func (h *Host) GetRecord(ctx context.Context, key string) ([]byte, error) {
	if h.Routes() == 0 {
		return nil, ErrAlone
	}
	limited, cancel := context.WithTimeout(ctx, lookupLimit)
	defer cancel()
	value, err := h.routes.dht.GetValue(limited, key)
	switch {
	case len(value) > 0:
		return value, nil
	case errors.Is(err, routing.ErrNotFound):
		return nil, ErrNoRecord
	}
	return nil, h.lookupError("looking for a record", err)
}
