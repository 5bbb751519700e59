package storage

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"restante/node/ipfs"
	"restante/offline/provider/depot"
)

// Connect completes the settings of a new account, or of one to be connected again, by
// asking the person's browser, which browse opens. Nothing is kept.
func (s *Storage) Connect(ctx context.Context, kind string, settings depot.Settings, browse func(url string) error) (depot.Settings, error) {
	k, err := s.kind(kind)
	if err != nil {
		return nil, err
	}
	if k.Connect == nil {
		return nil, fmt.Errorf("%w: %s asks no browser", ErrSettings, k.Title)
	}
	return k.Connect(ctx, settings, s.Deps, browse)
}

// tryLimit is for all of a trial.
const tryLimit = 30 * time.Second

// Try puts a block, fetches it as somebody without the account does, and removes it.
func (s *Storage) Try(ctx context.Context, id string) error {
	s.forget(id)
	d, err := s.Open(ctx, id)
	if err == nil {
		err = s.try(ctx, d)
	}
	if ctx.Err() == nil && !errors.Is(err, ErrUnknown) {
		s.Called(ctx, id, err)
	}
	return err
}

func (s *Storage) try(ctx context.Context, d depot.Depot) (err error) {
	ctx, done := context.WithTimeout(ctx, tryLimit)
	defer done()
	block := make([]byte, 8<<10)
	rand.Read(block)
	r := depot.Ref{Name: s.Name(), CID: ipfs.CID(block)}
	defer func() { err = errors.Join(err, s.notHere(r)) }()
	if err := s.here(block); err != nil {
		return err
	}
	place, err := d.Put(ctx, r, block)
	var pending *depot.Pending
	if errors.As(err, &pending) {
		return d.Delete(ctx, r) // the account is good; that it fetches shows later
	}
	defer func() {
		if e := d.Delete(context.WithoutCancel(ctx), r); err == nil {
			err = e
		}
	}()
	if err != nil {
		return err
	}
	if len(place.Addrs) == 0 {
		return fmt.Errorf("%w: it does not say where the block is to be had", depot.ErrTransient)
	}
	if !strings.HasPrefix(place.Addrs[0], "http") {
		return nil
	}
	got, err := s.Fetch.Get(ctx, r.CID, depot.MaxBlock, place.Addrs)
	if err == nil && !bytes.Equal(got, block) {
		err = fmt.Errorf("%w: it gives other bytes than it got", depot.ErrPermanent)
	}
	return err
}

// here puts a block among the message files, where a service may fetch it.
func (s *Storage) here(block []byte) error {
	if s.Deps.Here == nil {
		return nil
	}
	_, err := s.Deps.Here.Put(block)
	return err
}

// notHere removes it again.
func (s *Storage) notHere(r depot.Ref) error {
	if s.Deps.Here == nil {
		return nil
	}
	return s.Deps.Here.Delete(r.CID)
}
