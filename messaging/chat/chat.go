package chat

import (
	"context"
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/messaging/envelope"
	"restante/messaging/settings"
	"restante/node/event"
	"restante/node/vault"
)

//go:embed schema/*.sql
var scripts embed.FS

// Schema holds the tables of this package.
var Schema = vault.Schema{Name: "chat", FS: scripts}

// Options are what a Service needs.
type Options struct {
	Vault    *vault.Vault
	Bus      *event.Bus
	Contacts *contact.Service
	Delivery *delivery.Service
	Self     peer.ID
	Watcher  Watcher // nil: nobody
}

// Watcher hears that a message came in, in the transaction that stores it.
type Watcher interface {
	Came(tx *vault.Tx, from peer.ID) error
}

// Service keeps conversations.
type Service struct {
	Options
	wg sync.WaitGroup
}

var _ delivery.Handler = (*Service)(nil)

// New returns a Service that is registered with delivery.
func New(o Options) *Service {
	s := &Service{Options: o}
	o.Delivery.Handle(envelope.KindChat, s)
	o.Delivery.HandleHint(typingHint, func(from peer.ID, _ []byte) { s.typed(from) })
	return s
}

// Close waits for hints under way.
func (s *Service) Close() { s.wg.Wait() }

// Send accepts a message and returns its ID; what happens on the network comes
// later. With a key that an earlier call had, it is that call's message. Writing
// to someone makes them a contact. Empty text means "is typing" and has no ID.
func (s *Service) Send(ctx context.Context, to peer.ID, subject, text, key string) (id string, err error) {
	if err := s.check(to, subject, text); err != nil {
		return "", err
	}
	if text == "" {
		s.typing(ctx, to)
		return "", nil
	}
	err = s.Vault.Update(ctx, "chat accept", func(tx *vault.Tx) error {
		id, err = s.accept(tx, to, subject, text, key)
		return err
	})
	return id, err
}

func (s *Service) accept(tx *vault.Tx, to peer.ID, subject, text, key string) (string, error) {
	what := sha256.Sum256(fmt.Appendf(nil, "%s %q %q", to, subject, text))
	id, err := answered(tx, key, what)
	if err != nil || id != "" {
		return id, err
	}
	if err := s.Contacts.Befriend(tx, to); err != nil {
		return "", err
	}
	m := Message{Peer: to, Subject: subject, Text: text, Outgoing: true, Read: true}
	at, err := nextPlace(tx, to)
	if err != nil {
		return "", err
	}
	m.Time, m.ID = at, idOf(text, subject, at)
	body, err := line{id: m.ID, subject: subject, text: text, at: at}.toWire()
	if err != nil {
		return "", err
	}
	m.State, err = s.Delivery.Send(tx, delivery.Outgoing{Peer: to, Kind: envelope.KindChat, ID: m.ID, At: at, Body: body})
	if err != nil {
		return "", err
	}
	s.changedAfter(tx, to, m.ID)
	return m.ID, errors.Join(insert(tx, m, at, place{}), remember(tx, key, what, m.ID), sentDraft(tx, to, text))
}

// Received implements [delivery.Handler].
func (s *Service) Received(tx *vault.Tx, in delivery.Incoming) error {
	l, err := lineFromWire(in.Body)
	if err != nil {
		return err
	}
	if err := l.check(in); err != nil {
		return err
	}
	if known, err := has(tx, in.Peer, l.id); err != nil || known {
		return err // the same message from a device that was restored
	}
	p := place{device: in.Device[:], seq: in.Seq}
	at, err := placeFor(tx, in.Peer, p, earlier(l.at, in.Came))
	if err != nil {
		return err
	}
	s.changedAfter(tx, in.Peer, l.id)
	err = insert(tx, Message{ID: l.id, Peer: in.Peer, Subject: l.subject, Text: l.text, Time: l.at, Request: in.Request, Healed: in.Healed}, at, p)
	if err == nil && s.Watcher != nil {
		err = s.Watcher.Came(tx, in.Peer)
	}
	return err
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// Changed implements [delivery.Handler].
func (s *Service) Changed(tx *vault.Tx, c delivery.Change) error {
	s.changedAfter(tx, c.Peer, c.ID)
	return putState(tx, c)
}

// ExpiresSoon implements [delivery.Handler].
func (s *Service) ExpiresSoon(tx *vault.Tx, e delivery.ExpiresSoon) error {
	tx.AfterCommit(func() { s.Bus.Publish(ExpiresSoon{Peer: e.Peer, ID: e.ID, At: e.At}) })
	return nil
}

func (s *Service) changedAfter(tx *vault.Tx, p peer.ID, id string) {
	tx.AfterCommit(func() {
		s.Bus.Publish(MessageChanged{Peer: p, ID: id})
		s.Bus.Publish(ConversationChanged{Peer: p})
	})
}

// MarkRead notes that the person has seen a conversation, and tells its peer unless
// the person wants no such receipts, or the peer is a stranger or blocked. What is not
// told now is told at no later time.
func (s *Service) MarkRead(ctx context.Context, p peer.ID) error {
	return s.Vault.Update(ctx, "chat read", func(tx *vault.Tx) error {
		seen, err := markRead(tx, p)
		if err != nil || len(seen) == 0 {
			return err
		}
		tx.AfterCommit(func() { s.Bus.Publish(ConversationChanged{Peer: p}) })
		chosen, err := settings.Read(tx)
		if err != nil || !chosen.ReadReceipts {
			return err
		}
		friend, err := s.Contacts.Friend(tx, p)
		if err != nil || !friend {
			return err
		}
		for d, seqs := range seen {
			if err := s.Delivery.MarkRead(tx, p, d, seqs); err != nil {
				return err
			}
		}
		return nil
	})
}

// SendAgain tries a failed or expired message anew.
func (s *Service) SendAgain(ctx context.Context, id string) error {
	return s.Vault.Update(ctx, "chat again", func(tx *vault.Tx) error {
		m, err := byID(tx, id)
		if err != nil {
			return err
		}
		if m.State != delivery.Failed && m.State != delivery.Expired {
			return ErrNotAgain
		}
		return s.Delivery.SendAgain(tx, envelope.KindChat, m.Peer, id)
	})
}

// Delete removes a message here; if it is under way it is taken back.
func (s *Service) Delete(ctx context.Context, id string) error {
	return s.Vault.Update(ctx, "chat delete", func(tx *vault.Tx) error {
		m, err := byID(tx, id)
		if err != nil {
			return err
		}
		if err := s.drop(tx, m); err != nil {
			return err
		}
		s.changedAfter(tx, m.Peer, id)
		return refreshConversation(tx, m.Peer)
	})
}

// DeleteConversation removes all messages with a peer here.
func (s *Service) DeleteConversation(ctx context.Context, p peer.ID) error {
	return s.Vault.Update(ctx, "chat delete conversation", func(tx *vault.Tx) error {
		own, err := sentTo(tx, p)
		if err != nil {
			return err
		}
		for _, id := range own {
			if err := s.Delivery.Forget(tx, envelope.KindChat, p, id); err != nil {
				return err
			}
		}
		tx.AfterCommit(func() { s.Bus.Publish(ConversationChanged{Peer: p}) })
		return deleteAll(tx, p)
	})
}

func (s *Service) drop(tx *vault.Tx, m Message) error {
	if m.Outgoing {
		if err := s.Delivery.Forget(tx, envelope.KindChat, m.Peer, m.ID); err != nil {
			return err
		}
	}
	return deleteOne(tx, m)
}
