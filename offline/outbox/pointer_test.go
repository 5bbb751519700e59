package outbox

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/direct"
	"restante/offline/pointer"
)

var _ Pointers = (*fakeDHT)(nil)

// fakeDHT is the peers near every mailbox: those in holders, if they are there.
type fakeDHT struct {
	mu      sync.Mutex
	holders []peer.ID
	held    map[deposit.Key][]peer.ID
	records map[deposit.Key]deposit.Record
	puts    atomic.Int32
	away    map[peer.ID]bool
	asked   []peer.AddrInfo // push nodes besides, at the last put
}

func newDHT(holders ...peer.ID) *fakeDHT {
	return &fakeDHT{holders: holders, held: make(map[deposit.Key][]peer.ID), records: make(map[deposit.Key]deposit.Record), away: make(map[peer.ID]bool)}
}

func (f *fakeDHT) there() (ids []peer.ID) {
	return slices.DeleteFunc(slices.Clone(f.holders), func(id peer.ID) bool { return f.away[id] })
}

func (f *fakeDHT) Put(_ context.Context, m deposit.Mailbox, rs []deposit.Record, also []peer.AddrInfo) (pointer.Placed, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = also
	if len(f.there()) == 0 {
		return nil, pointer.ErrNoHolder
	}
	f.puts.Add(1)
	placed := make(pointer.Placed, len(rs))
	for i, r := range rs {
		k, err := r.Key()
		if err != nil || r.Mailbox != m {
			return nil, errors.Join(err, deposit.ErrRecord)
		}
		placed[i].Holders = f.there()
		f.held[k], f.records[k] = f.there(), r
	}
	return placed, nil
}

func (f *fakeDHT) Cancel(_ context.Context, _ deposit.Mailbox, cs []pointer.Cancellation, holders []peer.ID, _ []peer.AddrInfo) (done []peer.ID, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, h := range holders {
		if f.away[h] {
			err = errors.New("away")
			continue
		}
		done = append(done, h)
		for _, c := range cs {
			f.held[c.Key] = slices.DeleteFunc(f.held[c.Key], func(id peer.ID) bool { return id == h })
		}
	}
	return done, err
}

// copies is how often records lie with holders.
func (f *fakeDHT) copies() (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, hs := range f.held {
		n += len(hs)
	}
	return n
}

// named are the addresses in the records that lie with holders, one list a record.
func (f *fakeDHT) named() (all [][]string) {
	for _, lists := range f.byMailbox() {
		all = append(all, lists...)
	}
	return all
}

// byMailbox are the addresses in the records of each mailbox that lie with holders, but for
// some mailboxes.
func (f *fakeDHT) byMailbox(but ...deposit.Mailbox) map[deposit.Mailbox][][]string {
	all := make(map[deposit.Mailbox][][]string)
	f.mu.Lock()
	defer f.mu.Unlock()
	for k, hs := range f.held {
		m := f.records[k].Mailbox
		if slices.Contains(but, m) {
			continue
		}
		if b, err := deposit.DecodeBody(f.records[k].Body); err == nil && len(hs) > 0 {
			all[m] = append(all[m], b.Addrs)
		}
	}
	return all
}

// besides are the push nodes that the last put named.
func (f *fakeDHT) besides() []peer.AddrInfo {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.asked
}

func (f *fakeDHT) leave(ids ...peer.ID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.away)
	for _, id := range ids {
		f.away[id] = true
	}
}

// pointing is a bubble whose outbox also puts pointers.
func pointing(t *testing.T, f func(t *testing.T, w *world, d *fakeDHT)) {
	bubble(t, func(t *testing.T, w *world) {
		d := newDHT(newPeer(t), newPeer(t), newPeer(t))
		w.Pointers = d
		w.restart()
		f(t, w, d)
	})
}

// A pointer alone leaves the parcel queued; it is put again until the recipient
// answers, and then taken back from all that held it.
func TestPointer(t *testing.T) {
	pointing(t, func(t *testing.T, w *world, d *fakeDHT) {
		w.add(w.parcel("a", newPeer(t)))
		synctest.Wait()
		if r, _ := w.row("a"); r.State != Queued || r.Pointers != 3 || d.copies() != 3 || d.puts.Load() != 1 {
			t.Fatalf("%+v; %d copies by %d puts", r, d.copies(), d.puts.Load())
		}
		w.after(putAgain + time.Minute)
		if d.puts.Load() != 2 {
			t.Errorf("it was put %d times", d.puts.Load())
		}
		w.direct.says(direct.Answer{Outcome: direct.Committed}, 0)
		w.restart()
		w.after(time.Minute)
		if d.copies() != 0 {
			t.Errorf("%d copies are left", d.copies())
		}
		w.wantNothing()
	})
}

// While nobody is there it is tried again and again; push nodes are asked too.
func TestPointerNobodyThere(t *testing.T) {
	pointing(t, func(t *testing.T, w *world, d *fakeDHT) {
		node := newNode(t)
		d.leave(d.holders...)
		w.add(w.parcel("a", newPeer(t), node))
		w.after(time.Minute)
		if r, _ := w.row("a"); r.Pointers != 0 || len(d.besides()) != 1 || d.besides()[0].ID != node.ID {
			t.Errorf("%+v; asked besides: %v", r, d.besides())
		}
		d.leave()
		w.after(2 * time.Hour)
		if r, _ := w.row("a"); r.Pointers != 3 || d.puts.Load() != 1 {
			t.Errorf("%+v after %d puts", r, d.puts.Load())
		}
	})
}

// A holder that is away when the parcel ends is asked again, but not for ever.
func TestWithdrawal(t *testing.T) {
	pointing(t, func(t *testing.T, w *world, d *fakeDHT) {
		w.add(w.parcel("a", newPeer(t)), w.parcel("b", newPeer(t)))
		synctest.Wait()
		d.leave(d.holders[0])
		w.update(func(tx *vault.Tx) error { return w.Done(tx, "a") })
		w.after(time.Minute)
		if d.copies() != 3+1 || w.count("withdrawal") != 1 {
			t.Fatalf("%d copies, %d withdrawals", d.copies(), w.count("withdrawal"))
		}
		d.leave()
		w.after(2 * time.Hour)
		if d.copies() != 3 || w.count("withdrawal") != 0 {
			t.Errorf("%d copies, %d withdrawals", d.copies(), w.count("withdrawal"))
		}
		d.leave(d.holders...)
		w.update(func(tx *vault.Tx) error { return w.Done(tx, "b") })
		w.after(withdrawMax * lastRetry * 2)
		w.wantNothing()
	})
}

// Nothing is put for what ended, and a crash between the two loses neither.
func TestPointerAcrossRestart(t *testing.T) {
	pointing(t, func(t *testing.T, w *world, d *fakeDHT) {
		d.leave(d.holders...)
		w.add(w.parcel("a", newPeer(t)), w.parcel("b", newPeer(t)))
		synctest.Wait()
		w.update(func(tx *vault.Tx) error { return w.Done(tx, "b") })
		d.leave()
		w.restart()
		w.after(time.Minute)
		if a, _ := w.row("a"); a.Pointers != 3 || d.copies() != 3 {
			t.Errorf("%+v, %d copies", a, d.copies())
		}
	})
}

// A thousand parcels for one recipient go in batches.
func TestManyPointers(t *testing.T) {
	pointing(t, func(t *testing.T, w *world, d *fakeDHT) {
		to := newPeer(t)
		var ps []Parcel
		for i := range 200 {
			ps = append(ps, w.parcel(string(rune('A'+i)), to))
		}
		w.add(ps...)
		w.after(time.Minute)
		if d.copies() != 3*len(ps) || int(d.puts.Load()) > len(ps)/10 {
			t.Errorf("%d copies by %d puts", d.copies(), d.puts.Load())
		}
	})
}
