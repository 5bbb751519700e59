package push

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/event"
	"restante/node/identity"
	"restante/node/identity/identitytest"
	"restante/node/ipfs"
	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
)

var quiet = slog.New(slog.DiscardHandler)

// node is a push node under test.
type node struct {
	*Server
	host *p2p.Host
	bus  *event.Bus
	info peer.AddrInfo
}

func newNode(t testing.TB, l Limits) *node {
	t.Helper()
	return openNode(t, identitytest.New(t), vaulttest.New(t, Schema), l)
}

func openNode(t testing.TB, k *identity.Key, v *vault.Vault, l Limits) *node {
	t.Helper()
	return openLarge(t, k, v, l, nil)
}

// openLarge opens a node that keeps large deposits.
func openLarge(t testing.TB, k *identity.Key, v *vault.Vault, l Limits, large Large) *node {
	t.Helper()
	n := &node{host: p2ptest.Loopback(t, k), bus: new(event.Bus)}
	var err error
	n.Server, err = NewServer(ServerOptions{Vault: v, Host: n.host, Key: k, Bus: n.bus, Log: quiet, Limits: l, Large: large})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.audit(t) })
	t.Cleanup(func() { n.Close() })
	n.info = n.host.Info()
	return n
}

// audit fails the test if the tables contradict each other.
func (n *node) audit(t testing.TB) {
	t.Helper()
	err := n.Vault.View(context.Background(), func(tx *vault.Tx) error {
		findings, err := Audit(tx)
		for _, f := range findings {
			t.Errorf("audit: %s", f)
		}
		return err
	})
	if err != nil && !errors.Is(err, vault.ErrClosed) { // a test of a restart closes it first
		t.Error(err)
	}
}

// user is somebody with a mailbox and a client.
type user struct {
	*Client
	deposit.Signer
	key  *identity.Key
	host *p2p.Host
}

func newUser(t testing.TB) *user {
	t.Helper()
	k := identitytest.New(t)
	s, err := deposit.Owner(k)
	if err != nil {
		t.Fatal(err)
	}
	h := p2ptest.Loopback(t, k)
	u := &user{Client: NewClient(h, quiet), Signer: s, key: k, host: h}
	t.Cleanup(u.Client.Close)
	return u
}

func (u *user) registered(t testing.TB, n *node) *user {
	t.Helper()
	if _, err := u.Register(t.Context(), n.info, u, nil); err != nil {
		t.Fatal(err)
	}
	return u
}

// letter is a deposit and what its sender keeps.
type letter struct {
	Deposit
	key      deposit.Key
	preimage deposit.Preimage
}

func newLetter(t testing.TB, to deposit.Mailbox, size int) letter {
	t.Helper()
	block := make([]byte, size)
	rand.Read(block)
	return letterWith(t, to, block, time.Now().Add(30*24*time.Hour))
}

func letterWith(t testing.TB, to deposit.Mailbox, block []byte, expires time.Time) letter {
	t.Helper()
	l := letter{preimage: deposit.NewPreimage()}
	l.Record = deposit.Record{Mailbox: to, Expires: expires, CancelHash: l.preimage.Hash(), Body: []byte("sealed")}
	l.CID, l.Block = ipfs.CID(block), block
	return l.worth(t, 0)
}

// worth is the letter with so much work on it, not a bit more.
func (l letter) worth(t testing.TB, bits int) letter {
	t.Helper()
	var err error
	for n := byte(0); n == 0 || l.Record.Work() != bits; n++ {
		l.Record.Body = []byte{n}
		if l.Record, err = deposit.Stamp(t.Context(), l.Record, bits); err != nil {
			t.Fatal(err)
		}
	}
	if l.key, err = l.Record.Key(); err != nil {
		t.Fatal(err)
	}
	return l
}

func deposits(ls []letter) []Deposit {
	var ds []Deposit
	for _, l := range ls {
		ds = append(ds, l.Deposit)
	}
	return ds
}

// store leaves letters and fails the test if one is refused.
func (u *user) store(t testing.TB, n *node, ls ...letter) []*deposit.Receipt {
	t.Helper()
	results, err := u.Store(t.Context(), n.info, deposits(ls))
	if err != nil {
		t.Fatal(err)
	}
	var rs []*deposit.Receipt
	for i, r := range results {
		if r.Err != nil {
			t.Fatalf("deposit %d: %v", i, r.Err)
		}
		rs = append(rs, r.Receipt)
	}
	return rs
}
