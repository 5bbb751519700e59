package pinning

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/url"
	"strings"
	"time"

	"restante/offline/provider/depot"
	"restante/offline/provider/fetch"
)

var limits = depot.Limits{MaxBlock: depot.MaxBlock, Writers: 4, Deadline: time.Minute}

// Kind is an account at a pinning service.
var Kind = depot.Kind{
	Name:  "pinning",
	Title: "IPFS pinning service",
	About: "A service that fetches sealed messages from this computer and serves them from then on. " +
		"This computer must stay online until the service has fetched a message.",
	Sees: []string{
		"The sealed bytes, which it cannot read, their size and when they were stored.",
		"Your account and the network addresses of this computer.",
		"The network address of whoever fetches a message from it.",
		"It may tell the public IPFS network that it has these bytes: whoever learns their CID can fetch them.",
	},
	Fields: []depot.Field{
		{Name: "url", Label: "Service address", Place: true, Hint: "https://api.example.com/psa"},
		{Name: "token", Label: "Access token", Hint: "From the service's page of API keys", Secret: true},
	},
	Limits: limits,
	Open:   open,
	Where:  where,
}

// where is the service. Its API does not say whose a token is, so another token may be
// of another account.
func where(_ context.Context, s depot.Settings, d depot.Deps) (w depot.Where, err error) {
	base, err := address(s, d)
	if err == nil {
		w.Place = strings.ToLower(base.Host) + base.Path
		w.Holder = fmt.Sprintf("%.8x", sha256.Sum256([]byte(s["token"])))
	}
	return w, err
}

func address(s depot.Settings, d depot.Deps) (*url.URL, error) {
	return fetch.Parse(strings.TrimRight(s["url"], "/"), d.Loopback)
}

func open(s depot.Settings, d depot.Deps) (depot.Depot, error) {
	base, err := address(s, d)
	switch {
	case err != nil:
		return nil, err
	case base.RawQuery != "" || strings.ContainsAny(base.Path, "{}"):
		return nil, fmt.Errorf("%w: the service's address ends with its path", depot.ErrPermanent)
	case !isToken(s["token"]):
		return nil, fmt.Errorf("%w: the access token is missing or malformed", depot.ErrPermanent)
	case d.Here == nil || d.Addrs == nil || d.Dial == nil:
		return nil, fmt.Errorf("%w: no node runs here that a service could fetch from", depot.ErrPermanent)
	}
	return &pinned{service: newService(base.String(), s["token"], d), deps: d}, nil
}

// isToken reports whether s can stand in a header.
func isToken(s string) bool {
	other := func(c rune) bool { return c <= ' ' || c > '~' }
	return s != "" && strings.IndexFunc(s, other) < 0
}
