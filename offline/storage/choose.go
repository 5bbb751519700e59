package storage

import (
	"context"
	"errors"
	"slices"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
)

// For implements [restante/offline/outbox.Depots].
func (s *Storage) For(tx *vault.Tx, to peer.ID, m deposit.Mailbox) ([]string, error) {
	chosen, err := s.ours(tx, to, m)
	if err != nil {
		return nil, err
	}
	theirs, found, err := s.grantOf(tx, to)
	if found {
		chosen = append(chosen, theirs)
	}
	return chosen, err
}

// ours are the accounts of this user.
func (s *Storage) ours(tx *vault.Tx, to peer.ID, m deposit.Mailbox) ([]string, error) {
	if public, err := deposit.MailboxOf(to); err != nil || m == public {
		return nil, err // it would not be fetched
	}
	chosen, own, err := choiceOf(tx, to)
	if err != nil || own {
		return chosen, err
	}
	rows, err := readRows(tx)
	for _, r := range rows {
		if r.Role != None && !r.Leaving {
			chosen = append(chosen, r.ID)
		}
	}
	return chosen, err
}

// choiceOf is what was chosen for one person; own is false if nothing was.
func choiceOf(tx *vault.Tx, to peer.ID) (accounts []string, own bool, err error) {
	rows, err := tx.Query(`SELECT account FROM choice WHERE peer = ? ORDER BY account`, to.String())
	all, err := vault.Collect("reading a choice", rows, err, vault.Column[string])
	accounts = slices.DeleteFunc(slices.Clone(all), func(a string) bool { return a == "" })
	return accounts, len(all) > 0, err
}

// Choice is where messages to one person wait; own is false if that is as with all.
func (s *Storage) Choice(ctx context.Context, to peer.ID) (accounts []string, own bool, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		accounts, own, err = choiceOf(tx, to)
		return err
	})
	return accounts, own, err
}

// Choices are all choices for one person: where messages to them wait.
func (s *Storage) Choices(ctx context.Context) (all map[peer.ID][]string, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		rows, err := tx.Query(`SELECT DISTINCT peer FROM choice`)
		people, err := vault.Collect("reading choices", rows, err, vault.Column[string])
		all = make(map[peer.ID][]string, len(people))
		for _, text := range people {
			to, e := peer.Decode(text)
			if e == nil {
				all[to], _, e = choiceOf(tx, to)
			}
			err = errors.Join(err, e)
		}
		return err
	})
	return all, err
}

// Choose lets messages to one person wait at these accounts and no others; none is on
// this computer alone.
func (s *Storage) Choose(ctx context.Context, to peer.ID, accounts []string) error {
	return s.change(ctx, "", func(tx *vault.Tx) error {
		if err := unchoose(tx, to); err != nil {
			return err
		}
		for _, a := range accounts {
			if _, err := readRow(tx, a); err != nil {
				return err
			}
		}
		for _, a := range append(slices.Clone(accounts), "") {
			if err := tx.Do("choosing", `INSERT OR IGNORE INTO choice (peer, account) VALUES (?, ?)`, to.String(), a); err != nil {
				return err
			}
		}
		return nil
	})
}

// Unchoose lets messages to one person wait where all do.
func (s *Storage) Unchoose(ctx context.Context, to peer.ID) error {
	return s.change(ctx, "", func(tx *vault.Tx) error { return unchoose(tx, to) })
}

func unchoose(tx *vault.Tx, to peer.ID) error {
	return tx.Do("choosing as for all", `DELETE FROM choice WHERE peer = ?`, to.String())
}
