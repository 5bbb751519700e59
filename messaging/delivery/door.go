package delivery

import (
	"errors"
	"time"

	"restante/messaging/stamp"
	"restante/node/vault"
	"restante/offline/inbox"
)

// needsStamp is the answer to what came directly from a stranger who brings nothing.
const needsStamp = "from somebody who is not known here: a stamp is needed"

// unstamped is the outcome of such a message: its sender keeps it, and what waits behind
// it may be stamped.
const unstamped inbox.Outcome = -1

var errUnstamped = errors.New("a stranger's message without a stamp")

// welcome reports whether the first message of a stranger brings what it takes to be
// shown: a stamp, or what its kind's [Welcomer] takes instead.
func (s *Service) welcome(tx *vault.Tx, m opened) (bool, error) {
	if stamp.Check(m.stamp, m.Sender, s.Key.ID(), time.Now(), s.Price) == nil {
		return true, nil
	}
	if w, ok := s.handlers[m.Kind].(Welcomer); ok && !m.request {
		return w.Welcome(tx, m.Sender, m.body)
	}
	return false, nil
}

// guest reports whether a stranger's message comes in for what it brings: it is no request,
// and does not count as one of the few that strangers may send. A stamp alone is none.
func (s *Service) guest(tx *vault.Tx, m opened, h Handler) (bool, error) {
	w, ok := h.(Welcomer)
	if !ok {
		return false, nil
	}
	if stranger, err := s.Contacts.Stranger(tx, m.Sender); !stranger || err != nil {
		return false, err
	}
	return w.Welcome(tx, m.Sender, m.body)
}

// greet takes in the first message of a stranger if it is welcome. One that is not is
// left where it lies, and as it was: the session that opened it has not moved on.
func (s *Service) greet(tx *vault.Tx, m opened, h how) (o inbox.Outcome, err error) {
	h.first = true
	err = whole(tx, func() (err error) {
		o, err = s.takeIn(tx, m, h)
		return err
	})
	switch {
	case !errors.Is(err, errUnstamped):
		return o, err
	case h.direct:
		return unstamped, nil
	}
	return leave(tx, m, h)
}
