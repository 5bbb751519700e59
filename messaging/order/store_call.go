package order

import (
	"cmp"
	"time"

	"restante/messaging/order/event"
	"restante/node/vault"
)

// answered gives the event of an earlier call with this key.
func answered(tx *vault.Tx, key string, what event.Hash) (h event.Hash, found bool, err error) {
	if key == "" {
		return h, false, nil
	}
	var asked, made []byte
	found, err = tx.One("looking up a call", `SELECT what, hash FROM order_call WHERE key = ?`, []any{key}, &asked, &made)
	if found && event.Hash(asked) != what {
		return h, true, ErrKeyUsed
	}
	copy(h[:], made)
	return h, found, err
}

func remember(tx *vault.Tx, key string, what, h event.Hash) error {
	if key == "" {
		return nil
	}
	now := time.Now()
	err := tx.Do("forgetting old calls", `DELETE FROM order_call WHERE at < ?`, now.Add(-keepCalls).UnixNano())
	return cmp.Or(err, tx.Do("remembering a call", `INSERT INTO order_call (key, what, hash, at) VALUES (?, ?, ?, ?)`, key, what[:], h[:], now.UnixNano()))
}
