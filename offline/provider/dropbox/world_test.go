package dropbox_test

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ipfs/go-cid"

	"restante/node/ipfs"
	"restante/offline/provider/depot"
	"restante/offline/provider/depottest"
	"restante/offline/provider/dropbox"
	"restante/offline/provider/dropbox/dropboxtest"
	"restante/offline/provider/fetch"
)

// client calls the fake wherever it believes to call Dropbox.
func client(s *dropboxtest.Server) *http.Client {
	return &http.Client{Transport: s.Transport(http.DefaultTransport)}
}

// connected is the depot of an account of the fake.
func connected(t testing.TB, s *dropboxtest.Server) depot.Depot {
	return opened(t, s.Settings(), depot.Deps{HTTP: client(s), Loopback: true})
}

func opened(t testing.TB, settings depot.Settings, d depot.Deps) depot.Depot {
	t.Helper()
	box, err := dropbox.Kind.Open(settings, d)
	if err != nil {
		t.Fatal(err)
	}
	return box
}

// put puts a new block.
func put(t testing.TB, d depot.Depot) (depot.Ref, []byte) {
	t.Helper()
	r, block := fresh()
	if _, err := d.Put(t.Context(), r, block); err != nil {
		t.Fatal(err)
	}
	return r, block
}

func fresh() (depot.Ref, []byte) {
	block := make([]byte, 8<<10)
	_, _ = rand.Read(block) // never fails
	return depot.Ref{Name: depot.NewName(), CID: ipfs.CID(block)}, block
}

// opener is the account for the suite.
func opener(s *dropboxtest.Server, settings depot.Settings) depottest.Open {
	return func(t testing.TB, d depot.Deps) depot.Depot {
		d.HTTP = &http.Client{Transport: s.Transport(d.Transport())}
		return opened(t, settings, d)
	}
}

// fetcher is a recipient, to whom Dropbox's hosts are the fake.
func fetcher(s *dropboxtest.Server) func(context.Context, cid.Cid, []string) ([]byte, error) {
	c := fetch.New(fetch.Options{Via: s.Transport(http.DefaultTransport)})
	return func(ctx context.Context, want cid.Cid, addrs []string) ([]byte, error) {
		return c.Get(ctx, want, depot.MaxBlock, addrs)
	}
}

// said is a fault of the suite in Dropbox's own words, at the calls whose path ends so.
func said(at string, h http.HandlerFunc) func(http.RoundTripper, *http.Request) (*http.Response, error) {
	return func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
		if !strings.HasSuffix(r.URL.Path, at) {
			return next.RoundTrip(r)
		}
		w := httptest.NewRecorder()
		h(w, r)
		if r.Body == nil {
			return w.Result(), nil
		}
		_, err := io.Copy(io.Discard, r.Body)
		return w.Result(), errors.Join(err, r.Body.Close())
	}
}

// memory is a network without sockets.
type memory struct{ s http.Handler }

func (m memory) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	r = r.Clone(r.Context())
	r.Host = r.URL.Host
	m.s.ServeHTTP(w, r)
	return w.Result(), nil
}
