package contact

import (
	"context"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/inbox"
)

// Limits on strangers.
const (
	MaxShown      = 3      // messages of one of them that come in
	MaxRequests   = 200    // of them that wait for an answer
	MaxByOne      = 10     // of those who wait, that one contact introduced
	MaxIntroduced = 50     // more of them, of those who were introduced
	MaxBlocked    = 10_000 // people
)

// open are those who wait for an answer.
const open = `standing = ? AND shown > 0 AND blocked = 0`

func (p person) request() bool { return p.standing == stranger && p.shown > 0 && p.blocked.IsZero() }

// Verdict says what becomes of a message, by who sent it.
type Verdict int

const (
	Take    Verdict = iota + 1 // from a contact
	Show                       // from a stranger whose request is there
	Stamped                    // from a stranger who is new here: as a request, if it is stamped or introduced
	Full                       // the same where there is room only for those who were introduced
	Guest                      // from a stranger for whom there is no room, or who said enough: only what is no request
	Leave                      // from a stranger who was declined: it stays where it lies
	Drop                       // from somebody who is blocked
)

// Asks reports whether a message has to bring something to come in.
func (v Verdict) Asks() bool { return v == Stamped || v == Full || v == Guest }

// Judge decides about a message before anything of it is stored. What is left where
// it lies is noted by [inbox.Leave] under its sender's ID, and recalled once it is
// wanted.
func (s *Service) Judge(tx *vault.Tx, from peer.ID) (Verdict, error) {
	p, _, err := readPerson(tx, from)
	switch {
	case err != nil:
		return 0, err
	case !p.blocked.IsZero():
		return Drop, nil
	case p.standing == known:
		return Take, nil
	case p.standing == declined:
		return Leave, nil
	case p.shown >= MaxShown:
		return Guest, nil
	case p.shown > 0:
		return Show, nil
	}
	return s.newcomer(tx)
}

// newcomer lets a stranger in while there is room.
func (s *Service) newcomer(tx *vault.Tx) (Verdict, error) {
	n, err := requests(tx)
	switch {
	case err != nil || n >= MaxRequests+MaxIntroduced:
		return Guest, err
	case n >= MaxRequests:
		return Full, nil
	}
	return Stamped, nil
}

func requests(tx *vault.Tx) (n int, err error) {
	_, err = tx.One("counting requests", `SELECT count(*) FROM person WHERE `+open, []any{int(stranger)}, &n)
	return n, err
}

// Showed counts a message of a stranger that came in; with the first one they are
// known as a request.
func (s *Service) Showed(tx *vault.Tx, id peer.ID) error {
	tx.AfterCommit(func() { s.Bus.Publish(Changed{id}) })
	return tx.Do("counting a stranger's messages", `INSERT INTO person (peer, standing, added, shown) VALUES (?, ?, ?, 1)
		ON CONFLICT (peer) DO UPDATE SET shown = shown + 1`, id.String(), int(stranger), time.Now().UnixNano())
}

// Met notes that a peer wrote; it reports whether they are a stranger yet.
func (s *Service) Met(tx *vault.Tx, id peer.ID) (request bool, err error) {
	p, _, err := readPerson(tx, id)
	if err != nil || p.standing == known {
		return false, err
	}
	return true, s.Showed(tx, id)
}

// Befriend makes a peer a contact, in the caller's transaction; what they wrote
// before is fetched from where it was left. Nobody who is blocked becomes one.
func (s *Service) Befriend(tx *vault.Tx, id peer.ID) error {
	p, _, err := readPerson(tx, id)
	switch {
	case err != nil:
		return err
	case !p.blocked.IsZero():
		return ErrBlocked
	case p.standing == known:
		return nil
	}
	return s.stand(tx, p, known)
}

// Stranger reports whether a peer is no contact.
func (s *Service) Stranger(tx *vault.Tx, id peer.ID) (bool, error) {
	p, _, err := readPerson(tx, id)
	return p.standing != known, err
}

// Friend reports whether a peer is a contact who is not blocked.
func (s *Service) Friend(tx *vault.Tx, id peer.ID) (bool, error) {
	return tx.One("reading a person", `SELECT 1 FROM person WHERE peer = ? AND standing = ? AND blocked = 0`, []any{id.String(), int(known)}, new(int))
}

// Shut reports whether a peer is blocked.
func (s *Service) Shut(tx *vault.Tx, id peer.ID) (bool, error) {
	p, _, err := readPerson(tx, id)
	return !p.blocked.IsZero(), err
}

// Gone reports whether a peer is somebody whom one does not want to see: a stranger
// who was declined or is blocked.
func (s *Service) Gone(tx *vault.Tx, id peer.ID) (bool, error) {
	p, _, err := readPerson(tx, id)
	return p.standing == declined || p.standing == stranger && !p.blocked.IsZero(), err
}

// Answer accepts or declines a request. Who was declined stays out until they are
// added; what they send lies where it lies.
func (s *Service) Answer(ctx context.Context, id peer.ID, accept bool) error {
	return s.Vault.Update(ctx, "contact answer", func(tx *vault.Tx) error {
		p, found, err := readPerson(tx, id)
		switch {
		case err != nil:
			return err
		case !found || p.standing == known:
			return ErrUnknown
		case !p.blocked.IsZero():
			return ErrBlocked
		case accept:
			return s.stand(tx, p, known)
		}
		return s.stand(tx, p, declined)
	})
}

// stand gives a person another standing, and room to those who want it now.
func (s *Service) stand(tx *vault.Tx, p person, st standing) error {
	if err := s.makeRoom(tx, p, st == known); err != nil {
		return err
	}
	tx.AfterCommit(func() { s.Bus.Publish(Changed{p.id}) })
	return putStanding(tx, p.id, st)
}

// makeRoom recalls what was left of somebody who may write now, or of everybody once
// there is room for another request.
func (s *Service) makeRoom(tx *vault.Tx, p person, welcome bool) error {
	n, err := requests(tx)
	if err != nil {
		return err
	}
	full := (n == MaxRequests || n == MaxRequests+MaxIntroduced) && p.request() // whoever leaves makes room
	if !full && !welcome {
		return nil
	}
	whose := p.id.String()
	if full {
		whose = ""
	}
	recalled, err := inbox.Recall(tx, whose)
	if recalled > 0 && s.OnRoom != nil {
		tx.AfterCommit(s.OnRoom)
	}
	return err
}

// Block keeps a person out, whoever they are: what they send is opened and dropped,
// and they are told nothing, not even that.
func (s *Service) Block(ctx context.Context, id peer.ID) error {
	if s.isSelf(id) {
		return ErrSelf
	}
	return s.Vault.Update(ctx, "contact block", func(tx *vault.Tx) error { return s.block(tx, id) })
}

func (s *Service) block(tx *vault.Tx, id peer.ID) error {
	p, _, err := readPerson(tx, id)
	if err != nil || !p.blocked.IsZero() {
		return err
	}
	if err := roomToBlock(tx); err != nil {
		return err
	}
	if err := s.makeRoom(tx, p, false); err != nil {
		return err
	}
	s.tell(tx, id, true)
	return tx.Do("blocking a person", `INSERT INTO person (peer, standing, added, blocked) VALUES (?1, ?2, ?3, ?3)
		ON CONFLICT (peer) DO UPDATE SET blocked = excluded.blocked`, id.String(), int(stranger), time.Now().UnixNano())
}

func roomToBlock(tx *vault.Tx) error {
	var n int
	_, err := tx.One("counting blocked people", `SELECT count(*) FROM person WHERE blocked > 0`, nil, &n)
	if err == nil && n >= MaxBlocked {
		err = ErrManyOut
	}
	return err
}

// Unblock lets a person be what they were before: a contact, a request, declined, or
// nobody one knows.
func (s *Service) Unblock(ctx context.Context, id peer.ID) error {
	return s.Vault.Update(ctx, "contact unblock", func(tx *vault.Tx) error {
		p, _, err := readPerson(tx, id)
		if err != nil {
			return err
		}
		if p.blocked.IsZero() {
			return ErrUnknown
		}
		s.tell(tx, id, false)
		if p.standing == stranger && p.shown == 0 {
			return tx.Do("forgetting a person", `DELETE FROM person WHERE peer = ?`, id.String())
		}
		return tx.Do("unblocking a person", `UPDATE person SET blocked = 0 WHERE peer = ?`, id.String())
	})
}

func (s *Service) tell(tx *vault.Tx, id peer.ID, blocked bool) {
	tx.AfterCommit(func() {
		s.Bus.Publish(Changed{id})
		if s.OnBlock != nil {
			s.OnBlock(id, blocked)
		}
	})
}

// shutOut tells at the start who is blocked.
func (s *Service) shutOut(ctx context.Context) error {
	all, err := s.Blocked(ctx)
	for _, c := range all {
		if s.OnBlock != nil {
			s.OnBlock(c.Peer, true)
		}
	}
	return err
}
