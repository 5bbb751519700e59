package contact

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/settings"
	"restante/node/vault"
)

// Refresh signs one's card anew if something on it changed since the last one.
func (s *Service) Refresh(ctx context.Context) error {
	return s.Vault.Update(ctx, "card refresh", func(tx *vault.Tx) error {
		me, _, err := readSelf(tx)
		if err != nil {
			return err
		}
		return s.sign(tx, me)
	})
}

// SetName changes one's own name as others see it.
func (s *Service) SetName(ctx context.Context, name string) error {
	if err := checkName(name); err != nil {
		return err
	}
	return s.Vault.Update(ctx, "card name", func(tx *vault.Tx) error {
		me, _, err := readSelf(tx)
		if err != nil {
			return err
		}
		me.name = name
		return s.sign(tx, me)
	})
}

func checkName(name string) error {
	if card.CheckName(name) != nil || name == "" {
		return ErrName
	}
	return nil
}

// sign makes the next version of the card, unless it would say the same.
func (s *Service) sign(tx *vault.Tx, me self) error {
	c, err := s.compose(tx, me)
	if err != nil {
		return err
	}
	content := contentOf(c)
	if bytes.Equal(content, me.content) {
		return nil
	}
	c.Version = max(me.version+1, uint64(time.Now().UnixMilli()))
	if me.raw, err = card.Encode(s.Key, c); err != nil {
		return err
	}
	me.version, me.content, me.prekey = c.Version, content, c.Devices[0].Prekey.ID
	if err := putSelf(tx, me); err != nil {
		return err
	}
	tx.AfterCommit(func() {
		s.mine.put(me)
		s.Bus.Publish(Changed{s.Key.ID()})
		if s.OnSelf != nil {
			s.OnSelf()
		}
	})
	return nil
}

func (s *Service) compose(tx *vault.Tx, me self) (card.Card, error) {
	prekey, err := s.Keys.Current(tx)
	if err != nil {
		return card.Card{}, err
	}
	nodes, err := s.OwnNodes(tx)
	if err != nil {
		return card.Card{}, err
	}
	can, err := capabilities(tx)
	return card.Card{
		Peer:         s.Key.ID(),
		Name:         me.name,
		Devices:      []card.Device{{ID: s.Keys.Device(), Prekey: prekey}},
		PushNodes:    nodes,
		Addrs:        bare(s.Host.Addrs()),
		Capabilities: can,
	}, err
}

func capabilities(tx *vault.Tx) (can uint64, err error) {
	chosen, err := settings.Read(tx)
	if !chosen.LastSeen {
		can |= card.HidesPresence
	}
	return can, err
}

// bare cuts /p2p/<ID> off, which the card says once.
func bare(addrs []string) []string {
	var all []string
	for _, a := range addrs {
		a, _, _ = strings.Cut(a, "/p2p/")
		all = append(all, a)
	}
	return all
}

func contentOf(c card.Card) []byte {
	h := sha256.New()
	addrs := slices.Sorted(slices.Values(c.Addrs)) // their order says nothing
	fmt.Fprintf(h, "%q %v %d %q %x", c.Name, c.Devices[0].ID, c.Devices[0].Prekey.ID, addrs, c.Capabilities)
	for _, n := range c.PushNodes {
		fmt.Fprintf(h, " %s %v", n.ID, n.Addrs)
	}
	return h.Sum(nil)
}

// Card is one's own card as it was last signed.
func (s *Service) Card(ctx context.Context) (raw []byte, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		raw, _, err = s.CardTx(tx)
		return err
	})
	return raw, err
}

// CardTx is [Service.Card], and its version, inside a transaction.
func (s *Service) CardTx(tx *vault.Tx) (raw []byte, version uint64, err error) {
	me, known := s.mine.get()
	if !known {
		if me, _, err = readSelf(tx); err != nil {
			return nil, 0, err
		}
		s.mine.put(me)
	}
	return me.raw, me.version, nil
}

// latest remembers one's own card, which goes into many messages. It only moves
// forward: a reader on an old snapshot must not bring an old one back.
type latest struct {
	mu   sync.Mutex
	self self
}

func (l *latest) get() (me self, known bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.self, l.self.version > 0
}

func (l *latest) put(me self) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if me.version > l.self.version {
		l.self = me
	}
}

// Published notes that others can find this card now. One that was signed anew in the
// meantime is not found yet, so nothing is noted: what people seal until then needs the
// prekey of the one before.
func (s *Service) Published(ctx context.Context, raw []byte) error {
	return s.Vault.Update(ctx, "card published", func(tx *vault.Tx) error {
		me, _, err := readSelf(tx)
		if err != nil || !bytes.Equal(me.raw, raw) {
			return err
		}
		return s.Keys.Published(tx, me.prekey, time.Now())
	})
}

// Drained notes that all mail which waited anywhere was fetched and opened, by a
// drain of every place that began at that time: old prekeys are not needed any more.
func (s *Service) Drained(ctx context.Context, began time.Time) error {
	var old bool
	err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		old, err = s.Keys.Old(tx, began)
		return err
	})
	if err != nil || !old { // as nearly always: no commit for that
		return err
	}
	return s.Vault.Update(ctx, "prekeys expire", func(tx *vault.Tx) error {
		_, err := s.Keys.Expire(tx, began)
		return err
	})
}

// Invite gives one's own links.
func (s *Service) Invite(ctx context.Context) (Invite, error) {
	raw, err := s.Card(ctx)
	if err != nil {
		return Invite{}, err
	}
	c, err := card.Decode(raw)
	if err != nil {
		return Invite{}, err
	}
	return Invite{Link: card.FullLink(raw), Short: card.ShortLink(c), Peer: c.Peer, Name: c.Name}, nil
}

// isSelf reports whether id is this user's.
func (s *Service) isSelf(id peer.ID) bool { return id == s.Key.ID() }
