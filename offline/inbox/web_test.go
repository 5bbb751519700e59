package inbox

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ipfs/go-cid"
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
	if b := s.blocks[c]; b != nil && !s.down {
		return b, nil
	}
	return nil, errors.New("no such object")
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
