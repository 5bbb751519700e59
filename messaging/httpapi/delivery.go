package httpapi

import (
	"net/http"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
)

type pending struct {
	MessageID   string    `json:"messageId,omitempty" about:"none for receipts"`
	PeerID      peer.ID   `json:"peerId"`
	Kind        string    `json:"kind"`
	Size        int       `json:"size" about:"bytes, sealed; 0 while it is not"`
	State       string    `json:"state"`
	Reason      string    `json:"reason,omitempty"`
	Accepted    time.Time `json:"accepted"`
	Attempts    int       `json:"attempts"`
	NextAttempt time.Time `json:"nextAttempt,omitzero"`
	Expires     time.Time `json:"expires,omitzero"`
	Custody     []holder  `json:"custody" about:"who holds it until when"`
	Pointers    int       `json:"pointers" about:"peers in the DHT that say where it lies; it still waits on this computer"`
}

type givenUp struct {
	MessageID string    `json:"messageId"`
	PeerID    peer.ID   `json:"peerId"`
	State     string    `json:"state" about:"failed or expired"`
	Reason    string    `json:"reason,omitempty" about:"why it failed"`
	When      time.Time `json:"when"`
}

type refusals struct {
	Count int `json:"count"`
}

type scanned struct {
	Found int `json:"found"`
}

// deliveryCalls answers the routes of what is under way.
type deliveryCalls struct{ delivery Delivery }

func deliveryRoutes(d Delivery) []route {
	a := deliveryCalls{d}
	return []route{
		answer("GET", "/ob/outbox", "What is under way, and who holds it", a.outbox),
		answer("GET", "/ob/givenup", "The messages that failed or expired, newest first, at most 200", a.givenUp),
		answer("GET", "/ob/refused", "How much came in since the start that was damaged, forged, or not for this user", a.refused),
		answer("POST", "/ob/scanofflinemessages", "Looks now for messages that wait somewhere", a.scan),
	}
}

func (a deliveryCalls) outbox(r *http.Request) ([]pending, error) {
	all, err := a.delivery.Outbox(r.Context())
	out := make([]pending, len(all))
	for i, p := range all {
		out[i] = pending{
			MessageID: p.MessageID, PeerID: p.Peer, Kind: p.Kind, Size: p.Size, State: string(p.State), Reason: p.Reason,
			Accepted: p.Accepted.UTC(), Attempts: p.Attempts, NextAttempt: p.NextAttempt.UTC(),
			Expires: p.Expires.UTC(), Custody: holdersOf(p.Holders), Pointers: p.Pointers,
		}
	}
	return out, err
}

func (a deliveryCalls) givenUp(r *http.Request) ([]givenUp, error) {
	all, err := a.delivery.GivenUp(r.Context())
	out := make([]givenUp, len(all))
	for i, g := range all {
		out[i] = givenUp{MessageID: g.MessageID, PeerID: g.Peer, State: string(g.State), Reason: g.Reason, When: g.When.UTC()}
	}
	return out, err
}

func (a deliveryCalls) refused(r *http.Request) (out refusals, err error) {
	out.Count, err = a.delivery.Refused(r.Context())
	return out, err
}

func (a deliveryCalls) scan(r *http.Request) (out scanned, err error) {
	out.Found, err = a.delivery.Scan(r.Context())
	return out, err
}
