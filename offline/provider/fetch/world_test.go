package fetch

import (
	"context"
	"crypto/rand"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node/ipfs"
	"restante/offline/provider/depot"
)

const limit = 32 << 10

func newBlock(size int) ([]byte, cid.Cid) {
	b := make([]byte, size)
	_, _ = rand.Read(b) // never fails
	return b, ipfs.CID(b)
}

// serve answers on loopback; its address ends in a path that no error may tell.
func serve(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return s.URL + "/hidden-path"
}

// get asks addresses of this computer, with little patience.
func get(t *testing.T, c cid.Cid, addrs ...string) ([]byte, error) {
	t.Helper()
	block, err := New(Options{Loopback: true, Deadline: 2 * time.Second}).Get(t.Context(), c, limit, addrs)
	if err != nil {
		typed(t, err)
	}
	return block, err
}

// typed fails the test unless an error is one of package depot and tells no address.
func typed(t *testing.T, err error) {
	t.Helper()
	if !depot.Known(err) || strings.Contains(err.Error(), "hidden") {
		t.Errorf("the error %v", err)
	}
}

// elsewhere is a server that a client takes for https://example.com, in a world in
// which everything else is what it is.
func elsewhere(t *testing.T, answer http.HandlerFunc) *Client {
	t.Helper()
	s := httptest.NewTLSServer(answer)
	t.Cleanup(s.Close)
	real := Transport(false).(*http.Transport)
	real.TLSClientConfig = s.Client().Transport.(*http.Transport).TLSClientConfig
	dial := real.DialContext
	real.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		if addr == "example.com:443" {
			return net.Dial(network, s.Listener.Addr().String())
		}
		return dial(ctx, network, addr)
	}
	t.Cleanup(real.CloseIdleConnections)
	return New(Options{Via: real, Deadline: 2 * time.Second})
}

// network is a fake one for a synctest bubble.
type network func(r *http.Request) (*http.Response, error)

func (n network) RoundTrip(r *http.Request) (*http.Response, error) { return n(r) }

func want(t *testing.T, doing string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", doing, err, want)
	}
}
