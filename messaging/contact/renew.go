package contact

import (
	"database/sql"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

// The rhythm of looking for a newer card.
const (
	renewEvery = 24 * time.Hour // while mail is under way
	sameAfter  = 3              // attempts after which an answer without a newer card is believed
)

// Renew looks for a newer card of a peer after a pause, since the one at hand is of
// no use. The search goes on by the retry rule until [Service.OnCard] or
// [Service.OnSame] was told, and it survives a stop.
func (s *Service) Renew(tx *vault.Tx, id peer.ID, in time.Duration) error {
	_, err := tx.Exec(`INSERT INTO search (peer, attempts, next_at, newer) VALUES (?, 0, ?, 1)
		ON CONFLICT (peer) DO UPDATE SET next_at = min(next_at, excluded.next_at)`,
		id.String(), time.Now().Add(in).UnixNano())
	tx.AfterCommit(s.wake)
	return vault.While("beginning a search for a newer card", err)
}

// KeepFresh looks daily for newer cards of the peers to whom mail is under way, and
// no longer for those of others.
func (s *Service) KeepFresh(tx *vault.Tx, under map[peer.ID]bool) error {
	fresh, err := renewed(tx)
	if err != nil {
		return err
	}
	for id := range fresh {
		if under[id] {
			continue
		}
		if _, err := tx.Exec(`DELETE FROM search WHERE peer = ? AND newer = 1`, id.String()); err != nil {
			return vault.While("ending a search", err)
		}
	}
	for id := range under {
		if fresh[id] {
			continue
		}
		_, err := tx.Exec(`INSERT OR IGNORE INTO search (peer, attempts, next_at, newer) VALUES (?, 0, ?, 1)`,
			id.String(), time.Now().Add(renewPause()).UnixNano())
		if err != nil {
			return vault.While("beginning a search for a newer card", err)
		}
	}
	return nil
}

// renewPause spreads the searches of those who went offline together.
func renewPause() time.Duration { return renewEvery - rand.N(time.Hour) }

// unchanged ends a search for a newer card, until the next day, that was answered
// with none; not at the first answer, since an old card may come from a place that
// has not heard of the newer one.
func (s *Service) unchanged(tx *vault.Tx, id peer.ID) error {
	var attempts int
	err := tx.QueryRow(`SELECT attempts FROM search WHERE peer = ? AND newer = 1`, id.String()).Scan(&attempts)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // it was newer, or nothing is under way any more
	}
	if err != nil || attempts < sameAfter {
		return vault.While("looking for a search", err)
	}
	if err := putSearch(tx, id, 0, time.Now().Add(renewPause())); err != nil || s.OnSame == nil {
		return err
	}
	return s.OnSame(tx, id)
}

func renewed(tx *vault.Tx) (map[peer.ID]bool, error) {
	rows, err := tx.Query(`SELECT peer FROM search WHERE newer = 1`)
	if err != nil {
		return nil, vault.While("reading searches", err)
	}
	defer rows.Close()
	all := make(map[peer.ID]bool)
	for rows.Next() {
		var t string
		if err := rows.Scan(&t); err != nil {
			return nil, vault.While("reading searches", err)
		}
		id, err := peer.Decode(t)
		if err != nil {
			return nil, vault.While("reading searches", err)
		}
		all[id] = true
	}
	return all, vault.While("reading searches", rows.Err())
}
