package storage

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/inbox"
	"restante/offline/provider/depot"
)

// Grants knows where contacts let us leave mail for them.
type Grants interface {
	// Grant is what a contact gave us, and of which kind the provider is; found is
	// false for nothing that still holds.
	Grant(tx *vault.Tx, of peer.ID) (kind string, g depot.Grant, found bool, err error)
	// Give lets all contacts know of a place of ours who do not yet, or that there is
	// none any more. It returns when that is under way.
	Give(ctx context.Context) error
}

// ErrNoGrants is returned for an account that cannot be opened to others.
var ErrNoGrants = errors.New("this provider cannot let others leave mail")

// SetInbox lets contacts leave mail at an account, or no longer. What they were given
// before holds until its end, and until then the account is looked into.
func (s *Storage) SetInbox(ctx context.Context, id string, on bool) error {
	err := s.change(ctx, id, func(tx *vault.Tx) error {
		r, err := readRow(tx, id)
		if err != nil {
			return err
		}
		if k, err := s.kind(r.Kind); on && (err != nil || k.Grant == nil) {
			return errors.Join(ErrNoGrants, err)
		}
		if !on {
			return tx.Do("closing an inbox", `UPDATE account SET inbox = 0 WHERE id = ?`, id)
		}
		return tx.Do("choosing an inbox", `UPDATE account SET inbox = (id = ?)`, id) // one is enough
	})
	if err != nil || s.Grants == nil {
		return err
	}
	return s.Grants.Give(ctx)
}

// Inbox is the account at which contacts may leave mail; "" for none.
func Inbox(tx *vault.Tx) (id string, err error) {
	_, err = tx.One("looking for an inbox", `SELECT id FROM account WHERE inbox = 1 AND removed IS NULL`, nil, &id)
	return id, err
}

// GrantAt makes a grant for one contact at an account. Until it ends the account is
// looked into, whatever becomes of it.
func (s *Storage) GrantAt(tx *vault.Tx, id string, until time.Time) (kind string, g depot.Grant, err error) {
	r, err := readRow(tx, id)
	if err != nil {
		return "", g, err
	}
	k, err := s.kind(r.Kind)
	if err != nil || k.Grant == nil {
		return "", g, errors.Join(ErrNoGrants, err)
	}
	if g, err = k.Grant(r.settings, until); err != nil {
		return "", g, err
	}
	return k.Name, g, tx.Do("noting a grant", `UPDATE account SET granted = max(coalesce(granted, 0), ?) WHERE id = ?`, until.UnixNano(), id)
}

// granting are the accounts at which contacts may leave mail: the one that they are let
// into now, and those of which a grant still holds.
func granting(tx *vault.Tx, now time.Time) ([]string, error) {
	rows, err := tx.Query(`SELECT id FROM account WHERE inbox = 1 AND removed IS NULL OR granted > ? ORDER BY id`, now.UnixNano())
	return vault.Collect("looking for inboxes", rows, err, vault.Column[string])
}

// Redeemable reports whether a grant can be used, without a call to anybody; it is a
// contact's word.
func (s *Storage) Redeemable(kind string, g depot.Grant) (until time.Time, err error) {
	p, err := s.redeem(kind, g)
	if err != nil {
		return until, err
	}
	return p.Until(), nil
}

func (s *Storage) redeem(kind string, g depot.Grant) (depot.Putter, error) {
	if len(g.Token) > depot.MaxGrant || len(g.Key) > depot.MaxGrantKey {
		return nil, fmt.Errorf("%w: a grant of %d bytes", depot.ErrPermanent, len(g.Token))
	}
	k, err := s.kind(kind)
	if err != nil || k.Redeem == nil {
		return nil, errors.Join(ErrNoGrants, err)
	}
	return k.Redeem(g, s.Foreign)
}

// granted is what precedes a contact's ID in the name of the place that the contact
// gave us.
const granted = "grant/"

// IsGrant reports whether an account is a place that a contact gave us.
func IsGrant(account string) bool { return strings.HasPrefix(account, granted) }

// grantOf names the place that a contact gave us, if there is one.
func (s *Storage) grantOf(tx *vault.Tx, of peer.ID) (account string, found bool, err error) {
	if s.Grants == nil {
		return "", false, nil
	}
	_, _, found, err = s.Grants.Grant(tx, of)
	return granted + of.String(), found, err
}

// openGrant opens a place that a contact gave us.
func (s *Storage) openGrant(ctx context.Context, account string) (depot.Depot, error) {
	of, err := peer.Decode(strings.TrimPrefix(account, granted))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", depot.ErrPermanent, err)
	}
	var kind string
	var g depot.Grant
	found := false
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		kind, g, found, err = s.Grants.Grant(tx, of)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !found:
		return theirs{ended{}}, nil
	}
	p, err := s.redeem(kind, g)
	if err != nil {
		return nil, err
	}
	return theirs{p}, nil
}

// theirs is a place in which we can leave mail, and nothing else. Its owner removes
// what has come.
type theirs struct{ depot.Putter }

// ended is a grant that does not hold any more. There is nothing left for us to do.
type ended struct{}

func (ended) Put(context.Context, depot.Ref, []byte) (depot.Place, error) {
	return depot.Place{}, fmt.Errorf("%w: the contact's permission has ended", depot.ErrAuth)
}
func (ended) Limits() depot.Limits { return depot.Limits{Writers: 1, Deadline: time.Second} }
func (ended) Until() time.Time     { return time.Time{} }

// lookAgain is when to try what a grant does not let one do.
const lookAgain = 24 * time.Hour

func (theirs) Locate(context.Context, depot.Ref) (depot.Place, error) {
	return depot.Place{}, &depot.Pending{After: lookAgain}
}
func (theirs) Delete(context.Context, depot.Ref) error { return nil }
func (theirs) List(context.Context, string) (depot.Page, error) {
	return depot.Page{}, depot.ErrAuth
}
func (theirs) Usage(context.Context) (depot.Usage, error) { return depot.Usage{}, depot.ErrAuth }

// Spaces implements [inbox.Spaces]. One that cannot be opened holds up no other.
func (s *Storage) Spaces(ctx context.Context) (all []inbox.Space, err error) {
	var ids []string
	err = s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		ids, err = granting(tx, time.Now())
		return err
	})
	for _, id := range ids {
		d, e := s.Open(ctx, id)
		if e == nil {
			all = append(all, inbox.Space{Depot: d, Ours: func(tx *vault.Tx, digest [32]byte) (bool, error) { return s.Outbox.Lies(tx, id, digest) }})
		}
		err = errors.Join(err, e)
	}
	return all, err
}
