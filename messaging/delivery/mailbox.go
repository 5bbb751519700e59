package delivery

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/envelope"
	"restante/messaging/session"
	"restante/node/identity"
	"restante/node/vault"
	"restante/offline/deposit"
)

// weeksBack is how old a pair's mailbox may be that something is still under way to:
// a message lives 30 days, and a clock may be a week ahead.
const weeksBack = 6

// mailboxFor is where a message waits for the owner of a card: in the mailbox that the
// pair has this week, if the peer says in the session that it collects from there,
// else in the peer's public one.
func (s *Service) mailboxFor(to peer.ID, talk *session.Talk) (deposit.Mailbox, error) {
	if talk == nil || !talk.Pair() {
		return deposit.MailboxOf(to)
	}
	b, err := s.pairs.box(s.Key, to, session.WeekOf(time.Now()))
	if err != nil {
		return deposit.Mailbox{}, err
	}
	return b.Mailbox(), nil
}

// OpenBody implements [inbox.Opener] for the public mailbox.
func (s *Service) OpenBody(m deposit.Mailbox, sealed []byte) ([]byte, error) {
	if m != s.mailbox {
		return nil, fmt.Errorf("%w: another mailbox", envelope.ErrUnreadable)
	}
	if len(sealed) > 0 && sealed[0] == envelope.SuiteRequest {
		return envelope.OpenRequestBody(s.Key, sealed)
	}
	return envelope.OpenBody(s.Key.ID(), s.Keys, sealed)
}

// SealBody implements [outbox.Recipients]. The body is for the device that the envelope
// was sealed for, also while another one waits to be confirmed.
func (s *Service) SealBody(ctx context.Context, to peer.ID, m deposit.Mailbox, body []byte) (sealed []byte, err error) {
	public, err := deposit.MailboxOf(to)
	if err != nil {
		return nil, err
	}
	if m != public {
		return s.sealBodyForPair(to, m, body)
	}
	var c card.Card
	err = s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		c, err = s.Contacts.Believed(tx, to)
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(c.Devices) == 0 { // a contact request: it goes to somebody without a card
		return envelope.SealRequestBody(to, body)
	}
	return envelope.SealBody(to, c.Devices[0].Prekey, body)
}

func (s *Service) sealBodyForPair(to peer.ID, m deposit.Mailbox, body []byte) ([]byte, error) {
	newest := session.WeekOf(time.Now()) + 1
	for week := newest; week+weeksBack >= newest && week <= newest; week-- {
		b, err := s.pairs.box(s.Key, to, week)
		if err != nil {
			return nil, err
		}
		if b.Mailbox() == m {
			return b.SealBody(body)
		}
	}
	return nil, fmt.Errorf("%w: a mailbox of long ago", session.ErrPair)
}

// pairs remembers the mailboxes that were written to last: each takes an agreement
// and two keys to make. The zero value is ready.
type pairs struct {
	mu  sync.Mutex
	hot map[pairWeek]*session.Box
}

type pairWeek struct {
	to   peer.ID
	week session.Week
}

const maxBoxes = 512

func (p *pairs) box(me *identity.Key, to peer.ID, w session.Week) (*session.Box, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if b := p.hot[pairWeek{to, w}]; b != nil {
		return b, nil
	}
	pair, err := session.NewPair(me, to)
	if err != nil {
		return nil, err
	}
	b, err := pair.Mailbox(w, to)
	if err != nil {
		return nil, err
	}
	if p.hot == nil || len(p.hot) >= maxBoxes {
		p.hot = make(map[pairWeek]*session.Box)
	}
	p.hot[pairWeek{to, w}] = b
	return b, nil
}
