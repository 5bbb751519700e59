package guitest

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"strconv"
	"time"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/messaging/settings"
	"restante/messaging/webhook"
)

// Now is the moment of every picture: a Saturday afternoon.
var Now = time.Date(2026, 11, 21, 14, 36, 30, 0, time.UTC)

// World is a core in memory. Its methods have the shapes that the pages ask for.
type World struct {
	Loop        *Loop
	Me          contact.Invite
	Contacts    []contact.Contact
	Talks       map[peer.ID][]chat.Message // oldest first
	Strange     map[peer.ID]string         // names of those who are no contacts
	Left        map[peer.ID]int            // messages of theirs that lie elsewhere
	Out         []contact.Contact          // who is blocked and no contact
	Paths       map[string][]delivery.Step
	Typed       map[peer.ID]string  // drafts
	Introducers map[peer.ID]peer.ID // of strangers, by whom they were introduced
	Nodes       []messaging.PushNode
	Conns       []messaging.ConnectedPeer
	Addrs       []string
	Under       map[string]delivery.Pending // more on messages under way
	Asked       int                         // requests for a card under way
	Receipts    int                         // under way
	Holds       messaging.Holding
	File        []byte            // that the user chooses; nil for none
	Shared      settings.Settings // what others may learn
	Room        messaging.Usage
	Pictures    int                // of oneself, under way
	Grants      int                // to leave mail with oneself, under way
	Junk        int                // that came in and was refused
	Faces       map[peer.ID][]byte // pictures of people
	Unkept      bool               // the recovery words are on no paper
	Storage     *Storage           // where messages wait; nil: the window has no page for it
	Shop        *Shop              // one's own; nil: the window has no page for it

	Orders *Orders // nil: the window has no page for them
	Hooks  *Hooks  // one's own systems

	Passphrase string // of the folder; "" for none
	Wrong      int    // passphrases in a row

	Err   error // what the next changing call fails with
	Calls []string
	sent  int
}

// ID is somebody's peer ID, always the same.
func ID(name string) peer.ID {
	seed := sha256.Sum256([]byte(name))
	key, _, err := crypto.GenerateEd25519Key(bytes.NewReader(seed[:]))
	if err != nil {
		panic(err)
	}
	id, err := peer.IDFromPrivateKey(key)
	if err != nil {
		panic(err)
	}
	return id
}

// Empty is a world before the first conversation.
func Empty() *World {
	me := ID("Elena Costa")
	w := &World{
		Loop:    &Loop{Clock: Now},
		Me:      contact.Invite{Peer: me, Name: "Elena Costa", Link: "restante:" + me.String() + "?p=push-oslo", Short: "restante:" + me.String() + "?p=/dns4/push-oslo.example/udp/4001/quic-v1"},
		Talks:   map[peer.ID][]chat.Message{},
		Strange: map[peer.ID]string{},
		Left:    map[peer.ID]int{},
		Paths:   map[string][]delivery.Step{},
		Typed:   map[peer.ID]string{},
		Shared:  settings.Default,
		Room:    messaging.Usage{Folder: "/home/elena/.config/restante", Database: 214 << 20, Outbox: 56 << 10, Blocks: 38 << 20, Held: 12 << 20, Free: 214 << 30},
		Under:   map[string]delivery.Pending{},
		Faces:   map[peer.ID][]byte{},
		Holds:   messaging.Holding{Quota: settings.Default.HoldQuota},
		Addrs:   []string{"/ip4/203.0.113.24/udp/41641/quic-v1/p2p/" + me.String(), "/ip4/192.168.1.24/tcp/4001/p2p/" + me.String()},
	}
	w.Hooks = &Hooks{World: w, Answer: webhook.Answer{Status: 204}}
	return w
}

// Meet adds a contact.
func (w *World) Meet(name string, online bool, seen time.Time) peer.ID {
	id := ID(name)
	w.Contacts = append(w.Contacts, contact.Contact{Peer: id, Name: name, Online: online, LastSeen: seen, Added: Now.AddDate(0, -1, 0), CardVersion: 1, PushNodes: 2})
	return id
}

// Say adds a message to a conversation; a message without a state came in.
func (w *World) Say(id peer.ID, at time.Time, text string, s delivery.State) *chat.Message {
	m := chat.Message{ID: "m" + strconv.Itoa(len(w.Talks[id])) + "-" + id.String(), Peer: id, Text: text, Time: at, State: s, Outgoing: s != "", Read: true}
	m.Healed = w.healed(id, m.Outgoing)
	w.Talks[id] = append(w.Talks[id], m)
	return &w.Talks[id][len(w.Talks[id])-1]
}

// healed counts as sessions do: keys are new whenever the other one had spoken.
func (w *World) healed(id peer.ID, outgoing bool) uint32 {
	ms := w.Talks[id]
	switch _, strange := w.Strange[id]; {
	case strange:
		return 0
	case len(ms) > 0 && ms[len(ms)-1].Outgoing == outgoing:
		return ms[len(ms)-1].Healed + 1
	}
	return 1
}

// NameOf is what somebody is called, "" for one who is not known.
func (w *World) NameOf(id peer.ID) string { return w.name(id) }

func (w *World) name(id peer.ID) string {
	i := slices.IndexFunc(w.Contacts, func(c contact.Contact) bool { return c.Peer == id })
	if i >= 0 {
		return w.Contacts[i].Name
	}
	return w.Strange[id]
}

// Contact is the contact of that ID.
func (w *World) Contact(id peer.ID) *contact.Contact {
	for i := range w.Contacts {
		if w.Contacts[i].Peer == id {
			return &w.Contacts[i]
		}
	}
	return nil
}

// call notes a changing call and gives the failure that the test set.
func (w *World) call(what string) error {
	w.Calls = append(w.Calls, what)
	err := w.Err
	w.Err = nil
	return err
}
