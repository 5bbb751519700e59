//go:build interop

package pinning_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/ipfs/boxo/pinning/remote/client/openapi"
	"github.com/ipfs/go-cid"

	"restante/offline/provider/depot"
	"restante/offline/provider/depottest"
	"restante/offline/provider/pinning"
	"restante/offline/provider/pinning/pinningtest"
)

// worker does what a pinning service has to do with its pins.
type worker interface {
	addrs() []string // where others get what it has
	fetch(ctx context.Context, pin openapi.Pin) error
}

// TestInterop runs the suite against a pinning service that checks every call against
// the API's own description, which scripts/interop.sh starts. It cannot fetch, so an
// IPFS node does in its place: one of ours, then a stock one. It drops nothing.
func TestInterop(t *testing.T) {
	for name, w := range map[string]worker{"node": ours{pinningtest.NewNode(t)}, "kubo": newKubo(t)} {
		t.Run(name, func(t *testing.T) { interop(t, w) })
	}
}

func interop(t *testing.T, w worker) {
	s := depot.Settings{"url": os.Getenv("RESTANTE_INTEROP_PINNING"), "token": os.Getenv("RESTANTE_INTEROP_PINNING_TOKEN")}
	if s["url"] == "" {
		t.Fatal("RESTANTE_INTEROP_PINNING is not set: run scripts/interop.sh")
	}
	origin, reader := pinningtest.NewNode(t), pinningtest.NewNode(t)
	stop, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for fetchQueued(t, s["url"]+"/work", w) {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	t.Cleanup(func() { close(stop); <-ended })
	depottest.Run(t, func(t testing.TB, d depot.Deps) depot.Depot {
		d = origin.Deps(d)
		opened, err := pinning.Kind.Open(s, d)
		if err != nil {
			t.Fatal(err)
		}
		return keeping{opened, d.Here}
	}, depottest.Secrets(s["token"]), depottest.Lingers(),
		depottest.Fetch(func(ctx context.Context, c cid.Cid, addrs []string) ([]byte, error) {
			return reader.FetchAgain(ctx, c, without(addrs, origin))
		}))
}

// fetchQueued does once what there is to do.
func fetchQueued(t *testing.T, url string, w worker) bool {
	answer, err := http.Get(url)
	if err != nil {
		t.Errorf("asking for work: %v", err)
		return false
	}
	defer answer.Body.Close()
	var pins []openapi.PinStatus
	if err := json.NewDecoder(answer.Body).Decode(&pins); err != nil {
		t.Errorf("asking for work: %v", err)
		return false
	}
	done := map[string][]string{"delegates": w.addrs(), "pinned": {}}
	for _, p := range pins {
		if p.Status == openapi.QUEUED && fetched(w, p.Pin) {
			done["pinned"] = append(done["pinned"], p.Pin.Cid)
		}
	}
	return post(t, url, done)
}

// fetched reports whether the worker has got the block of a pin.
func fetched(w worker, pin openapi.Pin) bool {
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	return w.fetch(ctx, pin) == nil
}

// ours is a node of this program.
type ours struct{ *pinningtest.Node }

func (n ours) addrs() []string { return n.Host.Addrs() }

func (n ours) fetch(ctx context.Context, pin openapi.Pin) error {
	c, err := cid.Decode(pin.Cid)
	if err != nil {
		return err
	}
	block, err := n.FetchAgain(ctx, c, pin.GetOrigins())
	if err == nil {
		_, err = n.Blocks.Put(block)
	}
	return err
}

func post(t *testing.T, url string, done any) bool {
	b, err := json.Marshal(done)
	if err != nil {
		t.Error(err)
		return false
	}
	answer, err := http.Post(url, "application/json", bytes.NewReader(b))
	if err != nil {
		t.Errorf("reporting work: %v", err)
		return false
	}
	return answer.Body.Close() == nil
}
