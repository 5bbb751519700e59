package dropbox_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"restante/offline/provider/depot"
	"restante/offline/provider/dropbox/dropboxtest"
)

// TestDamaged: bytes that were changed on their way are not stored, and an answer
// about other bytes is not believed.
func TestDamaged(t *testing.T) {
	s := dropboxtest.Start(t)
	damage := func(r *http.Request) *http.Request {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		body[0] ^= 1
		r.Body = io.NopCloser(bytes.NewReader(body))
		return r
	}
	d := opened(t, s.Settings(), depot.Deps{HTTP: &http.Client{Transport: at{"/files/upload", damage, s.Transport(http.DefaultTransport)}}})
	r, block := fresh()
	if _, err := d.Put(t.Context(), r, block); !errors.Is(err, depot.ErrTransient) || s.Blocks() != 0 {
		t.Errorf("%v, and %d blocks are there", err, s.Blocks())
	}
	careless := func(r *http.Request) *http.Request {
		r = damage(r)
		arg := r.Header.Get("Dropbox-API-Arg")
		i := strings.Index(arg, `,"content_hash"`)
		r.Header.Set("Dropbox-API-Arg", arg[:i]+"}")
		return r
	}
	d = opened(t, s.Settings(), depot.Deps{HTTP: &http.Client{Transport: at{"/files/upload", careless, s.Transport(http.DefaultTransport)}}})
	if _, err := d.Put(t.Context(), r, block); !errors.Is(err, depot.ErrTransient) {
		t.Errorf("other bytes lie there: %v", err)
	}
}

// at changes the calls whose path ends so.
type at struct {
	path   string
	change func(*http.Request) *http.Request
	next   http.RoundTripper
}

func (a at) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, a.path) {
		r = a.change(r.Clone(r.Context()))
	}
	return a.next.RoundTrip(r)
}

// TestOneWriter: however many write at once, Dropbox sees one after the other.
func TestOneWriter(t *testing.T) {
	s := dropboxtest.Start(t)
	d := connected(t, s)
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			r, block := fresh()
			if _, err := d.Put(t.Context(), r, block); err != nil {
				t.Error(err)
			}
			if err := d.Delete(t.Context(), r); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

// TestPutAgain: what somebody has changed in the app folder is put right, and keeps
// its address.
func TestPutAgain(t *testing.T) {
	s := dropboxtest.Start(t)
	d := connected(t, s)
	r, block := put(t, d)
	before, err := d.Locate(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	s.Plant("/"+r.Name, []byte("a holiday"))
	after, err := d.Put(t.Context(), r, block)
	if err != nil || after.Addrs[0] != before.Addrs[0] {
		t.Fatalf("%v, %v, before %v", after, err, before)
	}
	if _, err := fetcher(s)(t.Context(), r.CID, after.Addrs); err != nil {
		t.Error(err)
	}
}

// TestUnlistedLink: Dropbox says that there is a link, and does not list it yet.
func TestUnlistedLink(t *testing.T) {
	s := dropboxtest.Start(t)
	lagging := transport(func(r *http.Request) (*http.Response, error) {
		next := s.Transport(http.DefaultTransport)
		if strings.HasSuffix(r.URL.Path, "/list_shared_links") {
			return said("", reply(200, `{"links":[],"has_more":false}`))(next, r)
		}
		return said("/create_shared_link_with_settings", conflict(`{".tag":"shared_link_already_exists"}`))(next, r)
	})
	d := opened(t, s.Settings(), depot.Deps{HTTP: &http.Client{Transport: lagging}, Loopback: true})
	r, block := fresh()
	if p, err := d.Put(t.Context(), r, block); !errors.Is(err, depot.ErrTransient) {
		t.Errorf("%+v, %v", p, err)
	}
	if p, err := d.Locate(t.Context(), r); !errors.Is(err, depot.ErrTransient) {
		t.Errorf("%+v, %v", p, err)
	}
}

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
