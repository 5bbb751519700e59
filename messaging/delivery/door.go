package delivery

import (
	"errors"
	"time"

	"restante/messaging/contact"
	"restante/messaging/stamp"
	"restante/node/vault"
	"restante/offline/inbox"
)

// needsStamp is the answer to what came directly from a stranger who brings nothing.
const needsStamp = "from somebody who is not known here: a stamp is needed"

// unstamped is the outcome of such a message: its sender keeps it, and what waits behind
// it may be stamped.
const unstamped inbox.Outcome = -1

var errUnwelcome = errors.New("a stranger's message that brings nothing")

// welcome reports whether a stranger's message brings what it takes to come in: a stamp or
// an introduction where there is room for a request, or what its kind's [Welcomer] takes.
func (s *Service) welcome(tx *vault.Tx, m opened, v contact.Verdict) (bool, error) {
	if v == contact.Stamped && stamp.Check(m.stamp, m.Sender, s.Key.ID(), time.Now(), s.Price) == nil {
		return true, nil
	}
	if v != contact.Guest {
		if ok, err := s.Contacts.Introducible(tx, m.Sender, m.word); ok || err != nil {
			return ok, err
		}
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

// meet counts a stranger's message, and notes who introduced them; it reports whether
// they are a stranger yet.
func (s *Service) meet(tx *vault.Tx, m opened) (request bool, err error) {
	if request, err = s.Contacts.Met(tx, m.Sender); !request || err != nil {
		return request, err
	}
	by, err := s.Contacts.Introducer(tx, m.Sender, m.word)
	if err == nil && by != "" {
		err = s.Contacts.Introduced(tx, m.Sender, by)
	}
	return request, err
}

// greet takes in a message of a stranger if it is welcome. One that is not is
// left where it lies, and as it was: the session that opened it has not moved on.
func (s *Service) greet(tx *vault.Tx, m opened, h how) (o inbox.Outcome, err error) {
	err = whole(tx, func() (err error) {
		o, err = s.takeIn(tx, m, h)
		if err == nil && h.door != contact.Stamped && (o == inbox.Unreadable || o == inbox.Parked) {
			err = errUnwelcome // with no room for it, it is not told from what was never opened
		}
		return err
	})
	switch {
	case !errors.Is(err, errUnwelcome):
		return o, err
	case h.direct && h.door == contact.Stamped:
		return unstamped, nil
	}
	return leave(tx, m, h)
}
