package remote

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"time"

	"restante/node/event"
)

const (
	callLimit = 2 * time.Minute         // a call: some of them ask the network themselves
	openLimit = 15 * time.Second        // the connection, until the server's first word
	dialLimit = 10 * time.Second        // its encryption
	stall     = time.Minute             // a stream that stands still
	silence   = 2*beatTime + beatTime/2 // after which the connection is lost
)

// slow are the calls whose first piece takes longer: the server gets a whole file from
// others before it hands any of it on.
var slow = map[string]time.Duration{"Orders/WriteFile": 16 * time.Minute}

// Options are what a client needs.
type Options struct {
	URL   string // https://HOST:PORT; http only to this machine
	Token string
	Pin   string // the fingerprint of a certificate that its owner has seen to, or ""
	// Lost says in the person's language that the connection to a host is lost; nil is
	// English. It is what calls fail with meanwhile.
	Lost func(host string) string
}

// Client has the services of a server. It follows its events as long as it is open, and
// connects again when the connection breaks.
type Client struct {
	Services
	Host string // as it was named, with its port

	o    Options
	base string
	http *http.Client
	bus  event.Bus
	stop context.CancelFunc
	ctx  context.Context // of the client
	wg   sync.WaitGroup

	patience time.Duration // with one call

	mu   sync.Mutex
	live context.Context // of the connection; its cause is what calls fail with
	cut  context.CancelCauseFunc
}

// ErrURL is returned for an address that is none of a server.
var ErrURL = errors.New("the address of a server is https://HOST:PORT, or http:// on this computer only")

// ServerOf checks the address of a server, and gives its host with the port.
func ServerOf(address string) (host string, err error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Path != "" && u.Path != "/":
		return "", ErrURL
	case u.Scheme == "https", u.Scheme == "http" && loopback(u.Hostname()):
		return u.Host, nil
	}
	return "", ErrURL
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}

// Dial connects to a server. Its errors tell what to ask a person: [ErrToken],
// [UnknownCertificate], [ChangedCertificate], [VersionError].
func Dial(ctx context.Context, o Options) (*Client, error) {
	host, err := ServerOf(o.URL)
	if err != nil {
		return nil, err
	}
	u, _ := url.Parse(o.URL) // as before
	c := &Client{Host: host, o: o, base: u.Scheme + "://" + u.Host + "/ob/window", http: newHTTP(u.Hostname(), o.Pin), patience: callLimit}
	c.Services = stubs(c)
	c.ctx, c.stop = context.WithCancel(context.WithoutCancel(ctx))
	defer context.AfterFunc(ctx, c.stop)()
	s, err := c.open()
	if err != nil {
		c.stop()
		return nil, cmp.Or(ctx.Err(), err)
	}
	c.connected()
	c.wg.Go(func() { c.keep(s) })
	return c, nil
}

func newHTTP(host, pin string) *http.Client {
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			TLSClientConfig:     tlsConfig(host, pin),
			TLSHandshakeTimeout: dialLimit,
			MaxIdleConnsPerHost: 8,
			IdleConnTimeout:     time.Minute,
			DisableCompression:  true,

			MaxResponseHeaderBytes: 16 << 10,
		},
	}
}

// Subscribe gives the server's events, and [Away] and [Back].
func (c *Client) Subscribe(max int) *event.Subscription { return c.bus.Subscribe(max) }

// Close ends calls that are under way.
func (c *Client) Close() {
	c.stop()
	c.wg.Wait()
	c.http.CloseIdleConnections()
}

// AwayError is what calls fail with while there is no connection. What was under way when
// it broke may have been done.
type AwayError struct {
	Text string
	Why  error
}

func (e *AwayError) Error() string { return e.Text }

func (e *AwayError) Unwrap() error { return e.Why }

func (c *Client) awayError(why error) error {
	text := fmt.Sprintf("the connection to %s is lost, trying again", c.Host)
	if c.o.Lost != nil {
		text = c.o.Lost(c.Host)
	}
	return &AwayError{text, hidden{why}}
}

// hidden keeps an error from being taken for one of the call: a page says nothing of what
// was cancelled.
type hidden struct{ error }

// connected begins a connection.
func (c *Client) connected() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.live, c.cut = context.WithCancelCause(c.ctx)
}

// disconnected ends it; its calls and later ones fail with the error.
func (c *Client) disconnected(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cut(err)
	c.live, c.cut = context.WithCancelCause(c.ctx)
	c.cut(err)
}

func (c *Client) connection() context.Context {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.live
}
