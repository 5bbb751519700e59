package dropoff

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"restante/messaging/handout"
	"restante/messaging/handout/handouttest"
	"restante/node/vault"
	"restante/offline/provider/depot"
)

// side is one person's grants.
type side struct {
	*handouttest.Side
	grants  *Service
	account string // at which contacts may leave mail
	made    int    // grants
	given   int    // grants of others that were kept
}

func newSide(t testing.TB) *side {
	t.Helper()
	s := &side{Side: handouttest.New(t, handout.Schema, Schema)}
	s.grants = New(Options{Vault: s.Vault, Bus: s.Bus, Log: s.Log, Contacts: s.Contacts, Delivery: s.Delivery, Storage: s,
		Account: func(*vault.Tx) (string, error) { return s.account, nil },
		Given:   func(*vault.Tx) error { s.given++; return nil }})
	s.Service = s.grants
	return s
}

var errForged = errors.New("forged")

// GrantAt implements [Storage].
func (s *side) GrantAt(_ *vault.Tx, account string, until time.Time) (string, depot.Grant, error) {
	s.made++
	return "cloud", depot.Grant{Key: account + strconv.Itoa(s.made), Token: []byte(until.Format(time.RFC3339))}, nil
}

// Redeemable implements [Storage].
func (s *side) Redeemable(kind string, g depot.Grant) (time.Time, error) {
	if kind != "cloud" {
		return time.Time{}, errForged
	}
	return time.Parse(time.RFC3339, string(g.Token))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// friends are two contacts who have written to each other.
func friends(t testing.TB) (a, b *side) {
	t.Helper()
	a, b = newSide(t), newSide(t)
	handouttest.Befriend(a.Side, b.Side)
	return a, b
}

// may is the key with which this side may leave mail for the other; "" for none.
func (s *side) may(other *side) (key string) {
	s.T.Helper()
	s.View(func(tx *vault.Tx) error {
		_, g, found, err := s.grants.Grant(tx, other.ID())
		if found {
			key = g.Key
		}
		return err
	})
	return key
}
