// Package pinningtest is a pinning service inside a test: it speaks the IPFS Pinning
// Service API over HTTP, and fetches what it is told to from the origins of the pin.
//
//	s := pinningtest.New(t, pinningtest.Options{Token: "secret"})
//	d, err := pinning.Kind.Open(s.Settings(), origin.Deps(deps))
package pinningtest

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/ipfs/boxo/pinning/remote/client/openapi"
	"github.com/ipfs/go-cid"

	"restante/offline/provider/depot"
)

// Options say what a service is like.
type Options struct {
	Token string
	Page  int // pins of an answer; 0: as many as it is asked for
	// Fetch is how it gets blocks; nil: by bitswap, from the origins.
	Fetch func(ctx context.Context, c cid.Cid, origins []string) ([]byte, error)
}

// Service is a pinning service with a node of its own.
type Service struct {
	Node *Node
	url  string
	o    Options

	mu      sync.Mutex
	pins    []openapi.PinStatus // the oldest first
	last    time.Time
	ctx     context.Context
	fetches sync.WaitGroup
}

// New starts a service that ends with the test.
func New(t testing.TB, o Options) *Service {
	t.Helper()
	s := &Service{Node: NewNode(t), o: o}
	if o.Fetch == nil {
		s.o.Fetch = s.Node.FetchAgain
	}
	ctx, stop := context.WithCancel(context.Background())
	s.ctx = ctx
	mux := http.NewServeMux()
	mux.HandleFunc("GET /pins", s.list)
	mux.HandleFunc("POST /pins", s.add)
	mux.HandleFunc("DELETE /pins/{id}", s.remove)
	server := httptest.NewServer(s.guarded(mux))
	s.url = server.URL
	t.Cleanup(func() { server.Close(); stop(); s.fetches.Wait() })
	return s
}

// Settings are those of an account.
func (s *Service) Settings() depot.Settings {
	return depot.Settings{"url": s.url, "token": s.o.Token}
}

// Pins are how many the service has of a block.
func (s *Service) Pins(c cid.Cid) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.pins {
		if p.Pin.Cid == c.String() {
			n++
		}
	}
	return n
}

// Blocks is how many pins the service has.
func (s *Service) Blocks() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.pins)
}

func (s *Service) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+s.o.Token {
			Refuse(w, http.StatusUnauthorized, "UNAUTHORIZED")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Refuse answers with a failure, as the API has it.
func Refuse(w http.ResponseWriter, status int, reason string) {
	answer(w, status, openapi.Failure{Error: openapi.FailureError{Reason: reason}})
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the client is gone
}
