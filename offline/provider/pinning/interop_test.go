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

// TestInterop runs the suite against a pinning service that checks every call against
// the API's own description, which scripts/interop.sh starts. It cannot fetch, so a
// node of the test fetches in its place; it drops nothing.
func TestInterop(t *testing.T) {
	s := depot.Settings{"url": os.Getenv("RESTANTE_INTEROP_PINNING"), "token": os.Getenv("RESTANTE_INTEROP_PINNING_TOKEN")}
	if s["url"] == "" {
		t.Fatal("RESTANTE_INTEROP_PINNING is not set: run scripts/interop.sh")
	}
	origin, delegate, reader := pinningtest.NewNode(t), pinningtest.NewNode(t), pinningtest.NewNode(t)
	stop, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for fetchQueued(t, s["url"]+"/work", delegate) {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	t.Cleanup(func() { close(stop); <-ended })
	depottest.Run(t, func(t testing.TB, d depot.Deps) depot.Depot {
		opened, err := pinning.Kind.Open(s, origin.Deps(d))
		if err != nil {
			t.Fatal(err)
		}
		return opened
	}, depottest.Secrets(s["token"]), depottest.Lingers(),
		depottest.Fetch(func(ctx context.Context, c cid.Cid, addrs []string) ([]byte, error) {
			return reader.FetchAgain(ctx, c, without(addrs, origin))
		}))
}

// fetchQueued does once what a service has to do with its pins.
func fetchQueued(t *testing.T, url string, n *pinningtest.Node) bool {
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
	done := map[string][]string{"delegates": n.Host.Addrs(), "pinned": {}}
	for _, p := range pins {
		if p.Status == openapi.QUEUED && fetched(n, p.Pin) {
			done["pinned"] = append(done["pinned"], p.Pin.Cid)
		}
	}
	return post(t, url, done)
}

// fetched gets the block of a pin, if its origins have it.
func fetched(n *pinningtest.Node, pin openapi.Pin) bool {
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	c, err := cid.Decode(pin.Cid)
	if err != nil {
		return false
	}
	block, err := n.FetchAgain(ctx, c, pin.GetOrigins())
	if err == nil {
		_, err = n.Blocks.Put(block)
	}
	return err == nil
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
