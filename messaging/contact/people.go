package contact

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"

	"restante/messaging/card"
	"restante/node/p2p"
	"restante/node/vault"
	"restante/offline/inbox"
)

// Add makes a contact of a link, a short link or a peer ID. A link that comes
// with a card makes it possible to write at once.
func (s *Service) Add(ctx context.Context, link string) (Contact, error) {
	l, err := card.ParseLink(link)
	if err != nil {
		return Contact{}, err
	}
	if s.isSelf(l.Peer) {
		return Contact{}, ErrSelf
	}
	err = s.Vault.Update(ctx, "contact add", func(tx *vault.Tx) error { return s.add(tx, l) })
	if err != nil {
		return Contact{}, err
	}
	return s.Get(ctx, l.Peer)
}

func (s *Service) add(tx *vault.Tx, l card.Link) error {
	if err := s.Befriend(tx, l.Peer); err != nil {
		return err
	}
	if s.OnAdded != nil {
		if err := s.OnAdded(tx, l.Peer); err != nil {
			return err
		}
	}
	if err := s.keepWord(tx, l.Peer, l.Word); err != nil {
		return err
	}
	if l.Card != nil {
		return s.Learn(tx, l.Peer, l.Card)
	}
	if hints := hintsOf(l); len(hints) > 0 {
		if err := putHints(tx, l.Peer, hints); err != nil {
			return err
		}
	}
	_, found, err := s.Book.Get(tx, l.Peer)
	if err != nil || found {
		return err
	}
	if err := s.Seek(tx, l.Peer); err != nil {
		return err
	}
	return hurry(tx, l.Peer, 0) // the link may say where to look
}

// List gives the contacts in the order they were added, those who are blocked too.
func (s *Service) List(ctx context.Context) ([]Contact, error) {
	return s.list(ctx, `standing = ?`, int(known))
}

// Requests gives the strangers who wrote and were not answered.
func (s *Service) Requests(ctx context.Context) ([]Contact, error) {
	return s.list(ctx, open, int(stranger))
}

// Blocked gives those who are blocked.
func (s *Service) Blocked(ctx context.Context) ([]Contact, error) { return s.list(ctx, `blocked > 0`) }

func (s *Service) list(ctx context.Context, where string, args ...any) (all []Contact, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		all = nil
		ps, err := people(tx, where, args...)
		if err != nil {
			return err
		}
		for _, p := range ps {
			c, err := s.contact(tx, p)
			if err != nil {
				return err
			}
			all = append(all, c)
		}
		return nil
	})
	return all, err
}

// Get gives one person; a peer nobody heard of has a name and nothing else.
func (s *Service) Get(ctx context.Context, id peer.ID) (c Contact, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		p, _, err := readPerson(tx, id)
		if err != nil {
			return err
		}
		c, err = s.contact(tx, p)
		return err
	})
	return c, err
}

func (s *Service) contact(tx *vault.Tx, p person) (Contact, error) {
	c := Contact{Peer: p.id, Added: p.added, LastSeen: p.lastSeen,
		Online: s.Host.Connected(p.id), Request: p.request(), Shown: p.shown, Blocked: p.blocked, Introducer: p.introducer}
	t, err := readTrust(tx, p.id)
	if err != nil {
		return c, err
	}
	c.NewDevice, c.Verified = t.waits(), t.verified
	if p.standing != known {
		if c.Left, err = inbox.Left(tx, p.id.String()); err != nil {
			return c, err
		}
	}
	cd, found, err := s.Book.Get(tx, p.id)
	if err != nil {
		return c, err
	}
	if found {
		c.CardVersion, c.PushNodes = cd.Version, len(cd.PushNodes)
	}
	if hides(cd) {
		c.Hidden, c.Online, c.LastSeen = true, false, time.Time{}
	}
	c.Name = nameOf(p, cd)
	return c, nil
}

// nameOf is what a person is called here: as this user calls them, or as they call
// themselves, or a short peer ID.
func nameOf(p person, c card.Card) string { return cmp.Or(p.name, c.Name, short(p.id)) }

// hides reports whether the owner of a card wants nobody to see their presence.
func hides(c card.Card) bool { return c.Capabilities&card.HidesPresence != 0 }

// NameTx is what a peer is called here.
func (s *Service) NameTx(tx *vault.Tx, id peer.ID) (string, error) {
	p, _, err := readPerson(tx, id)
	if err != nil {
		return "", err
	}
	c, _, err := s.Book.Get(tx, id)
	return nameOf(p, c), err
}

// short is a peer ID as people can compare it: 12D3KooWQ7…x9Fd.
func short(id peer.ID) string {
	t := id.String()
	if len(t) < 16 {
		return t
	}
	return t[:10] + "…" + t[len(t)-4:]
}

// Rename gives a person a name that only this user sees; "" is the card's.
func (s *Service) Rename(ctx context.Context, id peer.ID, name string) error {
	if name != "" {
		if err := checkName(name); err != nil {
			return err
		}
	}
	return s.Vault.Update(ctx, "contact rename", func(tx *vault.Tx) error {
		found, err := putName(tx, id, name)
		if err == nil && !found {
			err = ErrUnknown
		}
		tx.AfterCommit(func() { s.Bus.Publish(Changed{id}) })
		return err
	})
}

// Forget drops the card of somebody who is no person here, with what was believed of
// their device: anybody can be any number of them.
func (s *Service) Forget(tx *vault.Tx, id peer.ID) error {
	_, found, err := readPerson(tx, id)
	if err != nil || found || s.isSelf(id) {
		return err
	}
	return errors.Join(s.Book.Forget(tx, id),
		tx.Do("forgetting a device", `DELETE FROM trust WHERE peer = ?`, id.String()))
}

// refreshEvery is how often one's card is looked at for a prekey that is due.
const refreshEvery = time.Hour

// watch notes who comes and goes, and keeps one's own card true.
func (s *Service) watch(ctx context.Context) {
	sub := s.Bus.Subscribe(256)
	defer sub.Close()
	t := time.NewTicker(refreshEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			s.logged(ctx, s.Refresh(ctx))
		case <-sub.Ready:
		}
		events, _ := sub.Take()
		for _, e := range events {
			switch e := e.(type) {
			case p2p.PeerConnected:
				s.seen(ctx, e.ID)
				s.logged(ctx, s.askSoon(ctx, e.ID))
			case p2p.PeerDisconnected:
				s.seen(ctx, e.ID)
			case p2p.NetworkChanged:
				s.logged(ctx, s.Refresh(ctx))
			}
		}
	}
}

// seen notes that a person came or went, unless they want nobody to know.
func (s *Service) seen(ctx context.Context, id peer.ID) {
	var shown bool
	err := s.Vault.View(ctx, func(tx *vault.Tx) error {
		_, found, err := readPerson(tx, id)
		if err != nil || !found {
			return err
		}
		c, _, err := s.Book.Get(tx, id)
		shown = !hides(c)
		return err
	})
	if err == nil && shown {
		err = s.Vault.Update(ctx, "contact seen", func(tx *vault.Tx) error { return putLastSeen(tx, id, time.Now()) })
		s.Bus.Publish(Changed{id})
	}
	s.logged(ctx, err)
}

func (s *Service) logged(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil && !errors.Is(err, context.Canceled) {
		s.Log.Error("people service failed", "err", err)
	}
}

// hintsOf are the places a short link names: push nodes, and the peer itself.
func hintsOf(l card.Link) []peer.AddrInfo {
	hints := l.Push
	self := peer.AddrInfo{ID: l.Peer}
	for _, a := range l.Addrs {
		if m, err := multiaddr.NewMultiaddr(a); err == nil {
			self.Addrs = append(self.Addrs, m)
		}
	}
	if len(self.Addrs) > 0 {
		hints = append(hints, self)
	}
	return hints
}
