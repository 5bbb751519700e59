package guitest

import (
	"context"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/contact"
)

// Requests gives the strangers who were not answered.
func (w *World) Requests(context.Context) (all []contact.Contact, err error) {
	for id, name := range w.Strange {
		all = append(all, contact.Contact{Peer: id, Name: name, Request: true, Shown: len(w.Talks[id]), Left: w.Left[id], Introducer: w.Introducers[id]})
	}
	return all, nil
}

// Introduce makes a link that says who introduces whom.
func (w *World) Introduce(_ context.Context, who, to peer.ID) (contact.Introduction, error) {
	return contact.Introduction{Link: "restante:peer/" + who.String() + "//" + to.String(), Name: w.name(who)}, w.call("introduce")
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

// Block keeps somebody out; a stranger goes.
func (w *World) Block(_ context.Context, id peer.ID) error {
	if c := w.Contact(id); c != nil {
		c.Blocked = Now
	} else {
		w.Out = append(w.Out, contact.Contact{Peer: id, Name: w.Strange[id], Blocked: Now})
		delete(w.Talks, id)
		delete(w.Strange, id)
	}
	return w.call("block")
}

// Unblock lets somebody in again.
func (w *World) Unblock(_ context.Context, id peer.ID) error {
	if c := w.Contact(id); c != nil {
		c.Blocked = time.Time{}
	}
	w.Out = slices.DeleteFunc(w.Out, func(c contact.Contact) bool { return c.Peer == id })
	return w.call("unblock")
}

// Blocked gives those who are kept out.
func (w *World) Blocked(context.Context) (all []contact.Contact, err error) {
	for _, c := range w.Contacts {
		if !c.Blocked.IsZero() {
			all = append(all, c)
		}
	}
	return append(all, w.Out...), nil
}

// Code is what somebody's screen shows.
func Code(of peer.ID) string { return "restante-safety:1:" + of.String() }

// Safety gives the number of this user and somebody.
func (w *World) Safety(_ context.Context, with peer.ID) (contact.Safety, error) {
	a := contact.Safety{Number: "482190736491550268730917733480621195504873926016784351722908", Code: Code(w.Me.Peer)}
	if c := w.Contact(with); c != nil {
		a.Verified = c.Verified
	}
	return a, nil
}

// Verify notes that the numbers are the same.
func (w *World) Verify(_ context.Context, with peer.ID, code string) error {
	if err := w.call("verify " + code); err != nil {
		return err
	}
	if code != "" && code != Code(with) {
		return contact.ErrNumber
	}
	w.Contact(with).Verified, w.Contact(with).NewDevice = Now, false
	return nil
}

// Unverify takes that back.
func (w *World) Unverify(_ context.Context, with peer.ID) error {
	w.Contact(with).Verified = time.Time{}
	return w.call("unverify")
}

// ConfirmDevice believes in somebody's new device.
func (w *World) ConfirmDevice(_ context.Context, of peer.ID) error {
	w.Contact(of).NewDevice = false
	return w.call("confirm device")
}
