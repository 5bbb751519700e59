package messaging

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"restante/node"
	"restante/offline/push"
)

// databaseFiles is how the names of the vault's files begin: the database, and what
// SQLite puts beside it.
const databaseFiles = "restante.db"

// Usage looks at the data folder and the disk that it lies on.
func (n *Network) Usage(ctx context.Context) (u Usage, err error) {
	u.Folder = n.node.Vault.Dir()
	held, err := push.Blocks{Vault: n.node.Vault}.Usage(ctx)
	if err != nil {
		return u, err
	}
	u.Held = held.Bytes
	if u.Free, err = free(u.Folder); err != nil {
		return u, fmt.Errorf("asking for the room on the disk: %w", err)
	}
	err = u.measure(ctx)
	return u, err
}

// measure adds up the files of the data folder.
func (u *Usage) measure(ctx context.Context) error {
	return filepath.WalkDir(u.Folder, func(path string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist): // it went while we were looking
			return nil
		case err != nil:
			return fmt.Errorf("looking into the data folder: %w", err)
		case ctx.Err() != nil:
			return ctx.Err()
		}
		if part := u.part(path); part != nil && d.Type().IsRegular() {
			if info, err := d.Info(); err == nil {
				*part += info.Size()
			}
		}
		return nil
	})
}

// part is where a file counts, nil for the small ones that nobody asks about.
func (u *Usage) part(path string) *int64 {
	name, err := filepath.Rel(u.Folder, path)
	if err != nil {
		return nil
	}
	first, _, _ := strings.Cut(filepath.ToSlash(name), "/")
	switch {
	case first == node.OutboxFolder:
		return &u.Outbox
	case first == node.BlocksFolder:
		return &u.Blocks
	case strings.HasPrefix(first, databaseFiles):
		return &u.Database
	}
	return nil
}
