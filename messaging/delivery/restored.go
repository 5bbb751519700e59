package delivery

import (
	"errors"
	"time"

	"restante/node/vault"
)

// Restored prepares what came out of a backup for another device.
//
// What was under way then is sealed anew, as the same messages with their numbers: those
// who got them meanwhile drop them as duplicates. Receipts become due for everybody one
// has heard of. They tell that this is another database, and so bring back what came in
// after the backup was made, see [Service.born].
func Restored(tx *vault.Tx) error {
	now := time.Now()
	return errors.Join(
		tx.Do("noting another database", `UPDATE birth SET born = max(born + 1, ?)`, now.UnixMilli()),
		tx.Do("noting what is sealed anew", `UPDATE sent SET sealed_to = x'' WHERE state IN ('queued', 'stored')`),
		tx.Do("noting whose messages are sealed anew", `INSERT INTO renewal (peer, cause, at, open, room)
			SELECT DISTINCT peer, ?1, ?2, 1, ?3 FROM sent WHERE state IN ('queued', 'stored')
			ON CONFLICT (peer, cause) DO UPDATE SET open = 1, room = ?3, at = ?2, after = 0, began = 0`,
			int(newKey), now.UnixNano(), unlimited),
		tx.Do("making receipts due", `INSERT INTO receipt (peer, due) SELECT DISTINCT peer, ?1 FROM came WHERE true
			ON CONFLICT (peer) DO UPDATE SET due = ?1`, now.UnixNano()))
}
