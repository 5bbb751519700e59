package pinning

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"

	"restante/offline/provider/depot"
)

const (
	maxOurs  = 2               // addresses of this computer in a place
	maxDials = 4               // delegates that are called
	patience = 5 * time.Second // for one of them
)

// addresses keeps those that name a peer and that others can reach.
func (p *pinned) addresses(texts []string) []multiaddr.Multiaddr {
	var good []multiaddr.Multiaddr
	for _, text := range texts {
		if len(text) > depot.MaxAddr {
			continue
		}
		a, err := multiaddr.NewMultiaddr(text)
		if err != nil || !p.deps.Loopback && !manet.IsPublicAddr(a) {
			continue
		}
		if _, err := peer.AddrInfoFromP2pAddr(a); err == nil {
			good = append(good, a)
		}
	}
	return good
}

// here is where this computer serves.
func (p *pinned) here() []string { return written(p.addresses(p.deps.Addrs()), depot.MaxAddrs) }

func written(addrs []multiaddr.Multiaddr, most int) []string {
	var texts []string
	for _, a := range addrs {
		if s := a.String(); len(texts) < most && !slices.Contains(texts, s) {
			texts = append(texts, s)
		}
	}
	return texts
}

// served is the place of a pinned block: at the delegates, and here while this
// computer is on.
func (p *pinned) served(delegates []string) (depot.Place, error) {
	theirs := written(p.addresses(delegates), depot.MaxAddrs-maxOurs)
	if len(theirs) == 0 {
		return depot.Place{}, fmt.Errorf("%w: the service does not say which peers serve it", depot.ErrPermanent)
	}
	ours := p.here()
	return depot.Place{Addrs: append(theirs, ours[:min(len(ours), maxOurs)]...)}, nil
}

// meet connects to the delegates, who then need not search. It is a help and no
// more, so nothing is said of those that do not answer.
func (p *pinned) meet(ctx context.Context, delegates []string) {
	peers, err := peer.AddrInfosFromP2pAddrs(p.addresses(delegates)...)
	if err != nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var dials sync.WaitGroup
	for _, to := range peers[:min(len(peers), maxDials)] {
		dials.Go(func() { _ = p.deps.Dial(ctx, to) }) // the service may come by itself
	}
	dials.Wait()
}
