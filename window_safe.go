//go:build !headless

package main

import (
	"context"
	"os"
	"path/filepath"

	"restante/gui/crash"
	"restante/messaging/httpapi"
	"restante/node"
	"restante/node/backup"
)

// lookInto tells what a backup says of itself.
func lookInto(path, passphrase string) (backup.About, error) {
	b, err := backup.Open(path, backup.By(passphrase))
	if err != nil {
		return backup.About{}, err
	}
	return b.About, b.Close()
}

// wipe destroys the key; what it locked is removed when the window has closed.
func (h *home) wipe(context.Context) error {
	if err := h.user.node.Vault.Destroy(); err != nil {
		return err
	}
	h.wiped = true
	return nil
}

// erase removes what is left in the folder once nothing runs on it.
func (h *home) erase() error {
	if !h.wiped {
		return nil
	}
	for _, name := range append(crash.Files, httpapi.TokenFile) {
		_ = os.Remove(filepath.Join(h.data, name)) // they say nothing of what was written here
	}
	return node.Erase(h.data)
}
