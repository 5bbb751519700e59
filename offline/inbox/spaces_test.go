package inbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline/provider/depot"
)

// space is a place of one's own; what it holds is fetched from the shelf.
type space struct {
	*shelf
	entries []depot.Entry
	ours    [32]byte
	down    error
	removed int
}

func (s *space) Spaces(context.Context) ([]Space, error) {
	return []Space{{Depot: s, Ours: func(_ *vault.Tx, d [32]byte) (bool, error) { return d == s.ours, nil }}}, nil
}

// leave puts a text there, as a contact does.
func (s *space) leave(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := ipfs.CID([]byte(text))
	s.blocks[c] = []byte(text)
	s.entries = append(s.entries, depot.Entry{Ref: depot.Ref{CID: c}, Size: int64(len(text))})
}

// List gives three entries a page.
func (s *space) List(_ context.Context, cursor string) (p depot.Page, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	from := 0
	fmt.Sscan(cursor, &from)
	to := min(from+3, len(s.entries))
	p.Entries = slices.Clone(s.entries[min(from, to):to])
	if to < len(s.entries) {
		p.Next = fmt.Sprint(to)
	}
	return p, s.down
}

func (s *space) Locate(_ context.Context, r depot.Ref) (depot.Place, error) {
	return depot.Place{Addrs: []string{"https://space.example/" + r.CID.String()}}, s.down
}

func (s *space) Delete(_ context.Context, r depot.Ref) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.removed++
	s.entries = slices.DeleteFunc(s.entries, func(e depot.Entry) bool { return e.CID == r.CID })
	return s.down
}

func (s *space) Put(context.Context, depot.Ref, []byte) (depot.Place, error) {
	return depot.Place{}, errors.New("nobody puts here")
}
func (s *space) Usage(context.Context) (depot.Usage, error) { return depot.Usage{}, s.down }
func (s *space) Limits() depot.Limits                       { return depot.Limits{} }

// spacious is a bubble whose inbox has a space, and nothing else.
func spacious(t *testing.T, f func(t *testing.T, w *world, s *space)) {
	synctest.Test(t, func(t *testing.T) {
		w, s := newWorld(t), &space{shelf: newShelf()}
		w.Spaces, w.Web = s, s.shelf
		f(t, w, s)
		w.Close()
	})
}

// What contacts leave in one's space comes in and is removed, and what this user left
// there for others stays.
func TestSpace(t *testing.T) {
	spacious(t, func(t *testing.T, w *world, s *space) {
		var want []string
		for i := range 10 {
			want = append(want, fmt.Sprint("letter ", i))
			s.leave(want[i])
		}
		s.leave("for somebody else")
		s.ours = [32]byte(ipfs.CID([]byte("for somebody else")).Hash()[2:])
		w.start()
		w.wantCame(want...)
		if len(s.entries) != 1 {
			t.Errorf("%d blocks are left", len(s.entries))
		}
		s.leave("later")
		w.after(spacesEvery + time.Second)
		w.wantCame(append(want, "later")...)
		s.leave("now")
		if n, err := w.Scan(t.Context()); n != 1 || err != nil {
			t.Errorf("a scan found %d, %v", n, err)
		}
	})
}

// What cannot be read is left alone, and is not fetched again and again.
func TestUnreadableInSpace(t *testing.T) {
	spacious(t, func(t *testing.T, w *world, s *space) {
		s.leave("garbage")
		w.got.outcome[[32]byte(ipfs.CID([]byte("garbage")).Hash()[2:])] = Unreadable
		w.start()
		w.after(time.Hour)
		if s.removed > 0 || len(s.asked) != 1 {
			t.Errorf("%d removed after %d fetches", s.removed, len(s.asked))
		}
	})
}

// A space that does not answer is asked again; nothing is lost.
func TestSpaceDown(t *testing.T) {
	spacious(t, func(t *testing.T, w *world, s *space) {
		s.leave("hello")
		s.down = errAway
		w.start()
		if _, err := w.Scan(t.Context()); !errors.Is(err, errAway) {
			t.Errorf("a scan: %v", err)
		}
		s.down = nil
		w.after(spacesEvery)
		w.wantCame("hello")
	})
}
