package guitest

import (
	"context"
	"slices"
	"strings"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging"
	"restante/messaging/contact"
)

// List gives all contacts.
func (w *World) List(context.Context) ([]contact.Contact, error) {
	return slices.Clone(w.Contacts), nil
}

// Rename gives a contact another name.
func (w *World) Rename(_ context.Context, id peer.ID, name string) error {
	if err := w.call("rename " + name); err != nil {
		return err
	}
	w.Contact(id).Name = name
	return nil
}

// Answer accepts or declines a stranger.
func (w *World) Answer(_ context.Context, id peer.ID, accept bool) error {
	if accept {
		w.Contacts = append(w.Contacts, contact.Contact{Peer: id, Name: w.Strange[id], CardVersion: 1, PushNodes: 1})
	} else {
		delete(w.Talks, id)
	}
	delete(w.Strange, id)
	return w.call("answer")
}

// Invite gives one's own link.
func (w *World) Invite(context.Context) (contact.Invite, error) { return w.Me, nil }

// SetName changes one's own name.
func (w *World) SetName(_ context.Context, name string) error {
	w.Me.Name = name
	return w.call("name " + name)
}

// Add meets whoever the link names: "restante:Kenji".
func (w *World) Add(_ context.Context, link string) (contact.Contact, error) {
	if err := w.call("add " + link); err != nil {
		return contact.Contact{}, err
	}
	id := w.Meet(strings.TrimPrefix(link, "restante:"), false, Now)
	return *w.Contact(id), nil
}

// Config tells peer ID and addresses.
func (w *World) Config(context.Context) (messaging.Config, error) {
	return messaging.Config{PeerID: w.Me.Peer, Name: w.Me.Name, Addrs: w.Addrs}, nil
}

// Peers gives the open connections.
func (w *World) Peers() []messaging.ConnectedPeer { return w.Conns }

// PushNodes gives the machines that hold mail.
func (w *World) PushNodes(context.Context) ([]messaging.PushNode, error) {
	return slices.Clone(w.Nodes), nil
}

// AddPushNode registers at a machine.
func (w *World) AddPushNode(_ context.Context, addr string) (messaging.PushNode, error) {
	if err := w.call("add node " + addr); err != nil {
		return messaging.PushNode{}, err
	}
	n := messaging.PushNode{Peer: ID(addr), Addr: addr, Online: true, Registered: true, Quota: 64 << 20, Since: Now}
	w.Nodes = append(w.Nodes, n)
	return n, nil
}

// RemovePushNode forgets a machine.
func (w *World) RemovePushNode(_ context.Context, id peer.ID) error {
	w.Nodes = slices.DeleteFunc(w.Nodes, func(n messaging.PushNode) bool { return n.Peer == id })
	return w.call("remove node")
}

// Scan finds nothing.
func (w *World) Scan(context.Context) (int, error) { return 0, w.call("scan") }
