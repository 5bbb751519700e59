package guitest

import (
	"context"
	"maps"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/contact"
)

// Signed is when everybody's card was.
var Signed = time.Date(2026, 11, 9, 10, 30, 0, 0, time.UTC)

// About tells what is known of a contact: as many push nodes as the row says.
func (w *World) About(_ context.Context, id peer.ID) (a contact.About, err error) {
	c := w.Contact(id)
	if c == nil {
		a.Peer, a.Name = id, w.Strange[id]
		return a, nil
	}
	a.Contact = *c
	if c.CardVersion == 0 {
		return a, nil
	}
	a.Signed, a.Addrs = Signed, 2
	for _, host := range []string{"mail-aveiro.example", "mail-braga.example"}[:min(2, c.PushNodes)] {
		info, err := peer.AddrInfoFromString("/dns4/" + host + "/udp/4001/quic-v1/p2p/" + ID(host).String())
		if err != nil {
			return a, err
		}
		a.Nodes = append(a.Nodes, *info)
	}
	return a, nil
}

// Drafts gives what was typed and not sent.
func (w *World) Drafts(context.Context) (map[peer.ID]string, error) { return maps.Clone(w.Typed), nil }

// SetDraft keeps it.
func (w *World) SetDraft(_ context.Context, of peer.ID, text string) error {
	w.Calls = append(w.Calls, "draft")
	w.Typed[of] = text
	if text == "" {
		delete(w.Typed, of)
	}
	return nil
}
