package pinning_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/ipfs"
	"restante/offline/provider/depot"
	"restante/offline/provider/pinning/pinningtest"
)

func newRef(block string) depot.Ref {
	return depot.Ref{Name: depot.NewName(), CID: ipfs.CID([]byte(block))}
}

// held is a service that fetches nothing before it is told to.
func held(t *testing.T) (_ *pinningtest.Service, origins chan []string, outcome chan error) {
	origins, outcome = make(chan []string, 1), make(chan error)
	fetch := func(ctx context.Context, _ cid.Cid, from []string) ([]byte, error) {
		origins <- from
		select {
		case err := <-outcome:
			return []byte("block"), err
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return pinningtest.New(t, pinningtest.Options{Token: token, Fetch: fetch}), origins, outcome
}

// While a service fetches, Put says so, and this computer has the block, tells where
// it is, and is connected to those who want it.
func TestPendingUntilPinned(t *testing.T) {
	s, origins, outcome := held(t)
	origin := pinningtest.NewNode(t)
	deps := origin.Deps(depot.Deps{Loopback: true})
	var dialled atomic.Int32
	deps.Dial = func(_ context.Context, to peer.AddrInfo) error {
		if to.ID == s.Node.Host.ID() {
			dialled.Add(1)
		}
		return errors.New("nobody there")
	}
	d, r := open(t, s, deps), newRef("block")
	for range 2 {
		var pending *depot.Pending
		if _, err := d.Put(t.Context(), r, []byte("block")); !errors.As(err, &pending) {
			t.Fatalf("error %v, want Pending", err)
		}
		if pending.After < time.Second || pending.After > time.Minute {
			t.Errorf("a new pin is asked for after %v", pending.After)
		}
	}
	if n := s.Pins(r.CID); n != 1 || dialled.Load() != 2 {
		t.Errorf("%d pins, the delegate was called %d times", n, dialled.Load())
	}
	if got := <-origins; !slices.Equal(got, origin.Host.Addrs()) {
		t.Errorf("origins %v", got)
	}
	if _, err := origin.Blocks.Get(t.Context(), r.CID); err != nil {
		t.Errorf("this computer does not have the block: %v", err)
	}
	outcome <- nil
	place := await(t, d, r)
	if !slices.Equal(place.Addrs, append(s.Node.Host.Addrs(), origin.Host.Addrs()...)) {
		t.Errorf("served at %v", place.Addrs)
	}
}

// await puts until the service has the block.
func await(t *testing.T, d depot.Depot, r depot.Ref) depot.Place {
	t.Helper()
	for {
		place, err := d.Put(t.Context(), r, []byte("block"))
		var pending *depot.Pending
		if err == nil {
			return place
		}
		if !errors.As(err, &pending) {
			t.Fatal(err)
		}
	}
}

// A pin that failed says why, is taken back, and the next Put begins anew.
func TestFailed(t *testing.T) {
	s, origins, outcome := held(t)
	d, r := open(t, s, pinningtest.NewNode(t).Deps(depot.Deps{Loopback: true})), newRef("block")
	_, _ = d.Put(t.Context(), r, []byte("block"))
	<-origins
	outcome <- errors.New("nobody has it")
	for {
		_, err := d.Put(t.Context(), r, []byte("block"))
		if errors.Is(err, depot.ErrTransient) && strings.Contains(err.Error(), "nobody has it") {
			break
		}
		if pending := new(depot.Pending); !errors.As(err, &pending) {
			t.Fatalf("error %v", err)
		}
	}
	if n := s.Pins(r.CID); n != 0 {
		t.Errorf("%d pins are left", n)
	}
	_, _ = d.Put(t.Context(), r, []byte("block"))
	<-origins
	outcome <- nil
	await(t, d, r)
}

// The same block may be pinned by somebody else, and count on this computer's copy.
func TestDeleteTakesBackOursOnly(t *testing.T) {
	s := pinningtest.New(t, pinningtest.Options{Token: token})
	origin := pinningtest.NewNode(t)
	d := open(t, s, origin.Deps(depot.Deps{Loopback: true}))
	one, other := newRef("block"), newRef("block")
	await(t, d, one)
	await(t, d, other)
	if err := d.Delete(t.Context(), one); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Locate(t.Context(), one); !errors.Is(err, depot.ErrNotFound) {
		t.Errorf("locating the deleted one: %v", err)
	}
	if _, err := d.Locate(t.Context(), other); err != nil {
		t.Errorf("locating the other one: %v", err)
	}
	if _, err := origin.Blocks.Get(t.Context(), one.CID); err != nil {
		t.Errorf("the copy of this computer: %v", err)
	}
	if err := d.Delete(t.Context(), depot.Ref{}); !errors.Is(err, depot.ErrPermanent) {
		t.Errorf("deleting without a name: %v", err)
	}
}

// A listing may know only one of the names, and so may who deletes.
func TestOneNameIsEnough(t *testing.T) {
	s := pinningtest.New(t, pinningtest.Options{Token: token})
	d := open(t, s, pinningtest.NewNode(t).Deps(depot.Deps{Loopback: true}))
	r := newRef("block")
	for _, half := range []depot.Ref{{Name: r.Name}, {CID: r.CID}} {
		await(t, d, r)
		if _, err := d.Locate(t.Context(), half); err != nil {
			t.Errorf("locating by %+v: %v", half, err)
		}
		if err := d.Delete(t.Context(), half); err != nil || s.Pins(r.CID) != 0 {
			t.Errorf("deleting by %+v: %v, %d pins left", half, err, s.Pins(r.CID))
		}
	}
}

// A block that was removed here, while a call was made again, does not come back.
func TestRemovedBlockStaysAway(t *testing.T) {
	s := pinningtest.New(t, pinningtest.Options{Token: token})
	origin := pinningtest.NewNode(t)
	d, r := open(t, s, origin.Deps(depot.Deps{Loopback: true})).(keeping).Depot, newRef("block")
	if _, err := d.Put(t.Context(), r, []byte("block")); !errors.Is(err, depot.ErrPermanent) || s.Pins(r.CID) != 0 {
		t.Errorf("%v, %d pins", err, s.Pins(r.CID))
	}
	if _, err := origin.Blocks.Get(t.Context(), r.CID); err == nil {
		t.Error("the block is back")
	}
}
