package depottest

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/ipfs/go-cid"

	"restante/offline/provider/depot"
	"restante/offline/provider/fetch"
)

// Open opens the account that is tested, each time the same.
type Open func(t testing.TB, d depot.Deps) depot.Depot

// Option says what is peculiar about a provider.
type Option func(*suite)

// Pages says how many entries the depot puts on a page: a test makes it few, so that
// a listing has several.
func Pages(entries int) Option { return func(s *suite) { s.page = entries } }

// Secrets are texts that nobody may read in an error, a log or an address.
func Secrets(secrets ...string) Option { return func(s *suite) { s.secrets = secrets } }

// Fetch gets a block from a place, instead of package fetch.
func Fetch(get func(ctx context.Context, c cid.Cid, addrs []string) ([]byte, error)) Option {
	return func(s *suite) { s.fetch = get }
}

// Blocks gets a block of which only multiaddresses are known.
func Blocks(get func(ctx context.Context, c cid.Cid) ([]byte, error)) Option {
	return Fetch(func(ctx context.Context, c cid.Cid, _ []string) ([]byte, error) { return get(ctx, c) })
}

// Strangers puts something of somebody else under a name, and reports whether it is
// still there.
func Strangers(plant func(t testing.TB, name string), there func(t testing.TB, name string) bool) Option {
	return func(s *suite) { s.plant, s.there = plant, there }
}

// Faults replaces the suite's faults of the same names, and adds the others.
func Faults(own ...Fault) Option {
	return func(s *suite) {
		for _, f := range own {
			s.faults = replaced(s.faults, f)
		}
	}
}

// Lingers says that a deleted block may still be had for a while.
func Lingers() Option { return func(s *suite) { s.lingers = true } }

// NoCalls says that the provider needs no network, and so cannot fail by it.
func NoCalls() Option { return func(s *suite) { s.noCalls = true } }

type suite struct {
	open    Open
	page    int
	secrets []string
	fetch   func(ctx context.Context, c cid.Cid, addrs []string) ([]byte, error)
	plant   func(t testing.TB, name string)
	there   func(t testing.TB, name string) bool
	faults  []Fault
	lingers bool
	noCalls bool

	net *line
	log *safeBuffer
}

// Run tests a provider.
func Run(t *testing.T, open Open, options ...Option) {
	base := http.DefaultTransport.(*http.Transport).Clone()
	t.Cleanup(base.CloseIdleConnections)
	s := &suite{open: open, faults: common(), net: &line{next: base}, log: &safeBuffer{}}
	s.fetch = func(ctx context.Context, c cid.Cid, addrs []string) ([]byte, error) {
		return fetch.New(fetch.Options{Loopback: true}).Get(ctx, c, depot.MaxBlock, addrs)
	}
	for _, o := range options {
		o(s)
	}
	for _, part := range parts {
		t.Run(part.name, func(t *testing.T) {
			part.run(s.world(t))
		})
	}
	s.hidden(t, s.log.String())
}

// world is the account for one test.
func (s *suite) world(t *testing.T) *world {
	return &world{T: t, suite: s, d: s.open(t, s.deps())}
}

// deps are what the program would give.
func (s *suite) deps() depot.Deps {
	return depot.Deps{
		HTTP:     &http.Client{Transport: s.net},
		Log:      slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Loopback: true,
	}
}

// hidden fails the test if a text tells a secret.
func (s *suite) hidden(t testing.TB, text string) {
	t.Helper()
	for _, secret := range s.secrets {
		if strings.Contains(text, secret) {
			t.Errorf("a secret is told: %s", strings.ReplaceAll(text, secret, "[SECRET]"))
		}
	}
}

// safeBuffer is a buffer for several goroutines.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
