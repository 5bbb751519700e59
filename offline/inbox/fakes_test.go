package inbox

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/ipfs"
	"restante/offline/deposit"
	"restante/offline/push"
)

var (
	_ Push     = (*fakePush)(nil)
	_ Receiver = (*receiver)(nil)

	errAway = errors.New("nobody is there")
)

func hang(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }

func away(context.Context) error { return errAway }

// fakePush are push nodes, each of which may misbehave.
type fakePush struct{ nodes map[peer.ID]*fakeNode }

func newFakePush() *fakePush { return &fakePush{nodes: make(map[peer.ID]*fakeNode)} }

// fakeNode is one of them. Its functions come before what is usual.
type fakeNode struct {
	id  peer.ID
	end chan error // ends a subscription

	mu       sync.Mutex
	fail     map[string]func(context.Context) error // by call
	list     func(after uint64) ([]push.Entry, bool)
	entries  []push.Entry
	blocks   map[cid.Cid][]byte
	seq      uint64
	notify   func(push.Notice)
	calls    []call
	gets     []int // sizes of windows
	released []deposit.Key
	terms    push.Terms
	favoured []peer.ID
	box      deposit.Mailbox // where leaves puts what it leaves
	relay    []deposit.Mailbox
	enrolled map[deposit.Mailbox]bool
	others   map[deposit.Mailbox]bool // that other users have enrolled
	signed   int                      // mailboxes that were added
}

type call struct {
	name string
	at   time.Time
}

func (f *fakePush) node(t *testing.T) *fakeNode {
	n := &fakeNode{id: newPeer(t), end: make(chan error), fail: make(map[string]func(context.Context) error), blocks: make(map[cid.Cid][]byte),
		enrolled: make(map[deposit.Mailbox]bool), others: make(map[deposit.Mailbox]bool), terms: push.Terms{MaxMailboxes: 100}}
	f.nodes[n.id] = n
	return n
}

func (n *fakeNode) addr() string { return "/ip4/127.0.0.1/tcp/4001/p2p/" + n.id.String() }

// leaves puts messages into the mailbox, without a notice.
func (n *fakeNode) leaves(texts ...string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, s := range texts {
		e := n.entry(s)
		n.entries = append(n.entries, e)
		n.blocks[e.CID] = []byte(s)
	}
}

func (n *fakeNode) entry(s string) (e push.Entry) {
	n.seq++
	e = push.Entry{Seq: n.seq, Mailbox: n.box, CID: ipfs.CID([]byte(s)), Size: len(s)}
	rand.Read(e.Key[:])
	return e
}

// notices tells the subscriber.
func (n *fakeNode) notices() {
	n.mu.Lock()
	f := n.notify
	n.mu.Unlock()
	f(push.Notice{})
}

func (n *fakeNode) set(call string, fail func(context.Context) error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.fail[call] = fail
}

// favours counts those for whom the node keeps a place.
func (n *fakeNode) favours() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.favoured)
}

func (n *fakeNode) called(name string) (at []time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, c := range n.calls {
		if c.name == name {
			at = append(at, c.at)
		}
	}
	return at
}

func (n *fakeNode) left() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.entries)
}

// windows are the sizes of the fetches.
func (n *fakeNode) windows() []int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.gets)
}

// begin notes a call; it fails or hangs before anything else happens.
func (f *fakePush) begin(ctx context.Context, node peer.AddrInfo, name string) (*fakeNode, error) {
	n := f.nodes[node.ID]
	n.mu.Lock()
	n.calls = append(n.calls, call{name, time.Now()})
	fail := n.fail[name]
	n.mu.Unlock()
	if fail != nil {
		if err := fail(ctx); err != nil {
			return n, err
		}
	}
	return n, ctx.Err()
}

func (f *fakePush) Register(ctx context.Context, node peer.AddrInfo, _ deposit.Signer, card []byte) (push.Terms, error) {
	n, err := f.begin(ctx, node, "register "+string(card))
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.terms, err
}

func (f *fakePush) Unregister(ctx context.Context, node peer.AddrInfo, _ deposit.Signer) error {
	_, err := f.begin(ctx, node, "unregister")
	return err
}

func (f *fakePush) Enrol(ctx context.Context, node peer.AddrInfo, _ deposit.Signer, add []deposit.Signer, drop []deposit.Mailbox) (taken []deposit.Mailbox, err error) {
	n, err := f.begin(ctx, node, "enrol")
	if err != nil {
		return nil, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, s := range add {
		n.signed++
		if n.others[s.Mailbox()] {
			taken = append(taken, s.Mailbox())
		} else {
			n.enrolled[s.Mailbox()] = true
		}
	}
	for _, m := range drop {
		delete(n.enrolled, m)
	}
	n.terms.Enrolled = deposit.FingerprintOf(slices.Collect(maps.Keys(n.enrolled)))
	return taken, nil
}

func (f *fakePush) Enrolled(ctx context.Context, node peer.AddrInfo, _ deposit.Signer) ([]deposit.Mailbox, error) {
	n, err := f.begin(ctx, node, "enrolled")
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Collect(maps.Keys(n.enrolled)), err
}

func (f *fakePush) List(ctx context.Context, node peer.AddrInfo, _ deposit.Signer, after uint64, max int) (es []push.Entry, more bool, err error) {
	n, err := f.begin(ctx, node, "list")
	if err != nil {
		return nil, false, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.list != nil {
		es, more = n.list(after)
		return es, more, nil
	}
	for _, e := range n.entries {
		if e.Seq > after {
			es = append(es, e)
		}
	}
	max = min(max, 256)
	return es[:min(max, len(es))], len(es) > max, nil
}

func (f *fakePush) Get(ctx context.Context, node peer.AddrInfo, _ deposit.Signer, cs []cid.Cid) ([][]byte, error) {
	n, err := f.begin(ctx, node, "get")
	n.mu.Lock()
	defer n.mu.Unlock()
	n.gets = append(n.gets, len(cs))
	if err != nil {
		return nil, err
	}
	blocks := make([][]byte, len(cs))
	for i, c := range cs {
		blocks[i] = n.blocks[c]
	}
	return blocks, nil
}

func (f *fakePush) Subscribe(ctx context.Context, node peer.AddrInfo, _ deposit.Signer, relay []deposit.Mailbox, notify func(push.Notice)) error {
	n, err := f.begin(ctx, node, "subscribe")
	if err != nil {
		return err
	}
	n.mu.Lock()
	n.notify, n.relay = notify, relay
	n.mu.Unlock()
	notify(push.Notice{})
	select {
	case <-ctx.Done():
		return ctx.Err()
	case err := <-n.end:
		return err
	}
}

func (f *fakePush) Favour(ctx context.Context, node peer.AddrInfo, _ deposit.Signer, depositors []peer.ID) error {
	n, err := f.begin(ctx, node, "favour")
	n.mu.Lock()
	defer n.mu.Unlock()
	n.favoured = depositors
	return err
}

func (f *fakePush) Release(ctx context.Context, node peer.AddrInfo, _ deposit.Signer, keys []deposit.Key) error {
	n, err := f.begin(ctx, node, "release")
	if err != nil {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, k := range keys {
		before := len(n.entries)
		n.entries = slices.DeleteFunc(n.entries, func(e push.Entry) bool { return e.Key == k })
		if len(n.entries) == before {
			return fmt.Errorf("%s is not here", k)
		}
		n.released = append(n.released, k)
	}
	return nil
}
