package order

import (
	"errors"
	"slices"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/vault"
)

// grown is called when something was added to an order that others wrote.
func (s *Service) grown(tx *vault.Tx, l *log) error {
	fresh, called := l.role == 0, l.state.Called()
	l.fold(s.Key.ID())
	if l.role == 0 {
		return nil
	}
	if fresh {
		if err := s.dropStrange(tx, l); err != nil {
			return err
		}
	}
	if err := s.announce(tx, l); err != nil {
		return err
	}
	if err := s.judge(tx, l); err != nil {
		return err
	}
	if !called && l.state.Called() {
		if err := s.brief(tx, l); err != nil {
			return err
		}
	}
	return s.follow(tx, l)
}

// dropStrange lets go of what waited for the first event, and is not by anybody whom
// that one names.
func (s *Service) dropStrange(tx *vault.Tx, l *log) error {
	strange := func(e event.Event) bool { return l.state.People.Role(e.Author) == 0 }
	for _, e := range l.events {
		if strange(e) {
			if err := errors.Join(dropEvent(tx, e.Hash), s.refuse(tx, e.Author, e, machine.ErrStranger)); err != nil {
				return err
			}
		}
	}
	l.events = slices.DeleteFunc(l.events, strange)
	l.fold(s.Key.ID())
	return nil
}

// announce notes what can be told now and could not before.
func (s *Service) announce(tx *vault.Tx, l *log) error {
	for _, e := range l.state.Timeline {
		if l.told[e.Hash] {
			continue
		}
		l.news(e.Hash)
		theirs := e.Author != s.Key.ID()
		err := tx.Do("noting that an event can be told", `UPDATE event SET told = 1, notice = ?1, unseen = ?1 WHERE hash = ?2`, theirs, e.Hash[:])
		if err != nil {
			return err
		}
		if theirs {
			tx.AfterCommit(func() { s.Bus.Publish(Arrived{l.id, e.Hash, e.Kind()}) })
		}
	}
	return nil
}

// brief sends the moderator, whom another one has called, what that one did not know.
func (s *Service) brief(tx *vault.Tx, l *log) error {
	if l.role == machine.Moderator {
		return nil
	}
	known := make(map[event.Hash]bool)
	for _, e := range l.state.Timeline {
		if e.Kind() == event.KindDispute && e.Void == "" {
			for h := range l.knew(e.Hash) {
				known[h] = true
			}
		}
	}
	news := slices.DeleteFunc(l.story(), func(e signed) bool { return known[e.Hash] })
	return s.send(tx, l.state.People.Moderator, news)
}
