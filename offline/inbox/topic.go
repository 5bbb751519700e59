package inbox

import (
	"context"
	"crypto/sha256"

	"restante/node/vault"
	"restante/offline/deposit"
)

// Topics is where somebody may publish a sealed block at the moment.
type Topics interface {
	Subscribe(topic string, f func(ctx context.Context, data []byte)) (stop func(), err error)
}

// listenIn takes what is published for the mailbox. It is a hint: what it says
// also lies at a push node or waits behind a pointer, and is released there by
// those who collect from there.
func (i *Inbox) listenIn() (stop func(), err error) {
	if i.Topics == nil {
		return func() {}, nil
	}
	return i.Topics.Subscribe(i.Mailbox.Mailbox().Topic(), i.heard)
}

func (i *Inbox) heard(ctx context.Context, data []byte) {
	if len(data) == 0 || len(data) > deposit.MaxBlock {
		return
	}
	digest := sha256.Sum256(data)
	var before Outcome
	err := i.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		before, err = Seen(tx, digest)
		return err
	})
	if err != nil || before != 0 {
		return
	}
	if r := i.handUp(ctx, []Sealed{{digest, data}}); r.err != nil {
		i.Log.Debug("what was published was not stored", "err", r.err)
	}
}
