package outbox

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"

	"restante/node/event"
	"restante/node/ipfs"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
)

// world is an outbox whose recipients and push nodes are fakes. It runs in a
// bubble, so that a goroutine which outlives Close fails the test.
type world struct {
	t      *testing.T
	dir    string // of the outbox's files
	direct *fakeDirect
	push   *fakePush
	seen   *observer
	online map[peer.ID]bool
	own    []peer.AddrInfo
	cards  cards
	life   time.Duration // of new parcels
	*Outbox
}

// bubble runs f with a started outbox, and audits what f leaves behind.
func bubble(t *testing.T, f func(t *testing.T, w *world)) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.start()
		f(t, w)
		w.Close()
		for _, finding := range w.audit() {
			t.Errorf("audit: %s", finding)
		}
	})
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, dir: filepath.Join(t.TempDir(), "outbox"), direct: &fakeDirect{}, push: newFakePush(),
		seen: &observer{}, online: make(map[peer.ID]bool), cards: make(cards), life: 30 * 24 * time.Hour}
	folder, err := ipfs.OpenFolder(w.dir)
	if err != nil {
		t.Fatal(err)
	}
	w.Outbox = New(Options{
		Vault: vaulttest.New(t, Schema), Folder: folder, Bus: new(event.Bus), Log: slog.New(slog.DiscardHandler),
		Observer: w.seen, Recipients: w.cards, Direct: w.direct, Push: w.push,
		Connected: func(p peer.ID) bool { return w.online[p] },
		OwnNodes:  func(*vault.Tx) ([]peer.AddrInfo, error) { return w.own, nil },
	})
	return w
}

func (w *world) start() {
	w.t.Helper()
	if err := w.Start(context.Background()); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { w.Close() })
	synctest.Wait()
}

// restart is a new run of the program on the same database and folder.
func (w *world) restart() {
	w.t.Helper()
	w.Close()
	w.Outbox = New(w.Options)
	w.start()
}

// parcel makes one with fresh bytes.
func (w *world) parcel(ref string, to peer.ID, nodes ...peer.AddrInfo) Parcel {
	w.t.Helper()
	p := Parcel{Ref: ref, Peer: to, Sealed: make([]byte, 64), Expires: time.Now().Add(w.life)}
	w.cards[to] = nodes
	rand.Read(p.Sealed)
	var err error
	if p.Mailbox, err = deposit.MailboxOf(to); err != nil {
		w.t.Fatal(err)
	}
	return p
}

// add hands the parcels over in one transaction, and does not wait for more.
func (w *world) add(ps ...Parcel) {
	w.t.Helper()
	w.update(func(tx *vault.Tx) error {
		for _, p := range ps {
			if err := w.Replace(tx, p); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *world) update(f func(*vault.Tx) error) {
	w.t.Helper()
	if err := w.Vault.Update(context.Background(), "test", f); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) view(f func(*vault.Tx) error) {
	w.t.Helper()
	if err := w.Vault.View(context.Background(), f); err != nil {
		w.t.Fatal(err)
	}
}

// after lets time pass until everything rests again.
func (w *world) after(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

func (w *world) row(ref string) (r Row, ok bool) {
	w.t.Helper()
	w.view(func(tx *vault.Tx) (err error) { r, ok, err = Get(tx, ref); return err })
	return r, ok
}

func (w *world) holders(ref string) (hs []Holder) {
	w.t.Helper()
	w.view(func(tx *vault.Tx) (err error) { hs, err = Holders(tx, ref); return err })
	return hs
}

func (w *world) count(table string) (n int) {
	w.t.Helper()
	w.view(func(tx *vault.Tx) error { return tx.QueryRow("SELECT count(*) FROM " + table).Scan(&n) })
	return n
}

func (w *world) files() int {
	w.t.Helper()
	files, err := w.Folder.List()
	if err != nil {
		w.t.Fatal(err)
	}
	return len(files)
}

func (w *world) audit() (findings []string) {
	w.t.Helper()
	w.view(func(tx *vault.Tx) (err error) { findings, err = Audit(tx, w.Folder); return err })
	return findings
}

// wantNothing fails the test if any trace of any parcel is left.
func (w *world) wantNothing() {
	w.t.Helper()
	for _, table := range []string{"parcel", "target", "cancel", "pointer", "withdrawal", "placement", "removal", "trash"} {
		if n := w.count(table); n != 0 {
			w.t.Errorf("%d rows are left in %s", n, table)
		}
	}
	if n := w.files(); n != 0 {
		w.t.Errorf("%d files are left", n)
	}
}

func (w *world) wantSeen(want ...string) {
	w.t.Helper()
	if got := w.seen.all(); !slices.Equal(got, want) {
		w.t.Errorf("the observer saw %q, want %q", got, want)
	}
}

// observer writes down what it is told.
type observer struct {
	mu   sync.Mutex
	log  []string
	fail string // a ref whose changes it does not take
}

// refuses names the ref whose changes it does not take; "" for none.
func (o *observer) refuses(ref string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.fail = ref
}

func (o *observer) Changed(_ *vault.Tx, ref string, s State, reason string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.log = append(o.log, fmt.Sprintf("%s %d %s", ref, s, reason))
	if ref == o.fail {
		return errors.New("the observer does not like it")
	}
	return nil
}

func (o *observer) all() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.log)
}

func newPeer(t *testing.T) peer.ID {
	t.Helper()
	_, pub, err := crypto.GenerateEd25519Key(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id, err := peer.IDFromPublicKey(pub)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func newNode(t *testing.T) peer.AddrInfo {
	t.Helper()
	return peer.AddrInfo{ID: newPeer(t), Addrs: []multiaddr.Multiaddr{multiaddr.StringCast("/ip4/127.0.0.1/tcp/4001")}}
}

func digest(p Parcel) Digest { return sha256.Sum256(p.Sealed) }

// recordKey is the key under which a push node was offered the parcel.
func (w *world) recordKey(p Parcel) (string, deposit.Key) {
	w.push.mu.Lock()
	defer w.push.mu.Unlock()
	k := w.push.keys[string(p.Sealed)]
	return string(k[:]), k
}

// cards are the push nodes of recipients. They seal nothing: the outbox never
// looks inside.
type cards map[peer.ID][]peer.AddrInfo

func (cards) SealBody(_ context.Context, _ peer.ID, _ deposit.Mailbox, body []byte) ([]byte, error) {
	return body, nil
}

func (c cards) PushNodes(_ *vault.Tx, of peer.ID) ([]peer.AddrInfo, error) { return c[of], nil }
