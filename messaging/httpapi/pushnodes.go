package httpapi

import (
	"net/http"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging"
)

type addrBody struct {
	Addr string `json:"addr" example:"/ip4/127.0.0.1/tcp/4001/p2p/{peerId}" about:"a multiaddr with /p2p/, or a link"`
}

type peerBody struct {
	PeerID string `json:"peerId" example:"{peerId}"`
}

type pushNode struct {
	PeerID     peer.ID   `json:"peerId"`
	Addr       string    `json:"addr"`
	Online     bool      `json:"online"`
	Registered bool      `json:"registered" about:"it holds this user's mail"`
	LatencyMS  float64   `json:"latencyMs" about:"of its last answer"`
	Held       int64     `json:"held" about:"bytes it holds for this user"`
	Quota      int64     `json:"quota" about:"bytes it would hold"`
	LastError  string    `json:"lastError,omitempty"`
	Since      time.Time `json:"since,omitzero"`
}

// pushNodeCalls answers the routes of the machines that hold one's mail.
type pushNodeCalls struct{ nodes PushNodes }

func pushNodeRoutes(n PushNodes) []route {
	a := pushNodeCalls{n}
	const drop = "Stops using a push node"
	return []route{
		answer("GET", "/ob/pushnodes", "One's push nodes and how they are", a.list),
		accept("POST", "/ob/pushnodes", "Adds a push node", a.add),
		accept("DELETE", "/ob/pushnodes", drop, func(r *http.Request, in peerBody) (done, error) {
			return a.remove(r, in.PeerID)
		}),
		answer("DELETE", "/ob/pushnodes/{peerId}", drop, func(r *http.Request) (done, error) {
			return a.remove(r, r.PathValue("peerId"))
		}),
	}
}

func (a pushNodeCalls) list(r *http.Request) ([]pushNode, error) {
	all, err := a.nodes.PushNodes(r.Context())
	out := make([]pushNode, len(all))
	for i, n := range all {
		out[i] = pushNodeOf(n)
	}
	return out, err
}

func (a pushNodeCalls) add(r *http.Request, in addrBody) (pushNode, error) {
	n, err := a.nodes.AddPushNode(r.Context(), in.Addr)
	return pushNodeOf(n), err
}

func (a pushNodeCalls) remove(r *http.Request, id string) (done, error) {
	p, err := parsePeer(id)
	if err != nil {
		return done{}, err
	}
	return done{}, a.nodes.RemovePushNode(r.Context(), p)
}

func pushNodeOf(n messaging.PushNode) pushNode {
	return pushNode{
		PeerID: n.Peer, Addr: n.Addr, Online: n.Online, Registered: n.Registered,
		LatencyMS: float64(n.Latency) / float64(time.Millisecond),
		Held:      n.Held, Quota: n.Quota, LastError: n.LastError, Since: n.Since.UTC(),
	}
}
