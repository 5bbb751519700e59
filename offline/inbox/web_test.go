package inbox

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ipfs/go-cid"

	"restante/offline/provider/depot"
)

// shelf is a provider.
type shelf struct {
	mu     sync.Mutex
	blocks map[cid.Cid][]byte
	asked  []string
	down   bool
}

func newShelf() *shelf { return &shelf{blocks: make(map[cid.Cid][]byte)} }

func (s *shelf) Get(_ context.Context, c cid.Cid, _ int, addrs []string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, addrs...)
	if s.down {
		return nil, errors.New("down")
	}
	if b := s.blocks[c]; b != nil {
		return b, nil
	}
	return nil, depot.ErrNotFound
}

// providing is a bubble whose inbox follows https addresses, and has a mailbox besides
// the public one, for which pointers are left.
func providing(t *testing.T, f func(t *testing.T, w *world, d *field, s *shelf)) {
	finding(t, func(t *testing.T, w *world, d *field) {
		s := newShelf()
		w.Web = s
		d.box = named(0)
		w.Watch(further(0, 1, Now))
		f(t, w, d, s)
	})
}

const bucket = "https://bucket.example/restante-1"

// A contact's message comes from a provider while its sender is away.
func TestFromProvider(t *testing.T) {
	providing(t, func(t *testing.T, w *world, d *field, s *shelf) {
		alice := newPeer(t)
		d.away[alice] = true
		d.leaveAt(t, "hello", bucket, addrOf(alice))
		s.blocks = d.blocks
		began := time.Now()
		w.start()
		if w.wantCame("hello"); time.Since(began) > time.Second {
			t.Errorf("it took %v", time.Since(began))
		}
		if len(s.asked) != 1 || s.asked[0] != bucket {
			t.Errorf("asked for %q", s.asked)
		}
	})
}

// A provider that fails leaves the way to the sender's computer.
func TestProviderFails(t *testing.T) {
	providing(t, func(t *testing.T, w *world, d *field, s *shelf) {
		s.down = true
		d.leaveAt(t, "hello", bucket, addrOf(newPeer(t)))
		w.start()
		w.wantCame("hello")
	})
}

// What a provider has not any more does not keep it from giving the rest.
func TestProviderLacksSome(t *testing.T) {
	const n = 2 * perSource
	providing(t, func(t *testing.T, w *world, d *field, s *shelf) {
		alice := newPeer(t)
		d.away[alice] = true
		for i := range n {
			d.leaveAt(t, fmt.Sprint("lost ", i), bucket, addrOf(alice))
		}
		lost := maps.Clone(d.blocks)
		var want []string
		for i := range n {
			want = append(want, fmt.Sprint("here ", i))
			d.leaveAt(t, want[i], bucket, addrOf(alice))
		}
		s.blocks = maps.Clone(d.blocks)
		maps.DeleteFunc(s.blocks, func(c cid.Cid, _ []byte) bool { return lost[c] != nil })
		w.start()
		w.after(againFirst / 2)
		slices.Sort(w.got.texts)
		slices.Sort(want)
		w.wantCame(want...)
	})
}

// Whoever can seal for a pair's mailbox is a contact. The public one is everybody's:
// nothing is asked of a server that a stranger names.
func TestStrangersServer(t *testing.T) {
	providing(t, func(t *testing.T, w *world, d *field, s *shelf) {
		d.box = w.Mailbox.Mailbox()
		d.leaveAt(t, "hello", bucket, addrOf(newPeer(t)))
		s.blocks = d.blocks
		w.start()
		w.wantCame("hello") // from the peer
		if len(s.asked) > 0 {
			t.Errorf("asked for %s", strings.Join(s.asked, ", "))
		}
	})
}
