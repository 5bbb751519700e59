package outbox

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
	"restante/offline/direct"
	"restante/offline/push"
)

var (
	_ Direct = (*fakeDirect)(nil)
	_ Push   = (*fakePush)(nil)

	errAway = errors.New("nobody is there")
)

// call is one thing that was asked of a fake.
type call struct {
	to   peer.ID
	what string // the bytes sent, or the key of a deposit
	at   time.Time
}

// fakeDirect is a peer that is away unless the test says otherwise.
type fakeDirect struct {
	mu     sync.Mutex
	calls  []call
	answer func(ctx context.Context, to peer.ID, sealed []byte) (direct.Answer, error)
}

func (f *fakeDirect) Send(ctx context.Context, to peer.ID, _ deposit.Mailbox, sealed []byte) (direct.Answer, error) {
	f.mu.Lock()
	f.calls = append(f.calls, call{to, string(sealed), time.Now()})
	answer := f.answer
	f.mu.Unlock()
	if answer == nil {
		return direct.Answer{}, errAway
	}
	return answer(ctx, to, sealed)
}

func (f *fakeDirect) sent() []call {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.calls)
}

// says makes every recipient answer the same, after a while.
func (f *fakeDirect) says(a direct.Answer, after time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answer = func(ctx context.Context, _ peer.ID, _ []byte) (direct.Answer, error) {
		select {
		case <-ctx.Done():
			return direct.Answer{}, ctx.Err()
		case <-time.After(after):
			return a, nil
		}
	}
}

// fakePush are push nodes that take everything unless the test says otherwise.
type fakePush struct {
	mu      sync.Mutex
	stores  []call
	cancels []call
	asked   []peer.AddrInfo
	held    map[string]bool                         // node and key
	keys    map[string]deposit.Key                  // of the record of each block
	refuse  map[peer.ID]error                       // of each deposit
	down    map[peer.ID]func(context.Context) error // of each call
	wrong   map[deposit.Key]bool                    // not to be cancelled
	work    map[peer.ID]int                         // bits that a record needs there
	serves  func(deposit.Mailbox) bool              // nil: all
	during  func(node peer.ID, ds []push.Deposit)   // before a store is answered
}

func newFakePush() *fakePush {
	return &fakePush{held: make(map[string]bool), keys: make(map[string]deposit.Key), refuse: make(map[peer.ID]error),
		down: make(map[peer.ID]func(context.Context) error), wrong: make(map[deposit.Key]bool), work: make(map[peer.ID]int)}
}

func hang(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }

func away(context.Context) error { return errAway }

// set changes how a push node behaves; nil is well.
func (f *fakePush) set(node peer.ID, down func(context.Context) error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.down[node] = down
}

func (f *fakePush) begin(ctx context.Context, node peer.AddrInfo) error {
	f.mu.Lock()
	f.asked = append(f.asked, node)
	down := f.down[node.ID]
	f.mu.Unlock()
	if down != nil {
		return down(ctx)
	}
	return nil
}

func (f *fakePush) Store(ctx context.Context, node peer.AddrInfo, ds []push.Deposit) ([]push.StoreResult, error) {
	f.mu.Lock()
	for _, d := range ds {
		f.keys[string(d.Block)], _ = d.Record.Key()
		f.stores = append(f.stores, call{node.ID, string(d.Block), time.Now()})
	}
	during := f.during
	f.mu.Unlock()
	if during != nil {
		during(node.ID, ds)
	}
	if err := f.begin(ctx, node); err != nil {
		return make([]push.StoreResult, len(ds)), err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	results := make([]push.StoreResult, len(ds))
	for i, d := range ds {
		if results[i].Err = f.refuses(node.ID, d); results[i].Err == nil {
			key, _ := d.Record.Key()
			f.held[string(node.ID)+string(key[:])] = true
			results[i].Receipt = &deposit.Receipt{Node: node.ID, Mailbox: d.Record.Mailbox, CID: d.CID, Size: len(d.Block),
				Stored: time.Now(), Expires: d.Record.Expires, Signature: make([]byte, 64)}
		}
	}
	return results, nil
}

func (f *fakePush) refuses(node peer.ID, d push.Deposit) error {
	if f.serves != nil && !f.serves(d.Record.Mailbox) {
		return &push.Refusal{Code: push.CodeNotServed, Reason: "nobody here"}
	}
	if bits := f.work[node]; d.Record.Work() < bits {
		return &push.Refusal{Code: push.CodeMoreWork, Reason: "more work", Work: bits}
	}
	return f.refuse[node]
}

// setRefusal makes a push node refuse each deposit; nil: take each.
func (f *fakePush) setRefusal(node peer.ID, r *push.Refusal) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.refuse, node)
	if r != nil {
		f.refuse[node] = r
	}
}

// wants makes a push node ask for work on each record.
func (f *fakePush) wants(node peer.ID, bits int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.work[node] = bits
}

// losesAt is a push node that lost its disk.
func (f *fakePush) losesAt(node peer.ID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	maps.DeleteFunc(f.held, func(k string, _ bool) bool { return strings.HasPrefix(k, string(node)) })
}

func (f *fakePush) Cancel(ctx context.Context, node peer.AddrInfo, cs []push.Cancellation) error {
	if err := f.begin(ctx, node); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range cs {
		f.cancels = append(f.cancels, call{node.ID, string(c.Key[:]), time.Now()})
		if f.wrong[c.Key] { // a real node does what it can
			return &push.Refusal{Code: push.CodeBadPreimage, Reason: "wrong", Permanent: true}
		}
	}
	for _, c := range cs {
		delete(f.held, string(node.ID)+string(c.Key[:]))
	}
	return nil
}

// Held is true of what was stored and neither taken back nor lost.
func (f *fakePush) Held(ctx context.Context, node peer.AddrInfo, keys []deposit.Key) ([]bool, error) {
	if err := f.begin(ctx, node); err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	held := make([]bool, len(keys))
	for i, k := range keys {
		held[i] = f.held[string(node.ID)+string(k[:])]
	}
	return held, nil
}

// loses is all push nodes that lost their disks.
func (f *fakePush) loses() {
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.held)
}

// stored are the STOREs of these bytes at a node; "" stands for any.
func (f *fakePush) stored(node peer.ID, sealed string) (found []call) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range f.stores {
		if c.to == node && (sealed == "" || c.what == sealed) {
			found = append(found, c)
		}
	}
	return found
}

func (f *fakePush) holds() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.held)
}
