package webhook

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"time"
	"unicode/utf8"

	"restante/node/vault"
)

// Add makes a hook. The secret is shown here, and never again.
func (s *Service) Add(ctx context.Context, n New) (h Hook, secret string, err error) {
	if err := s.check(n.URL, n.Description); err != nil {
		return h, "", err
	}
	types, err := packTypes(n.Types)
	if err != nil {
		return h, "", err
	}
	key, err := parseSecret(n.Secret)
	if err != nil {
		return h, "", err
	}
	id := newID()
	err = s.update(ctx, "webhook add", func(tx *vault.Tx) error {
		if err := room(tx); err != nil {
			return err
		}
		err := tx.Do("adding a webhook", `INSERT INTO hook (id, url, about, types, paused, why, secret, until, failing, rest, made)
			VALUES (?, ?, ?, ?, ?, '', ?, 0, 0, 0, ?)`, id, n.URL, n.Description, types, n.Paused, key, time.Now().UnixNano())
		if err == nil {
			h, err = readHook(tx, id)
		}
		return err
	})
	return h, secretText(key), err
}

func newID() string {
	var b [8]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

func (s *Service) check(url, about string) error {
	if len(about) > MaxAbout || !utf8.ValidString(about) {
		return ErrAbout
	}
	return s.checkURL(url)
}

func room(tx *vault.Tx) error {
	var n int
	_, err := tx.One("counting webhooks", `SELECT count(*) FROM hook`, nil, &n)
	if err == nil && n >= MaxHooks {
		err = ErrMany
	}
	return err
}

// Hooks are all there are, the oldest first.
func (s *Service) Hooks(ctx context.Context) (all []Hook, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		all, err = readHooks(tx)
		return err
	})
	return all, err
}

// Hook is one of them.
func (s *Service) Hook(ctx context.Context, id string) (h Hook, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		h, err = readHook(tx, id)
		return err
	})
	return h, err
}

// Change changes a hook. What waits for its next attempt goes there at once, if it is
// resumed or goes elsewhere.
func (s *Service) Change(ctx context.Context, id string, c Change) (h Hook, err error) {
	err = s.update(ctx, "webhook change", func(tx *vault.Tx) error {
		was, err := readHook(tx, id)
		if err != nil {
			return err
		}
		if h, err = s.changed(was, c); err != nil {
			return err
		}
		types, err := packTypes(h.Types)
		if err != nil {
			return err
		}
		err = tx.Do("changing a webhook", `UPDATE hook SET url = ?, about = ?, types = ?, paused = ?, why = ? WHERE id = ?`,
			h.URL, h.Description, types, h.Paused, h.Why, id)
		if err == nil && (h.URL != was.URL || was.Paused && !h.Paused) {
			err = freshen(tx, id)
		}
		if err == nil {
			h, err = readHook(tx, id)
		}
		return err
	})
	return h, err
}

// Pause has events wait, or lets them go on.
func (s *Service) Pause(ctx context.Context, id string, on bool) (Hook, error) {
	return s.Change(ctx, id, Change{Paused: &on})
}

func (s *Service) changed(h Hook, c Change) (Hook, error) {
	if c.URL != nil {
		h.URL = *c.URL
	}
	if c.Description != nil {
		h.Description = *c.Description
	}
	if c.Types != nil {
		h.Types = *c.Types
	}
	if c.Paused != nil && *c.Paused != h.Paused {
		h.Paused, h.Why = *c.Paused, ""
	}
	return h, s.check(h.URL, h.Description)
}

// freshen forgets what went wrong with a hook: all that waits goes at once.
func freshen(tx *vault.Tx, id string) error {
	if err := tx.Do("trusting a webhook again", `UPDATE hook SET failing = 0, rest = 0 WHERE id = ?`, id); err != nil {
		return err
	}
	return tx.Do("trying again at once", `UPDATE hook_delivery SET next = ?1 WHERE hook = ?2 AND state = 0 AND next > ?1`, time.Now().UnixNano(), id)
}

// Remove forgets a hook, with all that waits for it and its log.
func (s *Service) Remove(ctx context.Context, id string) error {
	return s.update(ctx, "webhook remove", func(tx *vault.Tx) error {
		if _, err := readHook(tx, id); err != nil {
			return err
		}
		if err := tx.Do("forgetting deliveries", `DELETE FROM hook_delivery WHERE hook = ?`, id); err != nil {
			return err
		}
		return tx.Do("forgetting a webhook", `DELETE FROM hook WHERE id = ?`, id)
	})
}

// Rotate gives a hook another secret, one that is made here if text is "". The one before
// signs too for [Overlap].
func (s *Service) Rotate(ctx context.Context, id, text string) (secret string, err error) {
	key, err := parseSecret(text)
	if err != nil {
		return "", err
	}
	err = s.update(ctx, "webhook secret", func(tx *vault.Tx) error {
		if _, err := readHook(tx, id); err != nil {
			return err
		}
		return tx.Do("changing a secret", `UPDATE hook SET former = secret, until = ?, secret = ? WHERE id = ?`,
			time.Now().Add(Overlap).UnixNano(), key, id)
	})
	return secretText(key), err
}
