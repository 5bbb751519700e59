package inbox

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/time/rate"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pointer"
)

// Pointers finds deposit records that lie near a mailbox in the DHT.
type Pointers interface {
	Find(ctx context.Context, s deposit.Signer, also []peer.AddrInfo, f func(pointer.Found)) error
	Release(ctx context.Context, s deposit.Signer, also []peer.AddrInfo, keys []deposit.Key) error
}

// Blocks fetches a block from those who may have it.
type Blocks interface {
	GetFrom(ctx context.Context, c cid.Cid, max int, from []peer.AddrInfo) ([]byte, error)
}

// Web fetches a block from the first of some https addresses that has it, and follows
// none into the networks around this computer: see [restante/offline/provider/fetch].
type Web interface {
	Get(ctx context.Context, c cid.Cid, limit int, addrs []string) ([]byte, error)
}

// The rhythm of the finder.
const (
	findEvery  = 15 * time.Minute
	findFirst  = 5 * time.Second // after a search that could not be made, or did not reach all; then longer and longer
	findLimit  = 2 * time.Minute // one search, what it found included
	findAtOnce = 4               // searches; what one follows the others leave alone
	findMax    = deposit.PerMailbox
	headStart  = 300 * time.Millisecond // of the push nodes when the program starts, and as long as they go on giving

	// Strangers' pointers at our own holder call for searches too; so a few may
	// follow each other closely, and then they keep a distance.
	findBurst    = 5
	findDistance = 10 * time.Second
)

// finder comes for what pointers lead to.
type finder struct {
	*Inbox
	wake      chan struct{}
	searching chan struct{} // holds a token for each search
	alone     atomic.Bool   // nobody could be asked the last time, or yet
	rounds    *rounds       // of the further mailboxes

	mu       sync.Mutex
	clear    time.Time            // when the last search for the public mailbox began that found all there was
	followed map[deposit.Key]bool // by a search under way
	dead     map[string]time.Time // sources that could not be reached, until when
}

func newFinder(i *Inbox) *finder {
	f := &finder{Inbox: i, wake: make(chan struct{}, 1), searching: make(chan struct{}, findAtOnce),
		rounds: newRounds(), followed: make(map[deposit.Key]bool), dead: make(map[string]time.Time)}
	f.alone.Store(true)
	return f
}

// run searches at once, then now and then, and sooner while something is missing.
// A search that still waits for somebody does not keep the next one from beginning.
func (f *finder) run(ctx context.Context) {
	ended := make(chan bool)
	begin := func() { f.wg.Go(func() { f.tell(ctx, ended, f.look(ctx)) }) }
	f.giveWay(ctx)
	begin()
	f.wg.Go(func() { f.goRound(ctx) })
	t, rest := time.NewTimer(findEvery), time.NewTimer(0)
	defer t.Stop()
	defer rest.Stop()
	pace := rate.NewLimiter(rate.Every(findDistance), findBurst)
	wake := f.wake
	for wait := findFirst; ctx.Err() == nil; {
		select {
		case <-ctx.Done():
		case <-wake:
			begin()
			wake = nil
			rest.Reset(pace.Reserve().Delay())
		case <-rest.C:
			wake = f.wake
		case <-t.C:
			t.Reset(findEvery)
			begin()
		case all := <-ended:
			if all {
				wait = findFirst
				t.Reset(findEvery)
			} else {
				t.Reset(wait)
				wait = min(2*wait, findEvery)
			}
		}
	}
}

// giveWay lets the push nodes give first what they have, while they do: it is
// quicker to be had from them.
func (f *finder) giveWay(ctx context.Context) {
	if len(f.all()) == 0 {
		return
	}
	ctx, done := context.WithTimeout(ctx, claimFor)
	defer done()
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-time.After(headStart):
			return
		case <-f.listed.progress:
		}
		if f.listed.idle() {
			return
		}
	}
}

func (f *finder) tell(ctx context.Context, ended chan<- bool, all bool) {
	select {
	case ended <- all:
	case <-ctx.Done():
	}
}

// look is one search for the public mailbox; it reports whether nothing is missing.
func (f *finder) look(ctx context.Context) (all bool) {
	began := time.Now()
	_, missed, err := f.search(ctx, f.Mailbox)
	before := f.alone.Swap(err != nil)
	switch {
	case err != nil:
		f.Log.Debug("no pointers could be looked for", "err", err)
	case before:
		f.rounds.revive()
	}
	if err == nil && missed == 0 {
		f.mu.Lock()
		f.clear = began
		f.mu.Unlock()
		f.collected(ctx)
	}
	return err == nil && missed == 0
}

// joined is told when there is somebody to ask.
func (f *finder) joined() {
	if f != nil && f.alone.Load() {
		signal(f.wake)
	}
}

// called is told of a pointer that lies with us, who are near its mailbox.
func (f *finder) called(m deposit.Mailbox) {
	switch {
	case f == nil:
	case m == f.Mailbox.Mailbox():
		f.hurry()
	default:
		f.rounds.call(m)
	}
}

// hurry makes a search now: there may be others to ask, or other ways to reach
// those who have the blocks.
func (f *finder) hurry() {
	if f != nil {
		signal(f.wake)
	}
}

// search takes in all that pointers to one mailbox lead to and returns how much was
// new, and how much could not be fetched. It fails if nobody could be asked.
func (f *finder) search(ctx context.Context, m deposit.Signer) (found, missed int, err error) {
	select {
	case f.searching <- struct{}{}:
		defer func() { <-f.searching }()
	case <-ctx.Done():
		return 0, 0, ctx.Err()
	}
	ctx, done := context.WithTimeout(ctx, findLimit)
	defer done()
	own, err := f.own(ctx)
	if err != nil {
		return 0, 0, err
	}
	s := newSearch(f, m, own)
	defer func() { f.give(s.keys) }()
	finished := make(chan struct{})
	go func() { defer close(finished); s.run(ctx) }()
	err = f.Pointers.Find(ctx, m, own, s.add)
	s.close()
	<-finished
	if e := s.release(ctx); e != nil { // the next search finds it stored, and tries again
		f.Log.Debug("pointers were not released", "err", e)
	}
	return s.found, s.missed, err
}

func (i *Inbox) own(ctx context.Context) (own []peer.AddrInfo, err error) {
	err = i.Vault.View(ctx, func(tx *vault.Tx) error {
		own, err = Own(tx)
		return err
	})
	return own, err
}
