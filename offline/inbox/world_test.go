package inbox

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/event"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
)

// world is an inbox whose push nodes are fakes. It runs in a bubble, so that a
// goroutine which outlives Close fails the test.
type world struct {
	t         *testing.T
	push      *fakePush
	got       *receiver
	published atomic.Int64
	*Inbox
}

type signer deposit.Mailbox

func (s signer) Mailbox() deposit.Mailbox { return deposit.Mailbox(s) }
func (s signer) Sign([]byte) []byte       { return nil }

// bubble runs f with a started inbox and the given number of push nodes.
func bubble(t *testing.T, nodes int, f func(t *testing.T, w *world, ns []*fakeNode)) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var ns []*fakeNode
		for range nodes {
			n := w.push.node(t)
			w.use(n)
			ns = append(ns, n)
		}
		w.start()
		f(t, w, ns)
		w.Close()
	})
}

func newWorld(t *testing.T) *world {
	t.Helper()
	v := vaulttest.New(t, Schema)
	w := &world{t: t, push: newFakePush(), got: &receiver{vault: v, outcome: make(map[[32]byte]Outcome), from: make(map[string]deposit.Mailbox)}}
	w.Inbox = New(Options{Vault: v, Bus: new(event.Bus), Log: slog.New(slog.DiscardHandler), Push: w.push, Receiver: w.got,
		Mailbox: signer{1}, Card: func(context.Context) ([]byte, error) { return []byte("card"), nil },
		Published: func(context.Context, []byte) error { w.published.Add(1); return nil }})
	return w
}

func (w *world) start() {
	w.t.Helper()
	w.t.Cleanup(func() { w.Close() })
	if err := w.Start(context.Background()); err != nil {
		w.t.Fatal(err)
	}
	synctest.Wait()
}

func (w *world) use(n *fakeNode) {
	w.t.Helper()
	if _, err := w.Add(context.Background(), n.addr()); err != nil {
		w.t.Fatal(err)
	}
}

// after lets time pass until everything rests again.
func (w *world) after(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

func (w *world) own() (ids []peer.ID) {
	w.t.Helper()
	err := w.Vault.View(context.Background(), func(tx *vault.Tx) error {
		all, err := Own(tx)
		for _, n := range all {
			ids = append(ids, n.ID)
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return ids
}

// health is what Nodes says of one push node.
func (w *world) health(n *fakeNode) Node {
	w.t.Helper()
	all, err := w.Nodes(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(h Node) bool { return h.Peer == n.id })
	if i < 0 {
		w.t.Fatal("it is none of the push nodes")
	}
	return all[i]
}

// receiver is the layer above: it commits marks, and knows what it has.
type receiver struct {
	vault *vault.Vault

	hold    chan struct{} // until it is closed nothing returns; nil: at once
	mu      sync.Mutex
	outcome map[[32]byte]Outcome // of what is not Done
	fail    int                  // so many calls fail
	poison  [32]byte             // fails whatever batch it is in
	batches []int
	texts   []string // in the order of their commits
	from    map[string]deposit.Mailbox
}

func (r *receiver) Receive(ctx context.Context, batch []Sealed) (out []Outcome, err error) {
	if r.hold != nil {
		<-r.hold
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.batches = append(r.batches, len(batch))
	if r.fail > 0 {
		r.fail--
		return nil, errors.New("the disk is full")
	}
	err = r.vault.Update(ctx, "receive", func(tx *vault.Tx) error {
		for _, b := range batch {
			o, err := r.take(tx, b)
			if err != nil {
				return err
			}
			out = append(out, o)
		}
		return nil
	})
	for i, o := range out {
		if err == nil && o == Done {
			r.texts = append(r.texts, string(batch[i].Bytes))
			r.from[string(batch[i].Bytes)] = batch[i].Mailbox
		}
	}
	return out, err
}

func (r *receiver) take(tx *vault.Tx, b Sealed) (Outcome, error) {
	if b.Digest != sha256.Sum256(b.Bytes) || b.Digest == r.poison {
		return 0, errors.New("this cannot be taken")
	}
	o, err := Seen(tx, b.Digest)
	switch {
	case err != nil:
		return 0, err
	case o == Done:
		return Duplicate, nil
	}
	if o = r.outcome[b.Digest]; o == 0 {
		o = Done
	}
	return o, Mark(tx, b.Digest, o)
}

func (r *receiver) came() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.texts)
}

func (w *world) wantCame(want ...string) {
	w.t.Helper()
	if got := w.got.came(); !slices.Equal(got, want) {
		w.t.Errorf("%d messages came: %.200q, want %d: %.200q", len(got), got, len(want), want)
	}
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

// letters are n different messages.
func letters(n int) (texts []string) {
	for i := range n {
		texts = append(texts, fmt.Sprintf("message %d", i))
	}
	return texts
}
