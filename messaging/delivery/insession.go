package delivery

import (
	"errors"

	"restante/messaging/envelope"
	"restante/messaging/session"
	"restante/node/vault"
	"restante/offline/inbox"
)

// unlock opens a message in its session. An outcome other than 0 says what became of
// one that does not open.
func (s *Service) unlock(tx *vault.Tx, m *opened) (inbox.Outcome, error) {
	ear := s.Sessions.Ear(tx, m.Sender)
	open, _, err := envelope.Unlock(s.Key.ID(), m.Message, ear)
	switch {
	case err == nil:
		m.Message, m.healed = open, ear.Healed()
		m.err = m.parse()
		news, err := ear.Collects(m.pair)
		if err == nil && ear.Over() {
			err = s.ask(tx, m.Sender)
		}
		return 0, errors.Join(err, s.heardOfFriend(tx, *m, news))
	case errors.Is(err, session.ErrUnreadable):
		return s.broken(tx, *m)
	case errors.Is(err, envelope.ErrUnreadable):
		m.err = err
		return 0, nil
	}
	return 0, err
}

// offered takes part in the session that is offered beside a signed message.
func (s *Service) offered(tx *vault.Tx, m opened) error {
	if len(m.offer) == 0 || m.healed > 0 {
		return nil
	}
	news, err := s.Sessions.Accept(tx, m.Sender, m.offer, m.pair)
	if errors.Is(err, session.ErrOffer) { // the message beside it is good
		s.Log.Info("the offer of a session was dropped", "err", err)
		return nil
	}
	return errors.Join(err, s.heardOfFriend(tx, m, news))
}

// heardOfFriend goes on with what waits for a stamp, once its recipient has said that
// this user is a contact: it needs none, and what is written now must not overtake it.
func (s *Service) heardOfFriend(tx *vault.Tx, m opened, news bool) error {
	if !news || !m.pair {
		return nil
	}
	waits, err := stampWanted(tx, m.Sender)
	if err != nil || !waits {
		return err
	}
	return errors.Join(tx.Do("needing no stamp", `DELETE FROM stamp WHERE peer = ?`, m.Sender.String()), s.goOn(tx, m.Sender))
}
