//go:build !headless

package main

import (
	"context"
	"errors"
	"slices"

	"restante/gui"
	"restante/gui/welcome"
	"restante/messaging"
	"restante/node"
	"restante/node/backup"
	"restante/node/vault"
)

// home is the data folder behind the window, and what runs on it.
type home struct {
	flags
	folder *vault.Folder
	user   *user // nil before it is open
	wiped  bool  // its key is destroyed
}

// ask looks what must be asked before the folder opens.
func (h *home) ask() welcome.Ask {
	locks, err := h.folder.Locks()
	switch {
	case h.passphraseFile != "":
		return welcome.Nothing
	case errors.Is(err, vault.ErrEmpty):
		return welcome.Everything
	case err == nil && !slices.ContainsFunc(locks, func(m vault.Method) bool { return m != vault.Passphrase }):
		return welcome.Passphrase
	}
	return welcome.Nothing // or there is a reason that opening it will tell
}

// open opens the folder, or makes one of what was chosen.
func (h *home) open(ctx context.Context, c welcome.Choices) (gui.API, error) {
	o := h.userOptions()
	o.Folder, o.Begin = h.folder, node.Begin{Words: c.Words, Kept: c.Kept}
	if c.Backup != "" {
		b, err := backup.Open(c.Backup, backup.By(c.BackupPassphrase))
		if err != nil {
			return gui.API{}, err
		}
		defer b.Close()
		o.Begin = node.Begin{Backup: b.Database, Restored: messaging.Restored}
	}
	if h.passphraseFile == "" {
		o.Unlock = unlockBy(c)
	}
	u, err := openUser(ctx, h.flags, o)
	if err != nil {
		return gui.API{}, err
	}
	h.user = u
	return apiOfWindow(u), nil
}

func apiOfWindow(u *user) gui.API {
	c := u.core
	return gui.API{Chats: c.Chats, People: c.Contacts, Node: c.Network, Push: c.Network, Mail: c.Mail, Faces: c.Profile, Picture: c.Profile, Privacy: c.Settings, Storage: c.Network, Places: c.Storage, Shop: c.Shop, Orders: c.Orders, Hooks: c.Webhooks,
		Words: c.Recovery, Guard: c.Guard, Backup: c.Backup, Events: c.Bus.Subscribe(1024)}
}

// unlockBy is how a folder opens by what was chosen, or typed.
func unlockBy(c welcome.Choices) vault.Unlock {
	u := vault.Unlock{New: map[welcome.Guard]vault.Method{
		welcome.ByPassphrase: vault.Passphrase, welcome.ByKeyring: vault.Keyring, welcome.ByNothing: vault.KeyFile}[c.Guard]}
	if c.Passphrase != "" {
		u.Passphrase = func(context.Context) ([]byte, error) { return []byte(c.Passphrase), nil }
	}
	return u
}

// settle does what was chosen and needs the core.
func (h *home) settle(ctx context.Context, c welcome.Choices) error {
	var errs []error
	if c.Name != "" {
		errs = append(errs, h.user.core.Contacts.SetName(ctx, c.Name))
	}
	if len(c.Picture) > 0 {
		errs = append(errs, h.user.core.Profile.SetPicture(ctx, c.Picture))
	}
	if c.Holder != "" {
		_, err := h.user.core.Network.AddPushNode(ctx, c.Holder)
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// close stops what runs and lets the folder go.
func (h *home) close() (err error) {
	if h.user != nil {
		err = h.user.close()
	}
	return errors.Join(err, h.erase(), h.folder.Close())
}
