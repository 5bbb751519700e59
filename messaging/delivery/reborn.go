package delivery

import (
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

// born follows when a peer's database was made. Another time than before says that
// the peer lost its device: whatever it had acknowledged until now is sent again, as
// far as the log goes back. What it has all the same it drops as a duplicate.
//
// Only what ends here counts, by the clock here, so that a wrong clock over there
// leaves nothing out.
func (s *Service) born(tx *vault.Tx, p peer.ID, before, now uint64) error {
	if now == 0 || now == before {
		return s.makeRoom(tx, p)
	}
	if before == 0 { // the first that we hear of
		return nil
	}
	if _, err := tx.Exec(`UPDATE chain SET known_card = 0 WHERE peer = ?`, p.String()); err != nil {
		return vault.While("forgetting a known card", err)
	}
	return s.putRenewal(tx, renewal{peer: p, cause: newDatabase, room: resendRoom, before: time.Now()})
}

// lost tells the owners of kinds before anything is sent again.
func (s *Service) lost(tx *vault.Tx, p peer.ID) error {
	for _, h := range s.handlers {
		if l, ok := h.(Loser); ok {
			if err := l.Lost(tx, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// makeRoom lets the next messages be sent again after a receipt for those before.
func (s *Service) makeRoom(tx *vault.Tx, p peer.ID) error {
	res, err := tx.Exec(`UPDATE renewal SET room = ? WHERE peer = ? AND cause = ? AND open = 1`, resendRoom, p.String(), int(newDatabase))
	if err != nil {
		return vault.While("making room", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return err
	}
	tx.AfterCommit(s.wake)
	return nil
}
