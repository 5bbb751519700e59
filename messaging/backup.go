package messaging

import (
	"context"
	"io"
	"time"

	"restante/messaging/card"
	"restante/messaging/contact"
	"restante/node/backup"
	"restante/node/vault"
)

// Backup makes backup files of a running program; see package node/backup.
type Backup struct {
	vault   *vault.Vault
	program string
}

// Save writes one, for a passphrase of its own. Nobody waits for it.
func (b *Backup) Save(ctx context.Context, path, passphrase string) error {
	return SaveBackup(ctx, b.vault, b.program, path, passphrase)
}

// Write is [Backup.Save] to wherever it goes; what was written before an error is none.
func (b *Backup) Write(ctx context.Context, to io.Writer, passphrase string) error {
	about, err := aboutOf(ctx, b.vault, b.program)
	if err != nil {
		return err
	}
	return backup.Write(ctx, to, b.vault, about, backup.By(passphrase))
}

// SaveBackup is [Backup.Save] where nothing runs but the vault.
func SaveBackup(ctx context.Context, v *vault.Vault, program, path, passphrase string) error {
	about, err := aboutOf(ctx, v, program)
	if err != nil {
		return err
	}
	return backup.Save(ctx, path, v, about, backup.By(passphrase))
}

// aboutOf says whose vault it is, and when that was.
func aboutOf(ctx context.Context, v *vault.Vault, program string) (about backup.About, err error) {
	about = backup.About{Program: program, Made: time.Now().UTC().Truncate(time.Second)}
	err = v.View(ctx, func(tx *vault.Tx) error {
		raw, err := contact.Own(tx)
		if err != nil || raw == nil {
			return err
		}
		c, err := card.Decode(raw)
		about.Peer, about.Name = c.Peer.String(), c.Name
		return err
	})
	return about, err
}
