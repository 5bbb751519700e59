package p2p

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	dht "github.com/libp2p/go-libp2p-kad-dht"
	pb "github.com/libp2p/go-libp2p-kad-dht/pb"
	"github.com/libp2p/go-libp2p-kad-dht/records"
	kbucket "github.com/libp2p/go-libp2p-kbucket"
	record "github.com/libp2p/go-libp2p-record"
	"github.com/libp2p/go-libp2p/core/peer"
)

const (
	lookupLimit  = 3500 * time.Millisecond // of one lookup; who has not answered by then is left out
	joinMin      = time.Second             // between two attempts to join
	refreshEvery = 10 * time.Minute        // of our place among the peers nearest to us
	refreshLimit = time.Minute
	bucketEvery  = time.Hour // of the farther parts of the table, outside loopback
)

// routes is this host's part of the DHT: the table of peers by distance, and the
// records that others leave here.
type routes struct {
	host      *Host
	dht       *dht.IpfsDHT
	store     *recordStore        // of what the DHT serves
	records   *records.ValueStore // over the same store
	messenger *pb.ProtocolMessenger
	validator record.NamespacedValidator
	near      bool // refresh the nearest part alone: see the package comment

	joined atomic.Bool
	again  chan struct{} // for run: try now
}

func newRoutes(h *Host, o Options) (*routes, error) {
	r := &routes{host: h, store: newRecordStore(recordBytes), validator: o.Validators,
		near: o.Loopback, again: make(chan struct{}, 1)}
	r.records = records.NewValueStore(r.store, r.validator, recordAge)
	var err error
	if r.dht, err = dht.New(h.host, r.options(o)...); err != nil {
		return nil, fmt.Errorf("starting the DHT: %w", err)
	}
	r.hearOfPeers()
	r.messenger, err = pb.NewProtocolMessenger(r.dht.MessageSender())
	return r, err
}

// hearOfPeers has run woken by the first peer in the table, which comes a moment after
// its connection. That moment it is under the table's lock.
func (r *routes) hearOfPeers() {
	table := r.dht.RoutingTable()
	added := table.PeerAdded
	table.PeerAdded = func(id peer.ID) {
		added(id)
		if !r.joined.Load() {
			signal(r.again)
		}
	}
	table.Size() // takes the lock: whoever adds a peer from here on sees the function
}

// run keeps our place: peers find us only if those nearest to us know us.
func (r *routes) run() {
	wait := joinMin
	for r.host.ctx.Err() == nil {
		if r.refresh() {
			wait = refreshEvery
		}
		if wokenBy(r.host.ctx, r.again, wait) {
			wait = joinMin
		} else {
			wait = min(2*wait, refreshEvery)
		}
	}
}

// refresh looks ourselves up, which makes us known to those who are nearest, and
// says whether that was possible.
func (r *routes) refresh() bool {
	if r.size() == 0 {
		return false
	}
	if !r.joined.Load() {
		r.host.bus.Publish(DHTReached{})
	}
	ctx, cancel := context.WithTimeout(r.host.ctx, refreshLimit)
	defer cancel()
	err := r.lookSelfUp(ctx)
	r.joined.Store(err == nil)
	return err == nil
}

func (r *routes) lookSelfUp(ctx context.Context) error {
	if r.near {
		_, err := r.dht.GetClosestPeers(ctx, string(r.host.ID()))
		return err
	}
	select {
	case err := <-r.dht.RefreshRoutingTable():
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// met is called when a peer has connected, who may be the first with a table.
func (r *routes) met() {
	if r != nil && (!r.joined.Load() || r.size() == 0) {
		signal(r.again)
	}
}

// moved is called when the network has changed, and nobody may know us any more.
func (r *routes) moved() {
	if r != nil {
		r.joined.Store(false)
		signal(r.again)
	}
}

// size is the number of peers in the table.
func (r *routes) size() int {
	if r == nil {
		return 0
	}
	return r.dht.RoutingTable().Size()
}

func (r *routes) close() error {
	if r == nil {
		return nil
	}
	return r.dht.Close()
}

// Routes is the number of peers that this host could ask first in a lookup.
func (h *Host) Routes() int { return h.routes.size() }

// Closest are the at most 20 peers whose distance from key is the smallest,
// nearest first; this host is never among them. It fails with [ErrAlone] if
// nobody can be asked.
func (h *Host) Closest(ctx context.Context, key []byte) ([]peer.ID, error) {
	if h.Routes() == 0 {
		return nil, ErrAlone
	}
	limited, cancel := context.WithTimeout(ctx, lookupLimit)
	defer cancel()
	peers, err := h.routes.dht.GetClosestPeers(limited, string(key))
	if len(peers) > 0 && ctx.Err() == nil {
		return peers, nil // some of them slow perhaps
	}
	return nil, h.lookupError("looking for the closest peers", err)
}

// lookupError puts one of our sentinels on an error of a lookup.
func (h *Host) lookupError(doing string, err error) error {
	switch {
	case h.ctx.Err() != nil:
		return fmt.Errorf("%s: %w", doing, ErrClosed)
	case err == nil, errors.Is(err, kbucket.ErrLookupFailure):
		return ErrAlone
	}
	return fmt.Errorf("%s: %w", doing, err)
}
