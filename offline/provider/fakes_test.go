package provider

import (
	"context"
	"crypto/rand"
	"slices"
	"sync"
	"time"

	"restante/node/ipfs"
	"restante/offline/provider/depot"
)

// shelf is a depot in memory that fails as it is told.
type shelf struct {
	mu     sync.Mutex
	blocks map[string]depot.Entry
	fails  []error // of the next calls, nil for success
	calls  int
	quota  int64
	hold   func(ctx context.Context) error // before each call; may be nil
	nameOf func(depot.Ref) depot.Ref       // what a listing knows
}

var _ depot.Depot = (*shelf)(nil)

func newShelf(fails ...error) *shelf {
	return &shelf{blocks: make(map[string]depot.Entry), fails: fails, nameOf: func(r depot.Ref) depot.Ref { return r }}
}

// called takes the next failure.
func (s *shelf) called(ctx context.Context) error {
	if s.hold != nil {
		if err := s.hold(ctx); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	if len(s.fails) == 0 {
		return ctx.Err()
	}
	err := s.fails[0]
	s.fails = s.fails[1:]
	return err
}

func (s *shelf) Limits() depot.Limits {
	return depot.Limits{MaxBlock: depot.MaxBlock, Writers: 4, Deadline: 10 * time.Second}
}

func (s *shelf) Put(ctx context.Context, r depot.Ref, block []byte) (depot.Place, error) {
	if err := s.called(ctx); err != nil {
		return depot.Place{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.blocks[r.Name] = depot.Entry{Ref: s.nameOf(r), Size: int64(len(block))}
	return depot.Place{Addrs: []string{"https://example.org/" + r.Name}}, nil
}

func (s *shelf) Locate(ctx context.Context, _ depot.Ref) (depot.Place, error) {
	return depot.Place{}, s.called(ctx)
}

func (s *shelf) Delete(ctx context.Context, r depot.Ref) error {
	if err := s.called(ctx); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.blocks, r.Name)
	return nil
}

// List has two entries on a page.
func (s *shelf) List(ctx context.Context, cursor string) (depot.Page, error) {
	if err := s.called(ctx); err != nil {
		return depot.Page{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var names []string
	for name := range s.blocks {
		if name > cursor {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var page depot.Page
	for _, name := range names[:min(2, len(names))] {
		page.Entries = append(page.Entries, s.blocks[name])
	}
	if len(names) > 2 {
		page.Next = names[1]
	}
	return page, nil
}

func (s *shelf) Usage(ctx context.Context) (depot.Usage, error) {
	if err := s.called(ctx); err != nil {
		return depot.Usage{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	u := depot.Usage{Quota: s.quota}
	for _, e := range s.blocks {
		u.Used += e.Size
	}
	return u, nil
}

func newBlock() (depot.Ref, []byte) {
	b := make([]byte, 8<<10)
	_, _ = rand.Read(b) // never fails
	return depot.Ref{Name: depot.NewName(), CID: ipfs.CID(b)}, b
}
