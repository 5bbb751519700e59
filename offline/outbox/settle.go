package outbox

import (
	"time"

	"restante/node/vault"
)

// isHeld says of a parcel p whether another machine has it at a time, ?1: a push node
// that signed for it, its recipient's own space, or a provider that a pointer leads to.
const isHeld = `(EXISTS (SELECT 1 FROM target t WHERE t.ref = p.ref AND receipt IS NOT NULL AND held_until > ?1)
	OR EXISTS (SELECT 1 FROM placement l WHERE l.ref = p.ref AND placed IS NOT NULL AND account LIKE 'grant/%')
	OR EXISTS (SELECT 1 FROM placement l WHERE l.ref = p.ref AND placed IS NOT NULL AND (until IS NULL OR until > ?1))
	AND EXISTS (SELECT 1 FROM pointer t WHERE t.ref = p.ref AND (holders <> '' AND accounts <> '' OR old_holders <> '' AND old_accounts <> '')))`

// settle makes a message's state what is true of it, and tells if it was another.
func (o *Outbox) settle(tx *vault.Tx, ref string) error {
	var class Class
	var state State
	var held bool
	found, err := tx.One("reading a parcel", `SELECT class, state, `+isHeld+` FROM parcel p WHERE ref = ?2 AND state < 2`,
		[]any{time.Now().UnixNano(), ref}, &class, &state, &held)
	want := Queued
	if held {
		want = Stored
	}
	if err != nil || !found || class == Receipt || want == state {
		return err
	}
	err = tx.Do("noting where a parcel is", `UPDATE parcel SET state = ? WHERE ref = ?`, int(want), ref)
	if held {
		err = joined(err, func() error { return o.cancelAfter(tx, ref, time.Now()) })
	}
	return joined(err, func() error { return o.Observer.Changed(tx, ref, want, "") })
}
