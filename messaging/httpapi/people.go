package httpapi

import (
	"context"
	"net/http"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
)

type request struct {
	PeerID     peer.ID   `json:"peerId"`
	Name       string    `json:"name"`
	Timestamp  time.Time `json:"timestamp" about:"of the first message that came in"`
	Shown      int       `json:"shown" about:"messages that came in: 3 at most"`
	Introducer peer.ID   `json:"introducer,omitempty" about:"the contact whose word came with it"`
	Left       int       `json:"left" about:"messages that were seen and lie where they lay, until the stranger is accepted"`
}

type answerBody struct {
	PeerID string `json:"peerId" example:"{peerId}"`
	Accept *bool  `json:"accept,omitempty" example:"true" about:"false declines: they stay out until they are added"`
	Block  bool   `json:"block,omitempty" example:"false" about:"in place of an answer: what they send is dropped, and they are told nothing"`
}

type blocked struct {
	PeerID peer.ID   `json:"peerId"`
	Name   string    `json:"name"`
	Since  time.Time `json:"since"`
}

type safety struct {
	Number   string    `json:"number" about:"60 digits, the same on both computers"`
	Code     string    `json:"code" about:"to show as a QR code"`
	Verified time.Time `json:"verified,omitzero" about:"when they were compared; missing: not, or before there was another device"`
}

type verifyBody struct {
	Code string `json:"code,omitempty" example:"restante-safety:1:example" about:"what the other's screen shows; missing: the numbers were compared by a human"`
}

// strangerCalls answers the routes of those who are no contacts, or should be none.
type strangerCalls struct{ contacts Contacts }

func strangerRoutes(c Contacts) []route {
	a := strangerCalls{c}
	block, _ := to(c.Block)
	unblock, unblockPath := to(c.Unblock)
	_, unverify := to(c.Unverify)
	_, confirm := to(c.ConfirmDevice)
	return []route{
		answer("GET", "/ob/requests", "Strangers who wrote and wait for an answer", a.requests),
		accept("POST", "/ob/requests", "Accepts, declines or blocks a stranger", a.answer),
		answer("GET", "/ob/blocked", "Who is blocked", a.blocked),
		accept("POST", "/ob/blocked", "Blocks a person: nothing of theirs comes in, and they are told nothing", block),
		accept("DELETE", "/ob/blocked", "Unblocks a person", unblock),
		answer("DELETE", "/ob/blocked/{peerId}", "Unblocks a person", unblockPath),
		answer("GET", "/ob/safetynumber/{peerId}", "The number that is the same for two people and nobody else", a.safety),
		accept("POST", "/ob/safetynumber/{peerId}", "Notes that the numbers are the same; confirms a new device too", a.verify),
		answer("DELETE", "/ob/safetynumber/{peerId}", "Takes that mark back", unverify),
		answer("POST", "/ob/confirmdevice/{peerId}", "Lets what waits go to a person's new device", confirm),
	}
}

func (a strangerCalls) requests(r *http.Request) ([]request, error) {
	all, err := a.contacts.Requests(r.Context())
	out := make([]request, len(all))
	for i, c := range all {
		out[i] = request{PeerID: c.Peer, Name: c.Name, Timestamp: c.Added.UTC(), Shown: c.Shown, Left: c.Left, Introducer: c.Introducer}
	}
	return out, err
}

func (a strangerCalls) answer(r *http.Request, in answerBody) (done, error) {
	from, err := parsePeer(in.PeerID)
	switch {
	case err != nil:
		return done{}, err
	case in.Block && in.Accept != nil:
		return done{}, bad("either accept or block")
	case in.Block:
		return done{}, a.contacts.Block(r.Context(), from)
	case in.Accept == nil:
		return done{}, bad("accept must be true or false")
	}
	return done{}, a.contacts.Answer(r.Context(), from, *in.Accept)
}

func (a strangerCalls) blocked(r *http.Request) ([]blocked, error) {
	all, err := a.contacts.Blocked(r.Context())
	out := make([]blocked, len(all))
	for i, c := range all {
		out[i] = blocked{PeerID: c.Peer, Name: c.Name, Since: c.Blocked.UTC()}
	}
	return out, err
}

// to makes a call of one that takes a person, named in the body or in the path.
func to(f func(context.Context, peer.ID) error) (inBody func(*http.Request, peerBody) (done, error), inPath func(*http.Request) (done, error)) {
	call := func(r *http.Request, id string) (done, error) {
		p, err := parsePeer(id)
		if err != nil {
			return done{}, err
		}
		return done{}, f(r.Context(), p)
	}
	return func(r *http.Request, in peerBody) (done, error) { return call(r, in.PeerID) },
		func(r *http.Request) (done, error) { return call(r, r.PathValue("peerId")) }
}

func (a strangerCalls) safety(r *http.Request) (safety, error) {
	p, err := pathPeer(r)
	if err != nil {
		return safety{}, err
	}
	s, err := a.contacts.Safety(r.Context(), p)
	return safety{s.Number, s.Code, s.Verified.UTC()}, err
}

func (a strangerCalls) verify(r *http.Request, in verifyBody) (done, error) {
	p, err := pathPeer(r)
	if err != nil {
		return done{}, err
	}
	return done{}, a.contacts.Verify(r.Context(), p, in.Code)
}
