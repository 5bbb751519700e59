package inbox

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
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
	c := ipfs.CID([]byte(text))
	body, err := deposit.Body{CID: c, Size: len(text), Addrs: []string{addrOf(with)}}.Encode()
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

// What pointers lead to comes in once, and the pointers are released.
func TestFind(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		alice := newPeer(t)
		one, again := d.leave(t, "one", alice), d.leave(t, "one", alice)
		w.start()
		w.wantCame("one")
		if !d.cleared[one] || !d.cleared[again] {
			t.Error("a pointer was not released")
		}
		d.leave(t, "two", alice)
		w.after(findEvery + time.Second)
		w.wantCame("one", "two")
		d.leave(t, "three", alice)
		if n, err := w.Scan(t.Context()); n != 1 || err != nil {
			t.Errorf("a scan found %d, %v", n, err)
		}
	})
}

// Twenty pointers that lead nowhere delay the live one by nothing.
func TestDeadPointers(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		for i := range 20 {
			dead := newPeer(t)
			d.away[dead] = true
			d.leave(t, fmt.Sprint("dead ", i), dead)
		}
		d.leave(t, "alive", newPeer(t))
		began := time.Now()
		w.start()
		w.wantCame("alive")
		if waited := time.Since(began); waited != 0 {
			t.Errorf("it took %v", waited)
		}
		d.set(func() { clear(d.away) })
		w.after(findEvery)
		if n := len(w.got.came()); n != 21 {
			t.Errorf("%d came", n)
		}
	})
}

// Ten thousand pointers to one victim are no reason to call it often, nor to be
// late for others.
func TestFloodOfPointers(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		victim := newPeer(t)
		d.away[victim] = true
		for i := range findMax - 1 {
			d.leave(t, fmt.Sprint(i), victim)
		}
		d.leave(t, "alive", newPeer(t))
		w.start()
		w.after(fetchLimit + time.Second)
		w.wantCame("alive")
		if n := d.fetches[victim]; n > perSource {
			t.Errorf("the victim was asked %d times", n)
		}
	})
}

// A sender with many messages is not slowed down, nor is everything asked at once.
func TestManyFromOne(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		alice := newPeer(t)
		for i := range 300 {
			d.leave(t, fmt.Sprint(i), alice)
		}
		w.start()
		if n := len(w.got.came()); n != 300 || d.most > perSource {
			t.Errorf("%d came, %d at a time", n, d.most)
		}
	})
}

// What is not ours is opened once a day.
func TestForeignPointers(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		d.put(t, []byte("for somebody else"))
		d.put(t, append(make([]byte, 20), 0)) // opens, and says nothing
		w.start()
		if marks := w.marks(); marks != 2 {
			t.Errorf("%d marks", marks)
		}
		w.after(findEvery + time.Second)
		w.wantCame()
		if len(d.fetches) != 0 || d.released() != 0 {
			t.Error("something was fetched or released")
		}
	})
}

// While nobody can be asked it is tried often, and at once when somebody comes.
func TestFindAlone(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		d.alone = true
		w.start()
		w.after(time.Minute)
		if d.finds < 3 || d.finds > 8 {
			t.Errorf("%d searches in a minute", d.finds)
		}
		d.set(func() { d.alone = false })
		d.leave(t, "hello", newPeer(t))
		w.Bus.Publish(p2p.PeerConnected{ID: newPeer(t)})
		synctest.Wait()
		w.wantCame("hello")
		finds := d.finds
		w.Bus.Publish(p2p.PeerConnected{ID: newPeer(t)})
		synctest.Wait()
		if d.finds != finds {
			t.Error("each peer that comes causes a search")
		}
	})
}

// What could not be stored is not released.
func TestFindFullDisk(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		w.got.fail = 2
		d.leave(t, "one", newPeer(t))
		w.start()
		if d.released() != 0 {
			t.Error("it was released before it was stored")
		}
		w.after(findEvery + time.Second)
		if !slices.Equal(w.got.came(), []string{"one"}) || d.released() != 1 {
			t.Errorf("%q came, %d released", w.got.came(), d.released())
		}
	})
}

// Strangers' pointers at our own holder call for a search each. They get a few at
// once, and then one now and then, and the last of them is not forgotten.
func TestCalledForSearches(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		w.start()
		before := d.finds
		for range 200 {
			w.Bus.Publish(pointer.Stored{Mailbox: w.Mailbox.Mailbox()})
			w.after(100 * time.Millisecond)
		}
		if n := d.finds - before; n < findBurst || n > findBurst+int(20*time.Second/findDistance)+1 {
			t.Errorf("200 calls in 20 s led to %d searches", n)
		}
		d.leave(t, "the last of them", newPeer(t))
		w.Bus.Publish(pointer.Stored{Mailbox: w.Mailbox.Mailbox()})
		w.after(findDistance + time.Second)
		w.wantCame("the last of them")
	})
}
