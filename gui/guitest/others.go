package guitest

import (
	"context"
	"slices"
	"strings"

	"github.com/libp2p/go-libp2p/core/peer"

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
