package inbox

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
)

// where is where a block is to be had, as its sender says.
type where struct {
	web   []string // https addresses at a provider
	peers []peer.AddrInfo
}

// whereOf reads the addresses in a body. Those of the web are followed for contacts
// only, which are all who can seal for a mailbox of a pair: whoever owns the server
// learns our address.
func (s *search) whereOf(b deposit.Body) (w where) {
	for _, a := range b.Addrs {
		if strings.Contains(a, "://") && s.Web != nil && s.box.Mailbox() != s.Mailbox.Mailbox() {
			w.web = append(w.web, a)
		}
	}
	w.peers = peersOf(b.Addrs)
	return w
}

// name counts the fetches from one place together.
func (w where) name() string {
	if len(w.web) == 0 {
		return nameOf(w.peers)
	}
	u, err := url.Parse(w.web[0])
	if err != nil {
		return "web"
	}
	return "web " + u.Host
}

// fetchFrom asks the provider and the peers at the same time.
func (s *search) fetchFrom(ctx context.Context, b deposit.Body, w where) ([]byte, error) {
	peers := append(w.peers, s.own...)
	if len(w.web) == 0 {
		return s.Blocks.GetFrom(ctx, b.CID, deposit.MaxBlock, peers)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	type answer struct {
		data []byte
		err  error
	}
	answers := make(chan answer, 2)
	ask := func(get func() ([]byte, error)) {
		data, err := get()
		answers <- answer{data, err}
	}
	go ask(func() ([]byte, error) { return s.Web.Get(ctx, b.CID, deposit.MaxBlock, w.web) })
	go ask(func() ([]byte, error) { return s.Blocks.GetFrom(ctx, b.CID, deposit.MaxBlock, peers) })
	first := <-answers
	if first.err == nil {
		stop()
		<-answers // nothing outlives the search
		return first.data, nil
	}
	second := <-answers
	if second.err == nil {
		return second.data, nil
	}
	return nil, errors.Join(first.err, second.err)
}
