package messaging

import (
	"restante/messaging/card"
	"restante/messaging/delivery"
	"restante/messaging/session"
	"restante/node/vault"
	"restante/offline/outbox"
	"restante/offline/push"
)

// restored are those whose tables must not be used as they came out of a backup.
var restored = []func(*vault.Tx) error{push.Restored, outbox.Restored, card.Restored, session.Restored, delivery.Restored}

// Restored makes another device of a database that came out of a backup, in the
// transaction in which it becomes one. The computer that was copied may be running
// still: nothing that both have may be used by both, neither device nor session nor
// the number of a message.
func Restored(tx *vault.Tx) error {
	for _, f := range restored {
		if err := f(tx); err != nil {
			return err
		}
	}
	return nil
}
