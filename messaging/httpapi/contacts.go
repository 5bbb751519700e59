package httpapi

import (
	"net/http"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/contact"
)

type invite struct {
	Link   string  `json:"link" about:"to give away: it has one's whole card"`
	Short  string  `json:"short" about:"short enough for a QR code"`
	PeerID peer.ID `json:"peerId"`
	Name   string  `json:"name"`
}

type nameBody struct {
	Name string `json:"name" example:"Bob" about:"1 to 64 bytes, nothing that cannot be seen"`
}

type linkBody struct {
	Link string `json:"link" example:"restante:example" about:"a restante: link or a peer ID"`
}

type person struct {
	PeerID      peer.ID   `json:"peerId"`
	Name        string    `json:"name"`
	Added       time.Time `json:"added,omitzero"`
	LastSeen    time.Time `json:"lastSeen,omitzero"`
	Online      bool      `json:"online"`
	Hidden      bool      `json:"hidden" about:"shows nobody whether they are here: online and lastSeen say nothing"`
	CardVersion uint64    `json:"cardVersion" about:"0: no key is known yet, messages wait for one"`
	PushNodes   int       `json:"pushNodes" about:"machines that hold this person's mail"`
	Request     bool      `json:"request"`
	Blocked     bool      `json:"blocked,omitempty"`
	NewDevice   bool      `json:"newDevice,omitempty" about:"they use a new device: messages wait until it is confirmed"`
	Verified    time.Time `json:"verified,omitzero" about:"when the safety numbers were compared"`
	Introducer  peer.ID   `json:"introducer,omitempty" about:"the contact whose word came with their first message"`
}

type introductionBody struct {
	PeerID string `json:"peerId" example:"{peerId}" about:"who is made known"`
	To     string `json:"to" example:"{peerId}" about:"to whom; both are contacts"`
}

type introduced struct {
	Link string `json:"link" about:"to send to the one who gets to know the other; it is of use to nobody else"`
	Name string `json:"name" about:"of the other, as they call themselves"`
}

// contactCalls answers the routes of people.
type contactCalls struct{ contacts Contacts }

func contactRoutes(c Contacts) []route {
	a := contactCalls{c}
	return []route{
		answer("GET", "/ob/invite", "One's own link", a.invite),
		accept("POST", "/ob/config", "Sets one's own name, as others see it", a.setName),
		accept("POST", "/ob/contacts", "Adds a person", a.add),
		answer("GET", "/ob/contacts", "The people one knows", a.list),
		accept("POST", "/ob/introductions", "Gives the link by which one contact gets to know another", a.introduce),
	}
}

func (a contactCalls) invite(r *http.Request) (invite, error) {
	i, err := a.contacts.Invite(r.Context())
	return invite{i.Link, i.Short, i.Peer, i.Name}, err
}

func (a contactCalls) setName(r *http.Request, in nameBody) (done, error) {
	return done{}, a.contacts.SetName(r.Context(), in.Name)
}

func (a contactCalls) add(r *http.Request, in linkBody) (person, error) {
	c, err := a.contacts.Add(r.Context(), in.Link)
	return personOf(c), err
}

func (a contactCalls) list(r *http.Request) ([]person, error) {
	all, err := a.contacts.List(r.Context())
	out := make([]person, len(all))
	for i, c := range all {
		out[i] = personOf(c)
	}
	return out, err
}

func (a contactCalls) introduce(r *http.Request, in introductionBody) (introduced, error) {
	who, err := parsePeer(in.PeerID)
	if err != nil {
		return introduced{}, err
	}
	to, err := parsePeer(in.To)
	if err != nil {
		return introduced{}, bad("to is not a valid peer ID")
	}
	i, err := a.contacts.Introduce(r.Context(), who, to)
	return introduced{i.Link, i.Name}, err
}

func personOf(c contact.Contact) person {
	return person{
		PeerID: c.Peer, Name: c.Name, Added: c.Added.UTC(), LastSeen: c.LastSeen.UTC(), Online: c.Online, Hidden: c.Hidden,
		CardVersion: c.CardVersion, PushNodes: c.PushNodes, Request: c.Request,
		Blocked: !c.Blocked.IsZero(), NewDevice: c.NewDevice, Verified: c.Verified.UTC(), Introducer: c.Introducer,
	}
}
