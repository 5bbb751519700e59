package inbox

import (
	"context"
	"crypto/sha256"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pointer"
)

const (
	followers  = 512             // pointers that are followed at a time, waiting for their turn included
	fetchers   = 64              // blocks that are fetched at a time
	fetchLimit = 5 * time.Second // for each of them
)

// search follows pointers to blocks. Each is fetched on its own, so that one
// that leads nowhere delays none of the others.
type search struct {
	*finder
	box    deposit.Signer  // the mailbox
	own    []peer.AddrInfo // push nodes, which may have the block too
	slots  *semaphore.Weighted
	blocks chan block

	sync.Mutex // guards the following
	queue      []pointer.Found
	keys       []deposit.Key // that other searches leave alone
	ready      chan struct{}
	ended      bool // nothing is added any more
	sources    sources

	found  int
	missed int           // led nowhere
	done   []deposit.Key // to be released
}

// block is what a pointer led to.
type block struct {
	key  deposit.Key
	data []byte
}

func newSearch(f *finder, m deposit.Signer, own []peer.AddrInfo) *search {
	return &search{finder: f, box: m, own: own, slots: semaphore.NewWeighted(fetchers),
		blocks: make(chan block, window), ready: make(chan struct{}, 1), sources: make(sources)}
}

// add queues a pointer that no other search follows; it never waits.
func (s *search) add(f pointer.Found) {
	if !s.claim(f.Key) {
		return
	}
	s.Lock()
	defer s.Unlock()
	s.keys = append(s.keys, f.Key)
	if len(s.queue) < findMax {
		s.queue = append(s.queue, f)
	}
	signal(s.ready)
}

// claim keeps the other searches from a pointer until this one has ended.
func (f *finder) claim(k deposit.Key) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	free := !f.followed[k]
	f.followed[k] = true
	return free
}

func (f *finder) give(keys []deposit.Key) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, k := range keys {
		delete(f.followed, k)
	}
}

func (s *search) close() {
	s.Lock()
	defer s.Unlock()
	s.ended = true
	signal(s.ready)
}

// next gives a pointer, or false when no more will come.
func (s *search) next(ctx context.Context) (f pointer.Found, ok bool) {
	for ctx.Err() == nil {
		s.Lock()
		n, ended := len(s.queue), s.ended
		if n > 0 {
			f, s.queue = s.queue[0], s.queue[1:]
		}
		s.Unlock()
		if n > 0 || ended {
			return f, n > 0
		}
		select {
		case <-s.ready:
		case <-ctx.Done():
		}
	}
	return f, false
}

// run fetches and hands up until nothing more comes.
func (s *search) run(ctx context.Context) {
	var taking sync.WaitGroup
	var following errgroup.Group
	following.SetLimit(followers)
	taking.Go(func() { s.takeAll(ctx) })
	for f, ok := s.next(ctx); ok; f, ok = s.next(ctx) {
		following.Go(func() error { s.follow(ctx, f); return nil })
	}
	_ = following.Wait() // each failure concerns one pointer, and is counted
	close(s.blocks)
	taking.Wait()
}

// follow fetches the block that a pointer leads to.
func (s *search) follow(ctx context.Context, f pointer.Found) {
	body, ok := s.open(ctx, f)
	if !ok {
		return
	}
	at := s.whereOf(body)
	leave, ok := s.enter(at.name())
	if !ok {
		s.miss()
		return
	}
	data, err := s.fetch(ctx, body, at)
	leave(err)
	if err != nil {
		s.Log.Debug("a pointer led nowhere", "cid", body.CID, "err", err)
		s.miss()
		return
	}
	s.blocks <- block{f.Key, data}
}

func (s *search) fetch(ctx context.Context, b deposit.Body, at where) ([]byte, error) {
	if err := s.slots.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer s.slots.Release(1)
	ctx, cancel := context.WithTimeout(ctx, fetchLimit)
	defer cancel()
	return s.fetchFrom(ctx, b, at)
}

// open reads where the block is. What cannot be read is remembered for a day;
// what came in already is released.
func (s *search) open(ctx context.Context, f pointer.Found) (b deposit.Body, ok bool) {
	switch here, coming := s.listed.state(f.Key); {
	case here:
		s.releaseLater(f.Key)
		return b, false
	case coming:
		s.miss() // unless it is here when the next search asks
		return b, false
	}
	if o, err := s.seen(ctx, f.Key); err != nil || o != 0 {
		return b, false
	}
	plain, err := s.Opener.OpenBody(s.box.Mailbox(), f.Record.Body)
	if err == nil {
		b, err = deposit.DecodeBody(plain)
	}
	if err != nil {
		s.ignore(ctx, f.Key)
		return b, false
	}
	d, err := ipfs.RawDigest(b.CID)
	if err != nil {
		return b, false // larger than a message; nobody asks for those yet
	}
	o, err := s.seen(ctx, d)
	if o == Done || o == Duplicate {
		s.releaseLater(f.Key)
	}
	return b, err == nil && o == 0
}

func (s *search) seen(ctx context.Context, digest [32]byte) (o Outcome, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		o, err = Seen(tx, digest)
		return err
	})
	return o, err
}

func (s *search) ignore(ctx context.Context, k deposit.Key) {
	err := s.Vault.Update(ctx, "inbox ignore", func(tx *vault.Tx) error { return Mark(tx, k, Unreadable) })
	if err != nil {
		s.Log.Debug("a pointer was not marked", "err", err)
	}
}

// takeAll hands up what was fetched, all at once that is there.
func (s *search) takeAll(ctx context.Context) {
	for first := range s.blocks {
		batch := []block{first}
		for len(batch) < window && len(s.blocks) > 0 {
			batch = append(batch, <-s.blocks)
		}
		s.take(ctx, batch)
	}
}

func (s *search) take(ctx context.Context, batch []block) {
	var sealed []Sealed
	keys := make(map[[32]byte][]deposit.Key)
	for _, b := range batch {
		d := sha256.Sum256(b.data)
		if keys[d] == nil {
			sealed = append(sealed, Sealed{d, b.data, s.box.Mailbox()})
		}
		keys[d] = append(keys[d], b.key)
	}
	r := s.handUp(ctx, sealed)
	s.found += r.found
	for _, d := range r.done {
		s.releaseLater(keys[d]...)
	}
	if r.err != nil {
		s.miss()
		s.Log.Error("what pointers led to was not stored", "err", r.err)
	}
}

func (s *search) miss() {
	s.Lock()
	defer s.Unlock()
	s.missed++
}

func (s *search) releaseLater(keys ...deposit.Key) {
	s.Lock()
	defer s.Unlock()
	s.done = append(s.done, keys...)
}

// release removes the pointers that led to what is stored now.
func (s *search) release(ctx context.Context) error {
	return s.Pointers.Release(ctx, s.box, s.own, s.done)
}
