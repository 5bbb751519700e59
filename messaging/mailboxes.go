package messaging

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/contact"
	"restante/messaging/session"
	"restante/node/event"
	"restante/node/identity"
	"restante/offline/deposit"
	"restante/offline/inbox"
)

// Whose mailboxes are collected from: of each contact one a week, from those in which
// something may lie to those in which something may be left while this computer is
// off. A deposit lives 31 days, and a clock may be a week ahead or behind.
const (
	weeksBack  = 6
	weeksAhead = 5
)

// The rhythm of a look at people and weeks, besides the turn of each week.
const (
	peopleEvery  = time.Hour
	peopleGather = time.Second // between looks, however many events come
)

// mailboxes gives the inbox the mailboxes of all pairs, as people and weeks come and go,
// and opens what lies in them.
type mailboxes struct {
	key    *identity.Key
	people func(context.Context) ([]peer.ID, error) // contacts, those last heard of first
	public inbox.Opener
	watch  func([]inbox.Mailbox)
	bus    *event.Bus
	log    *slog.Logger
	wg     sync.WaitGroup

	mu    sync.Mutex
	boxes map[pairWeek]*session.Box
	named map[deposit.Mailbox]*session.Box
}

type pairWeek struct {
	with peer.ID
	week session.Week
}

func (m *mailboxes) start(ctx context.Context) { m.wg.Go(func() { m.run(ctx) }) }

// close waits until run, whose context has ended, returns.
func (m *mailboxes) close() { m.wg.Wait() }

func (m *mailboxes) run(ctx context.Context) {
	sub := m.bus.Subscribe(64)
	defer sub.Close()
	for ctx.Err() == nil {
		if err := m.refresh(ctx, time.Now()); err != nil && ctx.Err() == nil {
			m.log.Error("the mailboxes of contacts are not collected from", "err", err)
		}
		m.wait(ctx, sub)
	}
}

// wait returns when people may be others, when the week is, and now and then.
func (m *mailboxes) wait(ctx context.Context, sub *event.Subscription) {
	turn := time.Until((session.WeekOf(time.Now()) + 1).Begins())
	t := time.NewTimer(min(turn, peopleEvery))
	defer t.Stop()
	for changed := false; !changed; {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			return
		case <-sub.Ready:
		}
		events, lost := sub.Take()
		changed = lost || slices.ContainsFunc(events, func(e any) bool { _, ok := e.(contact.Changed); return ok })
	}
	select {
	case <-ctx.Done():
	case <-time.After(peopleGather):
	}
}

// refresh names the mailboxes of now.
func (m *mailboxes) refresh(ctx context.Context, now time.Time) error {
	people, err := m.people(ctx)
	if err != nil {
		return err
	}
	m.mu.Lock()
	before := m.boxes
	m.mu.Unlock()
	s := shelf{key: m.key, before: before, boxes: make(map[pairWeek]*session.Box), named: make(map[deposit.Mailbox]*session.Box)}
	for _, id := range people {
		if err := s.add(id, session.WeekOf(now)); err != nil {
			m.log.Debug("a contact has no mailboxes", "peer", id, "err", err)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	m.mu.Lock()
	m.boxes, m.named = s.boxes, s.named
	m.mu.Unlock()
	m.watch(s.inOrder())
	return nil
}

// OpenBody implements [inbox.Opener].
func (m *mailboxes) OpenBody(at deposit.Mailbox, sealed []byte) ([]byte, error) {
	m.mu.Lock()
	box := m.named[at]
	m.mu.Unlock()
	if box == nil {
		return m.public.OpenBody(at, sealed)
	}
	return box.OpenBody(sealed)
}

// shelf is the mailboxes of some people, with those that were made before.
type shelf struct {
	key    *identity.Key
	before map[pairWeek]*session.Box
	boxes  map[pairWeek]*session.Box
	named  map[deposit.Mailbox]*session.Box
	weeks  [weeksBack + 1 + weeksAhead][]inbox.Mailbox // by distance
}

// add makes those of one contact; the agreement only if one is missing.
func (s *shelf) add(with peer.ID, now session.Week) error {
	var pair *session.Pair
	for i := range s.weeks {
		at := pairWeek{with, now + session.Week(i) - weeksBack}
		box := s.before[at]
		if box == nil {
			var err error
			if pair == nil {
				if pair, err = session.NewPair(s.key, with); err != nil {
					return err
				}
			}
			if box, err = pair.Mailbox(at.week, s.key.ID()); err != nil {
				return err
			}
		}
		s.boxes[at], s.named[box.Mailbox()] = box, box
		s.weeks[i] = append(s.weeks[i], inbox.Mailbox{Signer: box, Season: season(i - weeksBack)})
	}
	return nil
}

// inOrder begins with this week's, and goes on with those next to it.
func (s *shelf) inOrder() (all []inbox.Mailbox) {
	away := make([]int, len(s.weeks))
	for i := range away {
		away[i] = i - weeksBack
	}
	slices.SortFunc(away, func(a, b int) int { return cmp.Or(cmp.Compare(max(a, -a), max(b, -b)), cmp.Compare(a, b)) })
	for _, a := range away {
		all = append(all, s.weeks[a+weeksBack]...)
	}
	return all
}

// season is when mail is left in a mailbox so many weeks from now.
func season(away int) inbox.Season {
	switch {
	case away == 0:
		return inbox.Now
	case away == -1 || away == 1:
		return inbox.Near
	case away < 0:
		return inbox.Past
	}
	return inbox.Later
}
