// Package ucantest is a UCAN storage service inside a test. Its delegations are
// checked for real, by the library that services use, and its capabilities are
// Storacha's own; only the memory is that of the test.
//
//	s := ucantest.New(t, ucantest.Options{})
//	settings := s.Space(t)
//	d, err := ucan.Kind.Open(settings, deps)
package ucantest

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/ipfs/go-cid"
	cidlink "github.com/ipld/go-ipld-prime/linking/cid"
	"github.com/multiformats/go-multihash"
	"github.com/storacha/go-libstoracha/capabilities/space/blob"
	"github.com/storacha/go-libstoracha/capabilities/types"
	ucancap "github.com/storacha/go-libstoracha/capabilities/ucan"
	"github.com/storacha/go-ucanto/core/receipt"
	"github.com/storacha/go-ucanto/principal"
	"github.com/storacha/go-ucanto/principal/ed25519/signer"
	"github.com/storacha/go-ucanto/server"
	"github.com/storacha/go-ucanto/ucan"

	"restante/offline/provider/depot"
	client "restante/offline/provider/ucan"
)

// Options say what a service is like.
type Options struct {
	Page  int   // entries of a page; 0: as many as it is asked for
	Quota int64 // bytes of a space; 0: none
	Slow  bool  // it accepts a blob later than it is told of it
}

// Service is a UCAN service with a store of its own.
type Service struct {
	id      principal.Signer
	url     string
	o       Options
	handler server.ServerView[server.Service]

	mu       sync.Mutex
	fails    string // the name of the failure of every call; "": none
	spaces   map[string][]item
	content  map[string][]byte // by multihash
	wanted   map[string]bool   // allocated, by multihash
	sendings map[string]sending
	receipts map[string]receipt.AnyReceipt // by task
}

// New starts a service that ends with the test.
func New(t testing.TB, o Options) *Service {
	t.Helper()
	id, err := signer.Generate()
	if err != nil {
		t.Fatal(err)
	}
	s := &Service{id: id, o: o, spaces: make(map[string][]item), content: make(map[string][]byte),
		wanted: make(map[string]bool), sendings: make(map[string]sending), receipts: make(map[string]receipt.AnyReceipt)}
	s.handler, err = server.NewServer(id,
		server.WithServiceMethod(blob.AddAbility, server.Provide(blob.Add, s.add)),
		server.WithServiceMethod(blob.GetAbility, server.Provide(blob.Get, s.get)),
		server.WithServiceMethod(blob.ListAbility, server.Provide(blob.List, s.list)),
		server.WithServiceMethod(blob.RemoveAbility, server.Provide(blob.Remove, s.remove)),
		server.WithServiceMethod(ucancap.ConcludeAbility, server.Provide(ucancap.Conclude, s.conclude)),
	)
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(s.mux())
	t.Cleanup(web.Close)
	s.url = web.URL
	return s
}

// Space makes a space whose own key is the agent's.
func (s *Service) Space(t testing.TB) depot.Settings {
	t.Helper()
	settings, err := client.CreateSpace(s.url, s.id.DID().String())
	if err != nil {
		t.Fatal(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.spaces[settings["space"]] = []item{}
	return settings
}

// Has reports whether a blob lies in a space.
func (s *Service) Has(space ucan.Resource, digest multihash.Multihash) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.find(space, digest)
	return ok
}

// Blocks is how many blobs lie in a space.
func (s *Service) Blocks(space string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.spaces[space])
}

// Plant lets a space hold something of somebody else.
func (s *Service) Plant(space ucan.Resource, digest multihash.Multihash, size uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	other := item{blob: types.Blob{Digest: digest, Size: size}, cause: cidlink.Link{Cid: cid.NewCidV1(cid.Raw, digest)}, stored: time.Now()}
	s.spaces[space] = append(s.spaces[space], other)
}

// Fail lets every call fail with a failure of that name; "" ends it.
func (s *Service) Fail(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fails = name
}

func (s *Service) mux() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /", s.invoked)
	mux.HandleFunc("GET /receipt/{task}", s.receipt)
	mux.HandleFunc("PUT /blob/{digest}", s.sent)
	mux.HandleFunc("GET /blob/{digest}", s.fetched)
	return mux
}
