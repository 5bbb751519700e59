package outbox

import (
	"context"
	"database/sql"
	"errors"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/direct"
)

// runDirect sends a batch to its recipient, one after the other.
func (o *Outbox) runDirect(ctx context.Context, to peer.ID, batch []job) error {
	for _, j := range batch {
		if err := o.sendDirect(ctx, to, j); err != nil {
			o.Log.Debug("a direct message was not answered", "peer", to, "err", err)
			return err
		}
	}
	return nil
}

func (o *Outbox) sendDirect(ctx context.Context, to peer.ID, j job) error {
	m, sealed, err := o.loadSealed(ctx, j)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // it ended meanwhile
	}
	if err != nil {
		o.logged(ctx, err) // the others may be sound
		return ctx.Err()
	}
	ctx, done := context.WithTimeout(ctx, directLimit)
	defer done()
	answer, err := o.Direct.Send(ctx, to, m, sealed)
	if err != nil {
		return err
	}
	switch answer.Outcome {
	case direct.Busy:
		return errBusy // and so is it for what waits behind
	case direct.NotYet:
		return nil
	}
	o.results.put(result{job: j, answer: &answer})
	return nil
}

var errBusy = errors.New("the recipient is busy")

// loadSealed reads a pending parcel's mailbox and bytes.
func (o *Outbox) loadSealed(ctx context.Context, j job) (m deposit.Mailbox, sealed []byte, err error) {
	if j.sealed != nil { // committed just now
		return j.mailbox, j.sealed, nil
	}
	var mailbox []byte
	err = o.Vault.View(ctx, func(tx *vault.Tx) error {
		return tx.QueryRow(`SELECT mailbox, sealed FROM parcel WHERE ref = ? AND digest = ? AND state < 2`,
			j.ref, j.digest[:]).Scan(&mailbox, &sealed)
	})
	if err != nil {
		return m, nil, err
	}
	copy(m[:], mailbox)
	if sealed == nil {
		sealed, err = o.Folder.Get(ctx, j.digest.cid())
	}
	return m, sealed, err
}
