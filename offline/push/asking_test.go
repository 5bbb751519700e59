package push

import (
	"errors"
	"testing"

	"github.com/ipfs/go-cid"

	"restante/node/vault"
)

// code returns the code of a refusal, or fails the test.
func code(t testing.TB, err error) Code {
	t.Helper()
	var r *Refusal
	if !errors.As(err, &r) {
		t.Fatalf("error = %v, want a refusal", err)
	}
	if r.Permanent != (r.Code >= firstPermanent) || r.Reason == "" {
		t.Errorf("refusal %+v contradicts itself", r)
	}
	return r.Code
}

// refused leaves one letter and returns why it was not taken.
func (u *user) refused(t testing.TB, n *node, l letter) Code {
	t.Helper()
	results, err := u.Store(t.Context(), n.info, []Deposit{l.Deposit})
	if err != nil {
		t.Fatal(err)
	}
	if results[0].Receipt != nil {
		t.Fatal("the deposit was accepted")
	}
	return code(t, results[0].Err)
}

func (u *user) list(t testing.TB, n *node) []Entry {
	t.Helper()
	es, more, err := u.List(t.Context(), n.info, u, 0, maxList)
	if err != nil || more {
		t.Fatalf("List(): more %v, %v", more, err)
	}
	return es
}

// fetch gets one block, nil if it is not in the mailbox.
func (u *user) fetch(t testing.TB, n *node, c cid.Cid) []byte {
	t.Helper()
	blocks, err := u.Get(t.Context(), n.info, u, []cid.Cid{c})
	if err != nil || len(blocks) != 1 {
		t.Fatalf("Get(): %d blocks, %v", len(blocks), err)
	}
	return blocks[0]
}

// alter changes the tables behind the node's back.
func (n *node) alter(t testing.TB, query string, args ...any) {
	t.Helper()
	err := n.Vault.Update(t.Context(), "test", func(tx *vault.Tx) error { return tx.Do("test", query, args...) })
	if err != nil {
		t.Fatal(err)
	}
}

func (n *node) usage(t testing.TB) Usage {
	t.Helper()
	u, err := n.Usage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return u
}
