package httpapi

import (
	"context"
	"net/http"

	"github.com/libp2p/go-libp2p/core/peer"
)

type config struct {
	PeerID peer.ID  `json:"peerId"`
	Name   string   `json:"name"`
	Addrs  []string `json:"addrs"`
}

type status struct {
	Status string `json:"status" about:"online or offline"`
}

// networkCalls answers the routes of this node and its connections.
type networkCalls struct{ network Network }

func networkRoutes(n Network) []route {
	a := networkCalls{n}
	return []route{
		answer("GET", "/ob/config", "This node's peer ID, name and addresses", a.config),
		answer("GET", "/ob/peers", "The peer IDs that this node is connected to", a.peers),
		answer("GET", "/ob/status/{peerId}", "Whether a peer is online", a.status),
	}
}

func (a networkCalls) config(r *http.Request) (config, error) {
	c, err := a.network.Config(r.Context())
	return config{c.PeerID, c.Name, append([]string{}, c.Addrs...)}, err
}

// peers answers with plain IDs, as OpenBazaar did; each once, however many
// connections there are.
func (a networkCalls) peers(*http.Request) ([]peer.ID, error) {
	out, seen := []peer.ID{}, make(map[peer.ID]bool)
	for _, p := range a.network.Peers() {
		if !seen[p.ID] {
			out = append(out, p.ID)
		}
		seen[p.ID] = true
	}
	return out, nil
}

func (a networkCalls) status(r *http.Request) (status, error) {
	p, err := pathPeer(r)
	if err != nil {
		return status{}, err
	}
	if a.network.Online(r.Context(), p) {
		return status{"online"}, nil
	}
	return status{"offline"}, nil
}

func holdingsRoute(f func(context.Context) (Holdings, error)) route {
	return answer("GET", "/ob/holdings", "What this push node keeps for others", func(r *http.Request) (Holdings, error) {
		return f(r.Context())
	})
}

// shutdownRoute answers before it stops anything: the caller shall know.
func shutdownRoute(stop func()) route {
	r := answer("POST", "/ob/shutdown", "Stops the program, with nothing lost", func(*http.Request) (done, error) {
		return done{}, nil
	})
	answered := r.handle
	r.handle = func(w http.ResponseWriter, r *http.Request) error {
		defer stop()
		return answered(w, r)
	}
	return r
}
