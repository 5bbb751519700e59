package dropbox_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"restante/offline/provider/depot"
	"restante/offline/provider/dropbox/dropboxtest"
)

// counted counts the calls whose path ends with a word, and can hold them.
type counted struct {
	next http.RoundTripper
	word string
	n    atomic.Int32
	hold chan struct{} // nil: none is held
	held chan struct{} // told of each that is
}

func (c *counted) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, c.word) {
		c.n.Add(1)
		if c.hold != nil {
			c.held <- struct{}{}
			<-c.hold
		}
	}
	return c.next.RoundTrip(r)
}

func counting(s *dropboxtest.Server, word string) *counted {
	return &counted{next: s.Transport(http.DefaultTransport), word: word, held: make(chan struct{}, 1)}
}

// TestTokenOnce: all who find the access token expired share one refresh, and none of
// them notices.
func TestTokenOnce(t *testing.T) {
	s := dropboxtest.Start(t)
	c := counting(s, "/oauth2/token")
	d := opened(t, s.Settings(), depot.Deps{HTTP: &http.Client{Transport: c}})
	for round := range int32(3) {
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if _, err := d.Usage(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := c.n.Load(); n != round+1 {
			t.Errorf("%d refreshes after %d expiries", n, round)
		}
		s.Expire()
	}
}

// TestTokenExpiresInAPut: the bytes that go out once more are the same.
func TestTokenExpiresInAPut(t *testing.T) {
	s := dropboxtest.Start(t)
	d := connected(t, s)
	put(t, d)
	s.Expire()
	r, block := put(t, d)
	place, err := d.Locate(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := fetcher(s)(t.Context(), r.CID, place.Addrs); err != nil || !bytes.Equal(got, block) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

// TestTokenReplacedEarly: no call goes out with a token that is about to end.
func TestTokenReplacedEarly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := dropboxtest.New()
		c := &counted{next: memory{s}, word: "/oauth2/token"}
		refused := &counted{next: c, word: "get_space_usage"}
		d := opened(t, s.Settings(), depot.Deps{HTTP: &http.Client{Transport: refused}})
		for _, step := range []struct {
			after    time.Duration
			refreshs int32
		}{{0, 1}, {3 * time.Hour, 1}, {time.Hour - 30*time.Second, 2}, {5 * time.Hour, 3}} {
			<-time.After(step.after)
			if _, err := d.Usage(t.Context()); err != nil {
				t.Fatal(err)
			}
			if n := c.n.Load(); n != step.refreshs {
				t.Errorf("%v later: %d refreshes, want %d", step.after, n, step.refreshs)
			}
		}
		if n := refused.n.Load(); n != 4 {
			t.Errorf("%d calls, want 4: none is refused", n)
		}
	})
}

// TestTokenPatience: whoever gives up waits for nobody else's refresh.
func TestTokenPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := dropboxtest.New()
		c := &counted{next: memory{s}, word: "/oauth2/token", hold: make(chan struct{}), held: make(chan struct{}, 1)}
		d := opened(t, s.Settings(), depot.Deps{HTTP: &http.Client{Transport: c}})
		first := make(chan error, 1)
		go func() {
			_, err := d.Usage(t.Context())
			first <- err
		}()
		synctest.Wait()
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		if _, err := d.Usage(ctx); !errors.Is(err, context.DeadlineExceeded) || !depot.Known(err) {
			t.Errorf("%v, want context.DeadlineExceeded", err)
		}
		close(c.hold)
		if err := <-first; err != nil {
			t.Errorf("the one who waited: %v", err)
		}
	})
}

// TestRevoked: the person disconnects the app in the middle. The depot says so, loses
// nothing, and works again with a new connection.
func TestRevoked(t *testing.T) {
	s := dropboxtest.Start(t)
	d := connected(t, s)
	r, block := put(t, d)
	s.Revoke()
	_, err := d.Put(t.Context(), r, block)
	if !errors.Is(err, depot.ErrAuth) || depot.Advice(err) == "" {
		t.Fatalf("%v, want ErrAuth", err)
	}
	if err := d.Delete(t.Context(), r); !errors.Is(err, depot.ErrAuth) {
		t.Errorf("deleting: %v, want ErrAuth", err)
	}
	if page, err := d.List(t.Context(), ""); !errors.Is(err, depot.ErrAuth) {
		t.Errorf("listing: %v, %v, want ErrAuth", page, err)
	}
	d = connected(t, s)
	if _, err := d.Put(t.Context(), r, block); err != nil || s.Blocks() != 1 {
		t.Errorf("connected again: %v, %d blocks", err, s.Blocks())
	}
}
