package pinning_test

import (
	"context"
	"strings"
	"testing"

	"github.com/ipfs/go-cid"

	"restante/offline/provider/depot"
	"restante/offline/provider/depottest"
	"restante/offline/provider/pinning"
	"restante/offline/provider/pinning/pinningtest"
)

const token = "token-of-the-account"

// The reader is a third node that is told of the service's peers only: whatever it
// gets, it gets while the sender is gone.
func TestDepot(t *testing.T) {
	service := pinningtest.New(t, pinningtest.Options{Token: token, Page: 10})
	origin, reader := pinningtest.NewNode(t), pinningtest.NewNode(t)
	fetch := func(ctx context.Context, c cid.Cid, addrs []string) ([]byte, error) {
		return reader.Fetch(ctx, c, without(addrs, origin))
	}
	depottest.Run(t, func(t testing.TB, d depot.Deps) depot.Depot {
		return open(t, service, origin.Deps(d))
	}, depottest.Secrets(token), depottest.Pages(10), depottest.Fetch(fetch))
}

func open(t testing.TB, s *pinningtest.Service, d depot.Deps) depot.Depot {
	t.Helper()
	opened, err := pinning.Kind.Open(s.Settings(), d)
	if err != nil {
		t.Fatal(err)
	}
	return keeping{opened, d.Here}
}

// keeping has each block on this computer before it is put, as the outbox does.
type keeping struct {
	depot.Depot
	here depot.Blocks
}

func (k keeping) Put(ctx context.Context, r depot.Ref, block []byte) (depot.Place, error) {
	if _, err := k.here.Put(block); err != nil {
		return depot.Place{}, err
	}
	return k.Depot.Put(ctx, r, block)
}

func without(addrs []string, n *pinningtest.Node) []string {
	var others []string
	for _, a := range addrs {
		if !strings.Contains(a, n.Host.ID().String()) {
			others = append(others, a)
		}
	}
	return others
}
