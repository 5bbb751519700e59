package p2p

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"

	"restante/node/vault"
)

const (
	bookPeers = 512 // remembered peers; those reached longest ago go first
	bookAddrs = 6   // of each
	saveDelay = time.Minute
	saveLimit = 5 * time.Second // at the end, for the last save
)

// book remembers where peers were reached, in memory and in the vault. Losing
// its last minute in a crash costs nothing but a slower start.
type book struct {
	vault *vault.Vault // nil: memory only

	mu      sync.Mutex
	peers   map[peer.ID]entry
	unsaved map[peer.ID]bool
	changed chan struct{}
}

// entry is one remembered peer; the address that worked last comes first.
type entry struct {
	addrs []ma.Multiaddr
	seen  time.Time // zero if we only heard of the peer
}

func openBook(ctx context.Context, v *vault.Vault) (*book, error) {
	b := &book{vault: v, unsaved: make(map[peer.ID]bool), changed: make(chan struct{}, 1)}
	var err error
	b.peers, err = loadPeers(ctx, v)
	return b, err
}

// reached notes that a peer answered at an address.
func (b *book) reached(id peer.ID, a ma.Multiaddr) {
	b.note(id, []ma.Multiaddr{a}, time.Now())
}

// learn notes addresses that somebody gave; it is silent if they are known.
func (b *book) learn(id peer.ID, addrs []ma.Multiaddr) {
	known := b.addrs(id)
	if slices.ContainsFunc(addrs, func(a ma.Multiaddr) bool { return !ma.Contains(known, a) }) {
		b.note(id, addrs, time.Time{})
	}
}

func (b *book) note(id peer.ID, addrs []ma.Multiaddr, seen time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	e := b.peers[id]
	e.addrs = inOrder(addrs, e.addrs)
	if seen.After(e.seen) {
		e.seen = seen
	}
	b.peers[id] = e
	b.unsaved[id] = true
	b.shrink()
	signal(b.changed)
}

// inOrder puts the new addresses before the old ones, each once.
func inOrder(fresh, old []ma.Multiaddr) []ma.Multiaddr {
	var addrs []ma.Multiaddr
	for _, a := range slices.Concat(fresh, old) {
		if len(addrs) < bookAddrs && !ma.Contains(addrs, a) {
			addrs = append(addrs, a)
		}
	}
	return addrs
}

// shrink forgets the peer reached longest ago when there are too many.
func (b *book) shrink() {
	if len(b.peers) <= bookPeers {
		return
	}
	oldest := b.sorted()[len(b.peers)-1]
	delete(b.peers, oldest)
	b.unsaved[oldest] = true
}

// sorted lists the peers, the one reached last first.
func (b *book) sorted() []peer.ID {
	ids := make([]peer.ID, 0, len(b.peers))
	for id := range b.peers {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(x, y peer.ID) int {
		return cmp.Or(b.peers[y].seen.Compare(b.peers[x].seen), cmp.Compare(x, y))
	})
	return ids
}

func (b *book) addrs(id peer.ID) []ma.Multiaddr {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.peers[id].addrs)
}

// recent are the n peers reached last.
func (b *book) recent(n int) []peer.AddrInfo {
	b.mu.Lock()
	defer b.mu.Unlock()
	var infos []peer.AddrInfo
	for _, id := range b.sorted()[:min(n, len(b.peers))] {
		infos = append(infos, peer.AddrInfo{ID: id, Addrs: slices.Clone(b.peers[id].addrs)})
	}
	return infos
}

// take returns what is to be written; a nil entry is to be deleted.
func (b *book) take() map[peer.ID]*entry {
	b.mu.Lock()
	defer b.mu.Unlock()
	rows := make(map[peer.ID]*entry, len(b.unsaved))
	for id := range b.unsaved {
		rows[id] = nil
		if e, ok := b.peers[id]; ok {
			rows[id] = &e
		}
	}
	clear(b.unsaved)
	return rows
}

// saveBook writes the book now and then, and once more at the end.
func (h *Host) saveBook() {
	for h.ctx.Err() == nil {
		select {
		case <-h.ctx.Done():
		case <-h.book.changed:
			h.pause(saveDelay)
		}
		h.book.save(h.log)
	}
}

func (b *book) save(log *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.Background(), saveLimit)
	defer cancel()
	if err := savePeers(ctx, b.vault, b.take()); err != nil {
		log.Warn("peers were not remembered", "error", err)
	}
}
