package messaging

import (
	"context"
	"errors"
	"maps"
	"sync"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/storefront"
	"restante/node"
	"restante/node/ipfs"
	"restante/node/ipns"
	"restante/node/vault"
	"restante/offline/inbox"
	"restante/offline/push"
)

const (
	nameLimit  = 10 * time.Second       // to find out what a name stands for
	laterNames = 500 * time.Millisecond // that those who know a newer root have after the first answer
	maxHolders = 1024                   // owners whose push nodes are remembered
)

// errNoName is a name that nobody knows.
var errNoName = errors.New("nobody knows this name")

// sites gives one's shop its name, and finds those of others: in the DHT, and at the
// push nodes of the owner, which have all of it.
type sites struct {
	node    *node.Node
	push    *push.Client
	cards   *finder
	without Without

	mu      sync.Mutex
	holders map[peer.ID][]peer.AddrInfo // who may have an owner's blocks
	refused map[peer.ID]string          // push nodes of this user that did not take the shop last, and why
}

var (
	_ storefront.Namer   = (*sites)(nil)
	_ storefront.Fetcher = (*sites)(nil)
	_ storefront.Refuser = (*sites)(nil)
)

// Name implements [storefront.Namer]: the DHT or one push node is enough.
func (s *sites) Name(ctx context.Context, root cid.Cid, size int64, after uint64) (uint64, error) {
	number := ipns.NextSequence(after, time.Now())
	record, err := ipns.Make(s.node.Key, root, number, time.Now())
	if err != nil {
		return 0, err
	}
	own, err := s.own(ctx)
	if err != nil {
		return 0, err
	}
	puts := []func() error{func() error { return s.node.Host.PutRecord(ctx, ipns.DHTKey(s.node.Key.ID()), record) }}
	s.mu.Lock()
	s.refused = make(map[peer.ID]string)
	s.mu.Unlock()
	for _, n := range own {
		puts = append(puts, func() error { return s.told(n.ID, s.push.PutSite(ctx, n, record, size)) })
	}
	return number, anyOf(puts)
}

// told notes what a push node said.
func (s *sites) told(node peer.ID, err error) error {
	if err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.refused[node] = err.Error()
	}
	return err
}

// Refusals implements [storefront.Refuser].
func (s *sites) Refusals() map[peer.ID]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.refused)
}

// own are this user's push nodes.
func (s *sites) own(ctx context.Context) (own []peer.AddrInfo, err error) {
	if s.without.Push {
		return nil, nil
	}
	err = s.node.Vault.View(ctx, func(tx *vault.Tx) error {
		own, err = inbox.Own(tx)
		return err
	})
	return own, err
}

// anyOf does all of it at once; an error is that of all.
func anyOf(do []func() error) error {
	done := make(chan error, len(do))
	for _, f := range do {
		go func() { done <- f() }()
	}
	var errs []error
	for range do {
		if err := <-done; err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) < len(do) {
		return nil
	}
	return errors.Join(errs...)
}

// Root implements [storefront.Fetcher]: the newest record of those who answer in time.
func (s *sites) Root(ctx context.Context, owner peer.ID) (cid.Cid, error) {
	ctx, cancel := context.WithTimeout(ctx, nameLimit)
	defer cancel()
	asks := []func() ([]byte, error){func() ([]byte, error) { return s.node.Host.GetRecord(ctx, ipns.DHTKey(owner)) }}
	for _, n := range s.holdersOf(ctx, owner) {
		if n.ID != owner && !s.without.Push {
			asks = append(asks, func() ([]byte, error) { return s.push.Site(ctx, n, owner) })
		}
	}
	answers := make(chan ipnsAnswer, len(asks))
	for _, ask := range asks {
		go func() { answers <- named(ask, owner) }()
	}
	root, err := newest(answers, len(asks))
	if err != nil {
		s.forget(owner) // who may have other push nodes by now
	}
	return root, err
}

func (s *sites) forget(owner peer.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.holders, owner)
}

type ipnsAnswer struct {
	ipns.Record
	err error
}

func named(ask func() ([]byte, error), owner peer.ID) (a ipnsAnswer) {
	b, err := ask()
	if err != nil {
		return ipnsAnswer{err: err}
	}
	a.Record, a.err = ipns.Open(owner, b)
	return a
}

// newest waits for all, but once there is one not long for the others.
func newest(answers <-chan ipnsAnswer, n int) (cid.Cid, error) {
	best, found, err := ipns.Record{}, false, errNoName
	var late <-chan time.Time
	for range n {
		select {
		case a := <-answers:
			switch {
			case a.err != nil:
				err = errors.Join(err, a.err)
			case !found || a.Sequence > best.Sequence:
				best, found = a.Record, true
			}
			if found && late == nil {
				late = time.After(laterNames)
			}
		case <-late:
			return best.Root, nil
		}
	}
	if !found {
		return cid.Undef, err
	}
	return best.Root, nil
}

// Block implements [storefront.Fetcher].
func (s *sites) Block(ctx context.Context, owner peer.ID, c cid.Cid, max int) ([]byte, error) {
	return s.node.Blocks.GetFrom(ctx, c, max, s.holdersOf(ctx, owner))
}

// File implements [storefront.Fetcher].
func (s *sites) File(ctx context.Context, into *ipfs.Pinned, owner peer.ID, c cid.Cid, max int64) error {
	return s.node.Blocks.FetchDAG(ctx, into, c, max, s.holdersOf(ctx, owner)...)
}

// holdersOf are an owner and the push nodes on the owner's card, as far as anybody
// knows it.
func (s *sites) holdersOf(ctx context.Context, owner peer.ID) []peer.AddrInfo {
	s.mu.Lock()
	known, ok := s.holders[owner]
	s.mu.Unlock()
	if ok {
		return known
	}
	raw, err := s.cards.Card(ctx, owner, nil)
	if err != nil {
		return []peer.AddrInfo{{ID: owner}} // there may be a connection
	}
	c, err := card.Decode(raw)
	if err != nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.holders == nil || len(s.holders) >= maxHolders {
		s.holders = make(map[peer.ID][]peer.AddrInfo)
	}
	s.holders[owner] = append([]peer.AddrInfo{c.Info()}, c.PushNodes...)
	return s.holders[owner]
}
