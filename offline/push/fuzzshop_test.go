package push

import (
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// somebody is a peer that nobody is.
var somebody = func() peer.ID {
	k, err := identity.FromSeed([32]byte{5})
	if err != nil {
		panic(err)
	}
	return k.ID()
}()

// fuzzShop decodes the calls about sites and tokens that anybody may make.
func fuzzShop(t *testing.T, m *pb.Request) {
	if k, err := takeFromWire(m.GetTake()); err == nil {
		if k.count < 1 || k.count > deposit.MaxTake {
			t.Fatalf("%d tokens passed", k.count)
		}
		again, err := takeFromWire(k.toWire())
		same(t, k, again, err)
	}
	if st, err := siteFromWire(m.GetPutSite(), somebody); err == nil {
		t.Fatalf("%+v passed for a site of a stranger's", st)
	}
	_, _ = peerFromWire(m.GetGetSite().GetPeer())
}

// fuzzPools decodes the arguments of the calls about pools.
func fuzzPools(t *testing.T, b []byte) {
	var fill pb.Fill
	if unmarshal(b, &fill) == nil {
		if a, err := fillFromWire(&fill); err == nil {
			if len(a.tokens) < 1 || len(a.tokens) > maxFill {
				t.Fatalf("%d tokens passed", len(a.tokens))
			}
			again, err := fillFromWire(a.toWire())
			same(t, a, again, err)
		}
	}
	var handouts pb.Handouts
	if unmarshal(b, &handouts) == nil {
		if a, err := handoutsFromWire(&handouts); err == nil {
			again, err := handoutsFromWire(a.toWire())
			same(t, a, again, err)
		}
	}
	var pools pb.Pools
	if unmarshal(b, &pools) == nil {
		if after, err := afterFromWire(pools.GetAfter()); err == nil && len(after) != 0 && len(after) != len(hats) {
			t.Fatalf("%x passed for a name", after)
		}
	}
}

// fuzzLists decodes what a client believes about pools and tokens.
func fuzzLists(t *testing.T, m *pb.Response) {
	if ps, more, err := poolsFromWire(m.GetPools(), nil); err == nil {
		again, _, err := poolsFromWire(poolsResponse(ps, more).GetPools(), nil)
		same(t, ps, again, err)
	}
	if hs, more, err := pageFromWire(m.GetHandouts(), 0); err == nil {
		again, _, err := pageFromWire(handoutsResponse(hs, more).GetHandouts(), 0)
		same(t, hs, again, err)
	}
	if ts, err := ticketsFromWire(m.GetTickets(), somebody, taking{owner: somebody, pool: hats, asker: somebody}); err == nil {
		t.Fatalf("%+v passed for tickets that nobody signed", ts)
	}
}
