package pointer

import (
	"context"
	"errors"
	"log/slog"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/event"
	"restante/node/identity"
	"restante/node/identity/identitytest"
	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
)

var quiet = slog.New(slog.DiscardHandler)

// holder is a holder under test.
type holder struct {
	*Holder
	host *p2p.Host
	bus  *event.Bus
	info peer.AddrInfo
}

func newHolder(t testing.TB, l Limits) *holder {
	t.Helper()
	return openHolder(t, p2ptest.Loopback(t, identitytest.New(t)), vaulttest.New(t, Schema), l)
}

func openHolder(t testing.TB, host *p2p.Host, v *vault.Vault, l Limits) *holder {
	t.Helper()
	h := &holder{host: host, bus: new(event.Bus), info: host.Info()}
	var err error
	h.Holder, err = NewHolder(HolderOptions{Vault: v, Host: host, Bus: h.bus, Log: quiet, Limits: l})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.audit(t) })
	t.Cleanup(func() { h.Close() })
	return h
}

func newHolders(t testing.TB, n int, l Limits) (hs []*holder) {
	t.Helper()
	for range n {
		hs = append(hs, newHolder(t, l))
	}
	return hs
}

// audit fails the test if the tables contradict each other.
func (h *holder) audit(t testing.TB) {
	t.Helper()
	err := h.vault.View(context.Background(), func(tx *vault.Tx) error {
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

func (h *holder) usage(t testing.TB) Usage {
	t.Helper()
	u, err := h.Usage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// infos are where holders are.
func infos(hs ...*holder) (is []peer.AddrInfo) {
	for _, h := range hs {
		is = append(is, h.info)
	}
	return is
}

// way is a router that knows the way to everything.
type way struct {
	host    *p2p.Host
	holders []peer.AddrInfo
	err     error
	lookups int
}

func (w *way) Closest(context.Context, []byte) (ids []peer.ID, err error) {
	w.lookups++
	for _, p := range w.holders {
		w.host.Learn(p)
		ids = append(ids, p.ID)
	}
	return ids, w.err
}

// user is somebody with a mailbox and a client.
type user struct {
	*Client
	deposit.Signer
	host *p2p.Host
	way  *way
}

// newUser makes one for whom the given holders are those closest to everything.
func newUser(t testing.TB, closest ...*holder) *user {
	t.Helper()
	k := identitytest.New(t)
	return userOn(t, p2ptest.Loopback(t, k), k, infos(closest...)...)
}

func userOn(t testing.TB, h *p2p.Host, k *identity.Key, closest ...peer.AddrInfo) *user {
	t.Helper()
	s, err := deposit.Owner(k)
	if err != nil {
		t.Fatal(err)
	}
	w := &way{host: h, holders: closest}
	u := &user{Client: NewClient(h, w, quiet), Signer: s, host: h, way: w}
	t.Cleanup(u.Client.Close)
	return u
}

// leave puts letters of one mailbox and fails the test if no holder answers.
func (u *user) leave(t testing.TB, ls ...letter) Placed {
	t.Helper()
	placed, err := u.Put(t.Context(), ls[0].Mailbox, recordsOf(ls), nil)
	if err != nil {
		t.Fatal(err)
	}
	return placed
}

// look finds what lies in the user's own mailbox, at the named holders or at the
// closest ones, and fails the test if a record comes twice.
func (u *user) look(t testing.TB) map[deposit.Key]Found {
	t.Helper()
	found := make(map[deposit.Key]Found)
	err := u.Find(t.Context(), u, nil, func(f Found) {
		if _, again := found[f.Key]; again || keyOf(t, f.Record) != f.Key {
			t.Errorf("found %s again, or under a wrong key", f.Key)
		}
		found[f.Key] = f
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// code returns the code of a refusal, or fails the test.
func code(t testing.TB, r *Refusal) Code {
	t.Helper()
	if r == nil {
		t.Fatal("there is no refusal")
	}
	if r.Permanent != (r.Code >= firstPermanent) || r.Reason == "" {
		t.Errorf("refusal %+v contradicts itself", r)
	}
	return r.Code
}

// refused leaves one letter at holders of which none takes it, and returns why.
func (u *user) refused(t testing.TB, l letter) *Refusal {
	t.Helper()
	p := u.leave(t, l)[0]
	if len(p.Holders) > 0 {
		t.Fatalf("%d holders took the record", len(p.Holders))
	}
	code(t, p.Refusal)
	return p.Refusal
}
