package storage

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Progress is how far a connection got that somebody makes in a browser elsewhere.
type Progress string

const (
	NoConnection Progress = ""        // none was begun
	Waiting      Progress = "waiting" // for the person in the browser
	Connected    Progress = "connected"
	Refused      Progress = "refused"
)

// Connection is one that was begun.
type Connection struct {
	Progress
	Account string // once it is connected
	Err     error  // why it was refused
}

// connectLimit is how long a person has.
const connectLimit = 10 * time.Minute

// Begin connects an account for a caller who has no browser to open: it returns the
// address that the person is to visit, on this computer. [Storage.Begun] tells what
// came of it. One that was begun before is given up.
func (s *Storage) Begin(ctx context.Context, n New) (url string, err error) {
	k, err := s.kind(n.Kind)
	if err != nil {
		return "", err
	}
	if k.Connect == nil {
		return "", fmt.Errorf("%w: %s is connected by its fields", ErrSettings, k.Title)
	}
	own, stop := context.WithTimeout(context.WithoutCancel(ctx), connectLimit)
	s.begun(stop)
	urls, ended := make(chan string, 1), make(chan error, 1)
	s.wg.Go(func() {
		defer stop()
		id, err := s.connectFully(own, n, func(url string) error { urls <- url; return nil })
		s.ended(own, id, err)
		ended <- err
	})
	select {
	case url = <-urls:
		return url, nil
	case err := <-ended:
		return "", err
	case <-ctx.Done():
		stop()
		return "", ctx.Err()
	}
}

func (s *Storage) connectFully(ctx context.Context, n New, browse func(string) error) (id string, err error) {
	if n.Settings, err = s.Connect(ctx, n.Kind, n.Settings, browse); err != nil {
		return "", err
	}
	return s.Add(ctx, n)
}

// begun gives up what was begun before.
func (s *Storage) begun(stop context.CancelFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.giveUp != nil {
		s.giveUp()
	}
	s.giveUp, s.connection = stop, Connection{Progress: Waiting}
}

// ended notes what came of a connection, unless another has begun.
func (s *Storage) ended(own context.Context, id string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case errors.Is(own.Err(), context.Canceled):
	case err != nil:
		s.connection = Connection{Progress: Refused, Err: err}
	default:
		s.connection = Connection{Progress: Connected, Account: id}
	}
}

// Begun is what came of the last [Storage.Begin].
func (s *Storage) Begun() Connection {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.connection
}
