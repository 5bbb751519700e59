package fetch

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"restante/offline/provider/depot"
)

// answer is one of a fake network.
func answer(body []byte) *http.Response {
	return &http.Response{
		StatusCode: http.StatusOK, Header: make(http.Header),
		Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)),
	}
}

// hostile are answers that are not the block, and what becomes of them.
var hostile = map[string]struct {
	do   func(w http.ResponseWriter, r *http.Request, block []byte)
	want error
}{
	"wrong bytes": {func(w http.ResponseWriter, _ *http.Request, block []byte) {
		_, _ = w.Write(append(bytes.Clone(block[1:]), 0))
	}, depot.ErrPermanent},
	"the block and more": {func(w http.ResponseWriter, _ *http.Request, block []byte) {
		_, _ = w.Write(append(bytes.Clone(block), 0))
	}, depot.ErrPermanent},
	"half a block": {func(w http.ResponseWriter, _ *http.Request, block []byte) {
		_, _ = w.Write(block[:len(block)/2])
	}, depot.ErrPermanent},
	"nothing": {func(http.ResponseWriter, *http.Request, []byte) {}, depot.ErrPermanent},
	"cut": {func(w http.ResponseWriter, _ *http.Request, block []byte) {
		w.Header().Set("Content-Length", fmt.Sprint(len(block)))
		_, _ = w.Write(block[:len(block)/2])
		panic(http.ErrAbortHandler)
	}, depot.ErrTransient},
	"without end": {func(w http.ResponseWriter, r *http.Request, block []byte) {
		for r.Context().Err() == nil {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	}, depot.ErrPermanent},
	"a terabyte, it says": {func(w http.ResponseWriter, _ *http.Request, block []byte) {
		w.Header().Set("Content-Length", "1000000000000")
		_, _ = w.Write(block)
	}, depot.ErrPermanent},
	"huge headers": {func(w http.ResponseWriter, _ *http.Request, block []byte) {
		w.Header().Set("X-Much", strings.Repeat("much ", headers))
		_, _ = w.Write(block)
	}, depot.ErrTransient},
	"the block, packed": {func(w http.ResponseWriter, _ *http.Request, block []byte) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(pack(block))
	}, depot.ErrPermanent},
	"a bomb": {func(w http.ResponseWriter, _ *http.Request, _ []byte) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(pack(make([]byte, 20<<20)))
	}, depot.ErrPermanent},
	"to itself": {func(w http.ResponseWriter, r *http.Request, _ []byte) {
		http.Redirect(w, r, r.URL.Path, http.StatusFound)
	}, depot.ErrPermanent},
	"to nowhere": {func(w http.ResponseWriter, _ *http.Request, _ []byte) {
		w.WriteHeader(http.StatusFound)
	}, depot.ErrPermanent},
	"to a password": {func(w http.ResponseWriter, r *http.Request, block []byte) {
		if _, _, ok := r.BasicAuth(); ok {
			_, _ = w.Write(block)
		}
		http.Redirect(w, r, "http://a:b@"+r.Host+"/", http.StatusFound)
	}, depot.ErrPermanent},
	"to a file": {func(w http.ResponseWriter, r *http.Request, _ []byte) {
		http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
	}, depot.ErrPermanent},
	"silence": {func(_ http.ResponseWriter, r *http.Request, _ []byte) {
		<-r.Context().Done()
	}, depot.ErrTransient},
	"a drip": {func(w http.ResponseWriter, r *http.Request, block []byte) {
		for _, b := range block {
			_, _ = w.Write([]byte{b})
			w.(http.Flusher).Flush()
			select {
			case <-time.After(5 * time.Millisecond):
			case <-r.Context().Done():
				return
			}
		}
	}, depot.ErrTransient},
}

func pack(b []byte) []byte {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write(b) // a buffer takes everything
	_ = w.Close()
	return packed.Bytes()
}

// TestHostile: whatever answers, the error is typed, and a good address besides
// still gives the block.
func TestHostile(t *testing.T) {
	block, c := newBlock(8 << 10)
	good := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(block) })
	for name, h := range hostile {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bad := serve(t, func(w http.ResponseWriter, r *http.Request) { h.do(w, r, block) })
			_, err := get(t, c, bad)
			want(t, "alone", err, h.want)
			if got, err := get(t, c, bad, good); err != nil || !bytes.Equal(got, block) {
				t.Errorf("with a good one: %d bytes, %v", len(got), err)
			}
		})
	}
}

// TestRedirects: three are followed, no more.
func TestRedirects(t *testing.T) {
	block, c := newBlock(100)
	for hops, good := range map[string]bool{"/": true, "/a": true, "/aaa": true, "/aaaa": false} {
		addr := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if path := r.URL.Query().Get("left"); path != "/" {
				http.Redirect(w, r, "/?left="+path[:len(path)-1], http.StatusFound)
				return
			}
			_, _ = w.Write(block)
		})
		if _, err := get(t, c, addr+"?left="+hops); (err == nil) != good {
			t.Errorf("%d redirects: %v", len(hops)-1, err)
		}
	}
}

// TestNoWayDown: what was asked by https is not asked for in the open.
func TestNoWayDown(t *testing.T) {
	_, c := newBlock(100)
	client := elsewhere(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://example.com/a", http.StatusFound)
	})
	_, err := client.Get(t.Context(), c, limit, []string{"https://example.com/a"})
	want(t, "down to http", err, depot.ErrPermanent)
}

// TestPrivate: neither an address, nor a redirect, nor a name leads to this computer
// or into its network. Something listens there, and is never reached.
func TestPrivate(t *testing.T) {
	_, c := newBlock(100)
	here, reached := listen(t)
	for _, host := range []string{
		"127.0.0.1", "127.1.2.3", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
		"[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[fe80::1]", "[fd00::1]", "[64:ff9b::7f00:1]",
		"localhost", "2130706433", "0x7f.1", "127.1",
	} {
		for _, scheme := range []string{"https", "http"} {
			private := scheme + "://" + host + ":" + here + "/hidden"
			client := elsewhere(t, func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, private, http.StatusFound)
			})
			for doing, addr := range map[string]string{"asking": private, "following to": "https://example.com/a"} {
				_, err := client.Get(t.Context(), c, limit, []string{addr})
				if err == nil {
					t.Errorf("%s %s gave the block", doing, private)
					continue
				}
				typed(t, err)
			}
		}
	}
	if n := reached.Load(); n > 0 {
		t.Errorf("this computer was reached %d times", n)
	}
}

// listen counts who connects to a port of this computer, whatever they say.
func listen(t *testing.T) (port string, reached *atomic.Int32) {
	t.Helper()
	s, reached := httptest.NewUnstartedServer(http.NotFoundHandler()), new(atomic.Int32)
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			reached.Add(1)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	_, port, err := net.SplitHostPort(s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port, reached
}

// TestNamesAreResolvedFirst: localhost is a name like any other that leads home; it is
// the connection that is refused.
func TestNamesAreResolvedFirst(t *testing.T) {
	_, c := newBlock(100)
	_, err := New(Options{}).Get(t.Context(), c, limit, []string{"https://localhost/hidden"})
	want(t, "a name that leads home", err, depot.ErrPermanent)
	if err != nil && !strings.Contains(err.Error(), "private") {
		t.Errorf("the error %v", err)
	}
}

func TestPublic(t *testing.T) {
	for _, text := range []string{"1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"} {
		if !Public(netip.MustParseAddr(text)) {
			t.Errorf("%s is not public", text)
		}
	}
	for _, text := range []string{
		"0.1.2.3", "10.0.0.1", "100.64.1.1", "127.0.0.1", "169.254.1.1", "172.31.255.255", "192.0.0.8", "192.0.2.1",
		"192.168.1.1", "198.19.0.1", "203.0.113.7", "224.0.0.1", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::ffff:127.0.0.1", "::ffff:192.168.1.1", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1",
		"ff02::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1",
		"2606:4700::1111%eth0",
	} {
		if Public(netip.MustParseAddr(text)) {
			t.Errorf("%s is public", text)
		}
	}
}
