package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"restante/messaging"
	"restante/node"
	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline"
)

// audit checks a stopped data folder of a user or a push node.
func audit(ctx context.Context, f flags, out, _ io.Writer) error {
	if _, err := os.Stat(f.data); err != nil {
		return fmt.Errorf("there is no data folder %s", f.data)
	}
	findings, err := auditFolder(ctx, f)
	if err != nil {
		return err
	}
	for _, s := range findings {
		fmt.Fprintln(out, s)
	}
	if len(findings) > 0 {
		return errFindings
	}
	fmt.Fprintln(out, "audit: no findings")
	return nil
}

// auditFolder opens the folder as a user's and, if its tables are others, as a
// push node's.
func auditFolder(ctx context.Context, f flags) ([]string, error) {
	user := func(tx *vault.Tx) ([]string, error) { // the folder is ours only under the vault's lock
		folder, err := ipfs.OpenFolder(filepath.Join(f.data, node.OutboxFolder))
		if err != nil {
			return nil, err
		}
		return messaging.Audit(tx, folder)
	}
	findings, err := auditAs(ctx, f, messaging.Schemas, user)
	if errors.Is(err, vault.ErrNewer) || errors.Is(err, vault.ErrOlder) {
		if found, e := auditAs(ctx, f, offline.PushNodeSchemas, offline.AuditPushNode); e == nil {
			return found, nil
		}
	}
	return findings, err
}

func auditAs(ctx context.Context, f flags, above []vault.Schema, check func(*vault.Tx) ([]string, error)) (findings []string, err error) {
	v, err := vault.OpenReadOnly(ctx, vault.Options{Dir: f.data, Unlock: f.unlock(), Schemas: node.Schemas(above...), Log: f.log})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	err = v.View(ctx, func(tx *vault.Tx) (err error) {
		findings, err = check(tx)
		return err
	})
	return findings, err
}
