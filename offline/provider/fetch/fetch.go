package fetch

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node/ipfs"
	"restante/offline/provider/depot"
)

const (
	deadline  = 20 * time.Second
	headStart = 300 * time.Millisecond // of an address before the next one
	redirects = 3
	headers   = 16 << 10 // bytes of an answer's
	agent     = "Mozilla/5.0"
)

// Options are for tests and small offices, the zero value is for everybody else.
type Options struct {
	Loopback bool              // plain http and private addresses too
	Deadline time.Duration     // of a Get; 0: 20 s
	Via      http.RoundTripper // takes the place of the network in tests
}

// Client fetches blocks. It is safe for several goroutines.
type Client struct {
	loopback bool
	deadline time.Duration
	http     *http.Client
}

// New makes a client.
func New(o Options) *Client {
	c := &Client{loopback: o.Loopback, deadline: o.Deadline}
	if c.deadline == 0 {
		c.deadline = deadline
	}
	if o.Via == nil {
		o.Via = Transport(o.Loopback)
	}
	c.http = &http.Client{Transport: o.Via, CheckRedirect: c.redirect}
	return c
}

// Transport reaches public addresses only, whatever a name resolves to; with loopback
// all. It is for addresses that others name.
func Transport(loopback bool) http.RoundTripper {
	d := net.Dialer{Timeout: 5 * time.Second, Control: onlyPublic}
	if loopback {
		d.Control = nil
	}
	return &http.Transport{
		DialContext:            d.DialContext,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true,
		MaxResponseHeaderBytes: headers,
		TLSHandshakeTimeout:    5 * time.Second,
		ResponseHeaderTimeout:  10 * time.Second,
		IdleConnTimeout:        30 * time.Second,
		MaxIdleConnsPerHost:    4,
	}
}

// redirect is asked before a redirect is followed.
func (c *Client) redirect(r *http.Request, via []*http.Request) error {
	r.Header.Del("Referer")
	if len(via) > redirects {
		return errAddr("redirects without end")
	}
	return allowed(r.URL, c.loopback)
}

// Get fetches the block that c names, of at most limit bytes, from whichever address
// has it first. Multiaddresses among them are left to others.
func (c *Client) Get(ctx context.Context, want cid.Cid, limit int, addrs []string) ([]byte, error) {
	digest, err := ipfs.DigestOf(want)
	if err != nil {
		return nil, errAddr("is of no block: " + err.Error())
	}
	ctx, stop := context.WithTimeout(ctx, c.deadline)
	defer stop()
	urls, err := c.parse(addrs)
	if len(urls) == 0 {
		return nil, err
	}
	return race(ctx, urls, func(ctx context.Context, u *url.URL) ([]byte, error) {
		return c.one(ctx, u, digest, limit)
	})
}

// parse keeps the addresses that may be asked; an error says why there are none.
func (c *Client) parse(addrs []string) ([]*url.URL, error) {
	err := errAddr("is missing")
	var urls []*url.URL
	for _, a := range addrs[:min(len(addrs), depot.MaxAddrs)] {
		if strings.HasPrefix(a, "/") {
			continue
		}
		u, bad := Parse(a, c.loopback)
		if bad != nil {
			err = bad
			continue
		}
		urls = append(urls, u)
	}
	return urls, err
}
