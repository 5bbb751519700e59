package push

import (
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
)

// The orders of those who may have to make room: the least work first, and of
// the same work the last one, so that a flood does not wash away what was there
// before it.
const (
	fromOwner = `
		SELECT seq, key, owner, depositor, size, work FROM push_deposits
		WHERE favoured = 0 AND owner = ? ORDER BY work, seq DESC LIMIT ?`
	fromDepositor = `
		SELECT seq, key, owner, depositor, size, work FROM push_deposits
		WHERE favoured = 0 AND depositor = ? ORDER BY work, seq DESC LIMIT ?`
	fromNode = `
		SELECT seq, key, owner, depositor, size, work FROM push_deposits
		WHERE favoured = 0 AND ? = x'' ORDER BY work, seq DESC LIMIT ?`
)

// next reads those who come first in one of the orders until enough says so.
func next(tx *vault.Tx, order string, owner []byte, enough func(victim) bool) error {
	rows, err := tx.Query(order, owner, maxVictims)
	if err != nil {
		return fmt.Errorf("making room: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var v victim
		var key, owner, depositor []byte
		if err := rows.Scan(&v.seq, &key, &owner, &depositor, &v.size, &v.work); err != nil {
			return fmt.Errorf("making room: %w", err)
		}
		v.key, v.owner, v.depositor = deposit.Key(key), deposit.Mailbox(owner), peer.ID(depositor)
		if enough(v) {
			return nil
		}
	}
	return rows.Err()
}

// evict removes a deposit and leaves no tombstone: it may come again.
func evict(tx *vault.Tx, v victim) error {
	return tx.Do("making room", `DELETE FROM push_deposits WHERE seq = ?`, v.seq)
}
