package delivery

import (
	"errors"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/vault"
)

// refOf names a message in the log and the outbox.
func refOf(k envelope.Kind, p peer.ID, id string) string {
	return fmt.Sprintf("%d/%s/%s", k, p, id)
}

// Send accepts a message in the caller's transaction and gives its first state,
// [Queued] or [Waiting]. It does not tell the [Handler], who is the caller.
func (s *Service) Send(tx *vault.Tx, o Outgoing) (State, error) {
	l, err := s.readChain(tx, o.Peer)
	if err != nil {
		return "", err
	}
	r := sentRow{ref: refOf(o.Kind, o.Peer, o.ID), peer: o.Peer, kind: o.Kind, id: o.ID,
		at: o.At, body: o.Body, state: Queued, expires: time.Now().Add(Lifetime)}
	if r.card, err = s.cardToSend(tx, l.known); err != nil {
		return "", err
	}
	to, found, err := s.addressee(tx, o.Peer)
	if err != nil {
		return "", err
	}
	if !found {
		return Waiting, s.wait(tx, r)
	}
	parcel, err := s.firstSeal(tx, &r, &l, to)
	if err != nil {
		return "", err
	}
	return Queued, errors.Join(insertSent(tx, r), s.putChain(tx, r.peer, l), s.Outbox.Add(tx, parcel))
}

// wait accepts a message that cannot be sealed yet.
func (s *Service) wait(tx *vault.Tx, r sentRow) (err error) {
	r.state = Waiting
	if r.reason, err = s.hold(tx, r.peer); err != nil {
		return err
	}
	return insertSent(tx, r)
}

// cardToSend is the version of one's own card to send along, until the peer is
// known to have it; then 0.
func (s *Service) cardToSend(tx *vault.Tx, known uint64) (uint64, error) {
	raw, version, err := s.Contacts.CardTx(tx)
	if err != nil || version <= known {
		return 0, err
	}
	if s.kept.Load() == version {
		return version, nil
	}
	tx.AfterCommit(func() { s.kept.Store(version) })
	return version, putOwnCard(tx, version, raw)
}

// ownCard gives a version of one's own card that travels inside messages.
func (s *Service) ownCard(tx *vault.Tx, version uint64) ([]byte, error) {
	raw, newest, err := s.Contacts.CardTx(tx)
	if err != nil || version == newest {
		return raw, err
	}
	return readOwnCard(tx, version)
}

// SendAgain seals a new generation of a message that failed or expired.
func (s *Service) SendAgain(tx *vault.Tx, k envelope.Kind, p peer.ID, id string) error {
	r, err := readSent(tx, refOf(k, p, id))
	if err != nil {
		return err
	}
	to, found, err := s.addressee(tx, p)
	if err != nil {
		return err
	}
	if found {
		return s.revive(tx, r, to)
	}
	if err := putAnew(tx, &r); err != nil {
		return err
	}
	reason, err := s.hold(tx, p)
	if err != nil {
		return err
	}
	return s.move(tx, r, Waiting, reason)
}

// revive seals a new generation of a message that had ended.
func (s *Service) revive(tx *vault.Tx, r sentRow, to addressee) error {
	if err := putAnew(tx, &r); err != nil {
		return err
	}
	return errors.Join(s.seal(tx, r, to), s.move(tx, r, Queued, ""))
}

// Forget ends a message because its person deleted it: if it is under way it is
// taken back everywhere, and it will not be sent again.
func (s *Service) Forget(tx *vault.Tx, k envelope.Kind, p peer.ID, id string) error {
	ref := refOf(k, p, id)
	if err := s.Outbox.Done(tx, ref); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM sent WHERE ref = ?`, ref)
	return vault.While("forgetting a message", err)
}
