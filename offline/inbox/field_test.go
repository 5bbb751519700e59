package inbox

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/ipfs"
	"restante/node/p2p"
	"restante/offline/deposit"
	"restante/offline/pointer"
)

// field is the DHT and those who have the blocks.
type field struct {
	mu       sync.Mutex
	alone    bool // nobody can be asked
	records  map[deposit.Key]deposit.Record
	blocks   map[cid.Cid][]byte
	away     map[peer.ID]bool
	fetches  map[peer.ID]int // from each first source
	at, most int             // fetches under way
	finds    int
	cleared  map[deposit.Key]bool
	asked    []ask
	box      deposit.Mailbox // where leave puts what it leaves; zero: everywhere
	opened   map[deposit.Mailbox]int
	freed    map[deposit.Mailbox]int
}

// ask is one search.
type ask struct {
	mailbox deposit.Mailbox
	at      time.Time
}

func newField() *field {
	return &field{records: make(map[deposit.Key]deposit.Record), blocks: make(map[cid.Cid][]byte),
		away: make(map[peer.ID]bool), fetches: make(map[peer.ID]int), cleared: make(map[deposit.Key]bool),
		opened: make(map[deposit.Mailbox]int), freed: make(map[deposit.Mailbox]int)}
}

func (f *field) Find(_ context.Context, s deposit.Signer, _ []peer.AddrInfo, found func(pointer.Found)) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.finds++
	f.asked = append(f.asked, ask{s.Mailbox(), time.Now()})
	if f.alone {
		return pointer.ErrNoHolder
	}
	for k, r := range f.records {
		elsewhere := r.Mailbox != (deposit.Mailbox{}) && r.Mailbox != s.Mailbox()
		if !f.cleared[k] && !elsewhere {
			found(pointer.Found{Key: k, Record: r})
		}
	}
	return nil
}

func (f *field) Release(_ context.Context, s deposit.Signer, _ []peer.AddrInfo, keys []deposit.Key) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.freed[s.Mailbox()] += len(keys)
	for _, k := range keys {
		f.cleared[k] = true
	}
	return nil
}

func (f *field) released() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.cleared)
}

// GetFrom hangs for peers that are away.
func (f *field) GetFrom(ctx context.Context, c cid.Cid, _ int, from []peer.AddrInfo) ([]byte, error) {
	f.mu.Lock()
	f.at++
	f.most = max(f.most, f.at)
	defer func() { f.mu.Lock(); f.at--; f.mu.Unlock() }()
	gone := true
	for _, p := range from {
		f.fetches[p.ID]++
		gone = gone && f.away[p.ID]
	}
	b := f.blocks[c]
	f.mu.Unlock()
	if gone || b == nil {
		<-ctx.Done()
	}
	switch {
	case gone:
		return nil, fmt.Errorf("%w: %w", p2p.ErrUnreachable, ctx.Err())
	case b == nil:
		return nil, ctx.Err()
	}
	return b, nil
}

// OpenBody opens what leave sealed: bodies whose last byte is not zero are others'.
func (f *field) OpenBody(m deposit.Mailbox, sealed []byte) ([]byte, error) {
	f.set(func() { f.opened[m]++ })
	if len(sealed) == 0 || sealed[len(sealed)-1] != 0 {
		return nil, errors.New("not ours")
	}
	return bytes.TrimSuffix(sealed, []byte{0}), nil
}

// addrOf is an address that each peer has for itself.
func addrOf(id peer.ID) string {
	sum := sha256.Sum256([]byte(id))
	return fmt.Sprintf("/ip4/127.%d.%d.%d/tcp/4001/p2p/%s", sum[0], sum[1], sum[2], id)
}

// leave puts a pointer to a text that lies with a peer.
func (f *field) leave(t *testing.T, text string, with peer.ID) deposit.Key {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.leaveAt(t, text, addrOf(with))
}

// leaveAt puts a pointer that names addresses. The lock is held.
func (f *field) leaveAt(t *testing.T, text string, addrs ...string) deposit.Key {
	c := ipfs.CID([]byte(text))
	body, err := deposit.Body{CID: c, Size: len(text), Addrs: addrs}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	f.blocks[c] = []byte(text)
	return f.put(t, append(body, 0))
}

func (f *field) put(t *testing.T, body []byte) deposit.Key {
	r := deposit.Record{Mailbox: f.box, Expires: time.Now().Add(time.Hour), Body: body}
	rand.Read(r.CancelHash[:])
	k, err := r.Key()
	if err != nil {
		t.Fatal(err)
	}
	f.records[k] = r
	return k
}

func (f *field) set(change func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change()
}

// finding is a bubble whose inbox also follows pointers.
func finding(t *testing.T, f func(t *testing.T, w *world, d *field)) {
	synctest.Test(t, func(t *testing.T) {
		w, d := newWorld(t), newField()
		o := w.Options
		o.Pointers, o.Blocks, o.Opener = d, d, d
		w.Inbox = New(o)
		f(t, w, d)
		w.Close()
	})
}
