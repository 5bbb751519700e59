package delivery

import (
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

// Limits of contact requests: what is sent to somebody whose card cannot be found,
// sealed to the identity itself, and asks for the card by giving one's own.
const (
	requestEvery = 24 * time.Hour      // to one peer, and answered to one
	requestLife  = 7 * 24 * time.Hour  // without an answer
	requestAge   = 40 * 24 * time.Hour // an older one is a copy that somebody kept
	requestsADay = 100                 // of strangers that are answered
)

// requestRef names the contact request to a peer in the outbox.
func requestRef(p peer.ID) string { return requestPrefix + p.String() }

const requestPrefix = "request/"

// missing runs after a search that found no card of a peer: while a message waits for
// it the peer is asked, once a day.
func (s *Service) missing(tx *vault.Tx, p peer.ID) error {
	waiting, err := listSent(tx, `peer = ? AND state = 'waiting' LIMIT 1`, p.String())
	if err != nil || len(waiting) == 0 {
		return err
	}
	a := aside{}
	if a.stamp, a.word, err = s.forStrangers(tx, p); err != nil {
		return err
	}
	if a.stamp == nil { // the next search in vain comes back to it
		return s.wantStamp(tx, p)
	}
	fresh, err := noteRequest(tx, p, true)
	if err != nil || !fresh {
		return err
	}
	return s.request(tx, p, a)
}

// request asks a peer for their card.
func (s *Service) request(tx *vault.Tx, p peer.ID, a aside) error {
	own, _, err := s.Contacts.CardTx(tx)
	if err != nil {
		return err
	}
	parcel := outbox.Parcel{Ref: requestRef(p), Class: outbox.Message, Peer: p, Expires: time.Now().Add(requestLife)}
	if parcel.Mailbox, err = deposit.MailboxOf(p); err != nil {
		return err
	}
	beside, err := a.toWire()
	if err != nil {
		return err
	}
	if parcel.Sealed, err = envelope.SealRequest(s.Key, p, time.Now(), own, beside); err != nil {
		return err
	}
	return s.Outbox.Replace(tx, parcel)
}

// noteRequest notes a request to a peer, or one from them that is answered; false if
// there was one not long ago.
func noteRequest(tx *vault.Tx, p peer.ID, ours bool) (fresh bool, err error) {
	now := time.Now()
	res, err := tx.Exec(`INSERT INTO request (peer, ours, at) VALUES (?1, ?2, ?3)
		ON CONFLICT (peer, ours) DO UPDATE SET at = ?3 WHERE at <= ?4`, p.String(), ours, now.UnixNano(), now.Add(-requestEvery).UnixNano())
	if err != nil {
		return false, vault.While("noting a contact request", err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// openRequest opens a block of suite 2 if it is one.
func (s *Service) openRequest(m *opened) bool {
	if !envelope.IsRequest(m.Bytes) {
		return false
	}
	if m.Message, m.err = envelope.OpenRequest(s.Key, m.Bytes); m.err == nil {
		m.request, m.card = true, m.Body
		m.aside, m.err = asideFromWire(m.Aside)
	}
	return true
}

// asked answers a contact request with a receipt, beside which one's own card travels;
// the one in the request has been learned.
func (s *Service) asked(tx *vault.Tx, m opened) (inbox.Outcome, error) {
	_, found, err := s.Book.Get(tx, m.Sender)
	if err != nil || !found {
		return inbox.Unreadable, err
	}
	fresh, err := noteRequest(tx, m.Sender, false)
	if err != nil || !fresh {
		return inbox.Done, err
	}
	return inbox.Done, s.due(tx, m.Sender)
}

// mayAsk reports whether a contact request is heard, before the card in it is kept.
func (s *Service) mayAsk(tx *vault.Tx, m opened) (bool, inbox.Outcome, error) {
	if age := time.Since(m.SentAt); age > requestAge || age < -requestEvery {
		return false, inbox.Unreadable, nil
	}
	room, err := s.roomToAnswer(tx, m.Sender)
	return room, inbox.Done, err
}

// roomToAnswer reports whether a peer's request may be answered: each answer is work,
// and anybody can be any number of strangers.
func (s *Service) roomToAnswer(tx *vault.Tx, p peer.ID) (bool, error) {
	friend, err := s.Contacts.Friend(tx, p)
	if err != nil || friend {
		return friend, err
	}
	var n int
	_, err = tx.One("counting contact requests", `SELECT count(*) FROM request WHERE ours = 0 AND at > ?`,
		[]any{time.Now().Add(-requestEvery).UnixNano()}, &n)
	return n < requestsADay, err
}

// forgetRequests forgets whom no limit keeps waiting any more.
func forgetRequests(tx *vault.Tx, now time.Time) error {
	return tx.Do("forgetting contact requests", `DELETE FROM request WHERE at < ?`, now.Add(-requestEvery).UnixNano())
}
