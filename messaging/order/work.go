package order

import (
	"context"
	"errors"
	"time"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/vault"
)

const (
	lookEvery  = time.Hour // whatever is due
	retryAfter = time.Hour // what could not be done
	afterFault = time.Minute
	dueBatch   = 100
	maxUnread  = 256 // events of the bus
)

// byItself is what a merchant's program says without being asked, and when: that nobody
// answered, if that is its policy, that nobody paid, and that the buyer had time enough. A
// buyer who says to have paid is never given up by a program.
func byItself(l *log) (b event.Body, at time.Time) {
	st := l.state
	if l.role != machine.Merchant {
		return nil, at
	}
	late := event.Decline{Reason: "not answered in time"}
	if at = l.policy.declines(l.came); !at.IsZero() && st.Stage == machine.Placed && st.Money.Noted == 0 && st.Money.Paid == 0 && st.Check(l.role, late, at) == nil {
		return late, at
	}
	unpaid := event.Unpaid{Reason: "not paid in time"}
	if at = st.Due.Pay; !at.IsZero() && st.Money.Noted == 0 && st.Money.Paid == 0 && st.Check(l.role, unpaid, at) == nil {
		return unpaid, at
	}
	if at = st.Due.Complete; !at.IsZero() && st.Check(l.role, event.Complete{}, at) == nil {
		return event.Complete{}, at
	}
	return nil, at
}

// work is the one goroutine that does what is due.
func (s *Service) work(ctx context.Context) {
	sub := s.Bus.Subscribe(maxUnread)
	defer sub.Close()
	for ctx.Err() == nil {
		wait, err := s.doDue(ctx)
		if err != nil {
			wait = max(wait, afterFault)
			s.logged(ctx, "what is due in orders was not done", err)
		}
		t := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-t.C:
		case <-s.kick:
		case <-sub.Ready:
			s.logged(ctx, "goods were not handed out", s.restocked(ctx, sub))
		}
		t.Stop()
	}
}

// wake has the goroutine look again.
func (s *Service) wake() {
	select {
	case s.kick <- struct{}{}:
	default:
	}
}

// doDue does all that is due now, and says how long there is nothing more.
func (s *Service) doDue(ctx context.Context) (wait time.Duration, err error) {
	now := time.Now()
	err = s.end(ctx, now)
	for more := true; more && err == nil; {
		var ids []event.ID
		ids, err = s.dueNow(ctx, now)
		for _, id := range ids { // the one at fault holds up no other
			err = errors.Join(err, s.doOne(ctx, id))
		}
		more = len(ids) == dueBatch
	}
	wait, e := s.untilNext(ctx, now)
	return wait, errors.Join(err, e)
}

func (s *Service) dueNow(ctx context.Context, now time.Time) (ids []event.ID, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		rows, err := tx.Query(`SELECT id FROM orders WHERE wake > 0 AND wake <= ? ORDER BY wake LIMIT ?`, now.UnixNano(), dueBatch)
		ids, err = vault.Collect("looking for what is due", rows, err, scanID)
		return err
	})
	return ids, err
}

// doOne says what is due in an order. What cannot be said is tried again later.
func (s *Service) doOne(ctx context.Context, id event.ID) error {
	err := s.Vault.Update(ctx, "order due", func(tx *vault.Tx) error {
		l, err := s.knownLog(tx, id)
		if err != nil {
			return err
		}
		b, at := byItself(l)
		if b == nil || at.After(time.Now()) {
			return s.save(tx, l)
		}
		if _, err := s.say(tx, l, b); err != nil {
			return err
		}
		return s.follow(tx, l)
	})
	if err == nil || ctx.Err() != nil {
		return err
	}
	return errors.Join(err, s.Vault.Update(ctx, "order due later", func(tx *vault.Tx) error {
		return tx.Do("putting off what is due", `UPDATE orders SET wake = ? WHERE id = ?`, time.Now().Add(retryAfter).UnixNano(), id[:])
	}))
}

// end lets go of tickets that nobody used, and of events whose parents never came.
func (s *Service) end(ctx context.Context, now time.Time) error {
	var some bool
	err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		some, err = tx.One("looking for what has ended", `SELECT 1 WHERE EXISTS (SELECT 1 FROM ticket WHERE expires <= ?)
			OR EXISTS (SELECT 1 FROM event WHERE told = 0 AND came <= ?)`,
			[]any{now.UnixNano(), now.Add(-keepParked).UnixNano()}, new(int))
		return err
	})
	if err != nil || !some {
		return err
	}
	return s.Vault.Update(ctx, "order tidy", func(tx *vault.Tx) error {
		return errors.Join(s.endTickets(tx, now), s.endParked(tx, now))
	})
}

func (s *Service) endParked(tx *vault.Tx, now time.Time) error {
	rows, err := tx.Query(`SELECT DISTINCT of FROM event WHERE told = 0 AND came <= ?`, now.Add(-keepParked).UnixNano())
	ids, err := vault.Collect("looking for what waits in vain", rows, err, scanID)
	if err != nil {
		return err
	}
	err = tx.Do("dropping what waits in vain", `DELETE FROM event WHERE told = 0 AND came <= ?`, now.Add(-keepParked).UnixNano())
	for _, id := range ids {
		l, e := s.readLog(tx, id)
		if err = errors.Join(err, e); err == nil && l.role != 0 {
			err = s.save(tx, l)
		}
	}
	return err
}

func (s *Service) untilNext(ctx context.Context, now time.Time) (time.Duration, error) {
	next := now.Add(lookEvery).UnixNano()
	err := s.Vault.View(ctx, func(tx *vault.Tx) error {
		_, err := tx.One("looking for what is due next", `SELECT min(?1, coalesce((SELECT min(wake) FROM orders WHERE wake > 0), ?1),
			coalesce((SELECT min(expires) FROM ticket WHERE of IS NULL), ?1))`, []any{next}, &next)
		return err
	})
	return max(time.Unix(0, next).Sub(now), time.Millisecond), err
}
