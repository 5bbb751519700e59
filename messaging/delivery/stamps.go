package delivery

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/session"
	"restante/messaging/stamp"
	"restante/node/vault"
)

// stampBatch is how many stamps are made before it is looked whether another one is
// wanted more: a second of work.
const stampBatch = 8

// wantStamp orders a stamp of this week for a peer, unless there is one.
func (s *Service) wantStamp(tx *vault.Tx, p peer.ID) error {
	now := time.Now()
	tx.AfterCommit(func() { signal(s.ordered) })
	return tx.Do("ordering a stamp", `INSERT INTO stamp (peer, week, asked) VALUES (?1, ?2, ?3)
		ON CONFLICT (peer) DO UPDATE SET week = ?2, asked = ?3, proof = iif(week = ?2, proof, NULL)`,
		p.String(), int64(session.WeekOf(now)), now.UnixNano())
}

// added orders a stamp for somebody who was made a contact, and may be written to soon.
func (s *Service) added(tx *vault.Tx, p peer.ID) error {
	to, _, err := s.correspondent(tx, p)
	if err != nil || to.knowsUs() {
		return err
	}
	return s.wantStamp(tx, p)
}

// stampWanted reports whether a stamp for a peer has to be made.
func stampWanted(tx *vault.Tx, p peer.ID) (bool, error) {
	return tx.One("looking for a stamp", `SELECT 1 FROM stamp WHERE peer = ? AND proof IS NULL`, []any{p.String()}, new(int))
}

// stampFor gives the stamp of this week for a peer; nil if it has to be made.
func (s *Service) stampFor(tx *vault.Tx, p peer.ID) (b []byte, err error) {
	week := session.WeekOf(time.Now())
	if b = s.paid.get(p, week); b != nil {
		return b, nil
	}
	found, err := tx.One("looking for a stamp", `SELECT proof FROM stamp WHERE peer = ? AND week = ? AND proof IS NOT NULL`,
		[]any{p.String(), int64(week)}, &b)
	if found {
		s.paid.put(p, week, b)
	}
	return b, err
}

// stamps is the one goroutine that works for stamps.
func (s *Service) stamps(ctx context.Context) {
	for wait := time.Duration(0); rest(ctx, wait, s.ordered); {
		wait = tidyEvery
		if err := s.MakeStamps(ctx); err != nil {
			s.logged(ctx, err)
			wait = renewRetry
		}
	}
}

// MakeStamps makes all stamps that are wanted, the one that was wanted last first, since
// somebody waits for it. Between Start and Close it is done without being asked.
func (s *Service) MakeStamps(ctx context.Context) (failed error) {
	for failed == nil {
		var wanted []peer.ID
		err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
			rows, err := tx.Query(`SELECT peer FROM stamp WHERE proof IS NULL ORDER BY asked DESC LIMIT ?`, stampBatch)
			wanted, err = vault.Collect("reading wanted stamps", rows, err, scanPeer)
			return err
		})
		if err != nil || len(wanted) == 0 {
			return err
		}
		for _, p := range wanted { // the one at fault holds up no other
			failed = errors.Join(failed, s.makeStamp(ctx, p))
		}
	}
	return failed
}

// makeStamp works, and then goes on with what waited for it.
func (s *Service) makeStamp(ctx context.Context, p peer.ID) error {
	made, err := stamp.Make(ctx, s.Key.ID(), p, session.WeekOf(time.Now()), s.Price)
	if err != nil {
		return err
	}
	return s.Vault.Update(ctx, "stamp made", func(tx *vault.Tx) error {
		err := tx.Do("keeping a stamp", `UPDATE stamp SET week = ?, proof = ? WHERE peer = ?`, int64(made.Week), made.Bytes(), p.String())
		if err != nil {
			return err
		}
		return s.goOn(tx, p)
	})
}

// goOn seals what waited for a stamp, and has the rest sealed anew that did.
func (s *Service) goOn(tx *vault.Tx, p peer.ID) error {
	to, found, err := s.cardOf(tx, p)
	if err != nil || !found { // then it waits for more than that
		return err
	}
	tx.AfterCommit(s.wake)
	return errors.Join(resume(tx, p), s.sealWaiting(tx, to))
}

// forgetStamps forgets those of weeks before.
func forgetStamps(tx *vault.Tx, now time.Time) error {
	return tx.Do("forgetting stamps", `DELETE FROM stamp WHERE proof IS NOT NULL AND week < ?`, int64(session.WeekOf(now)))
}

// paid remembers stamps, since to accept a message must not take another look at the
// tables. The zero value is ready.
type paid struct {
	mu   sync.Mutex
	last map[peer.ID]weekly
}

type weekly struct {
	week  session.Week
	stamp []byte
}

const maxPaid = 512

func (p *paid) get(to peer.ID, w session.Week) []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	if one := p.last[to]; one.week == w {
		return one.stamp
	}
	return nil
}

func (p *paid) put(to peer.ID, w session.Week, b []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.last == nil || len(p.last) >= maxPaid {
		p.last = make(map[peer.ID]weekly)
	}
	p.last[to] = weekly{w, b}
}
