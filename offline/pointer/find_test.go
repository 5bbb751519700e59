package pointer

import (
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/identity/identitytest"
	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// Records that lie at several holders come once, in as many pages as it takes,
// and those that lie at one come too.
func TestFindEverything(t *testing.T) {
	hs := newHolders(t, 3, Limits{})
	alice, bob := newUser(t, hs...), newUser(t, hs...)
	all := newLetters(t, 2*maxRecords+7, bob.Mailbox())
	alice.leave(t, all...)
	for _, h := range hs {
		only := newLetter(t, bob.Mailbox())
		newUser(t, h).leave(t, only)
		all = append(all, only)
	}
	alice.leave(t, newLetter(t, alice.Mailbox()))
	bob.holds(t, all...)
	userLike(t, bob, hs[0]).holds(t, append(all[:2*maxRecords+7:2*maxRecords+7], all[2*maxRecords+7])...)
}

// What lies at ten holders is sent about once, not ten times.
func TestFindOnce(t *testing.T) {
	const records, holders = 600, 10
	bob := newUser(t)
	ls := newLetters(t, records, bob.Mailbox())
	var sent atomic.Int64
	var hs []*holder
	for range holders {
		hs = append(hs, keeping(t, ls, &sent))
	}
	userLike(t, bob, hs...).holds(t, ls...)
	t.Logf("%d records were sent for %d", sent.Load(), records)
	if n := sent.Load(); n > 3*records {
		t.Errorf("%d records were sent for %d", n, records)
	}
}

// More than a client can name in one call are read to the end, and what one holder
// has alone is found behind all of them.
func TestFindMoreThanCanBeNamed(t *testing.T) {
	bob := newUser(t)
	ls := newLetters(t, 2*maxSkip+500, bob.Mailbox())
	var sent atomic.Int64
	one := keeping(t, ls, &sent)
	more := newLetters(t, 40, bob.Mailbox())
	userLike(t, bob, one, keeping(t, append(more, ls...), &sent)).holds(t, append(more, ls...)...)
	t.Logf("%d records were sent for %d", sent.Load(), len(ls)+len(more))
	if n := sent.Load(); n > int64(len(ls)+len(ls)/2) {
		t.Errorf("%d records were sent for %d", n, len(ls)+len(more))
	}
}

// keeping is a holder of records in memory that counts what it sends.
func keeping(t *testing.T, ls []letter, sent *atomic.Int64) *holder {
	t.Helper()
	byKey := sealedOf(t, ls)
	return answering(t, func(call *pb.PointerCall) *pb.PointerAnswer {
		p := pageOf(byKey, call, maxRecords)
		sent.Add(int64(len(p.records)))
		return pageToWire(p)
	})
}

func sealedOf(t *testing.T, ls []letter) map[deposit.Key]sealed {
	byKey := make(map[deposit.Key]sealed)
	for _, l := range ls {
		byKey[l.key] = sealed{key: l.key, raw: rawOf(t, l)}
	}
	return byKey
}

// pageOf answers a FIND from memory, with n records at most.
func pageOf(byKey map[deposit.Key]sealed, call *pb.PointerCall, n int) (p page) {
	var m pb.PointerFind
	_ = unmarshal(call.GetSigned().GetArgs(), &m)
	s, _ := spanFromWire(&m)
	skip := make(map[uint64]bool)
	for _, x := range s.skip {
		skip[x] = true
	}
	for k, r := range byKey {
		if s.holds(k) && !skip[prefix(k)] {
			p.records = append(p.records, r)
		}
	}
	slices.SortFunc(p.records, func(a, b sealed) int { return fromKey(s.after, a.key, b.key) })
	p.more = len(p.records) > n
	p.records = p.records[:min(len(p.records), n)]
	return p
}

// Holders that are away, that never answer or that answer late delay nobody: a
// record comes when it would come without them.
func TestDeadHoldersDelayNobody(t *testing.T) {
	arrives := func(dead int) (at time.Duration) {
		synctest.Test(t, func(t *testing.T) {
			w := p2ptest.NewWorld(t, 40*time.Millisecond)
			live := virtualHolder(t, w)
			bob := userOn(t, w.Host(), identitytest.New(t), deadHolders(w, dead)...)
			l := newLetter(t, bob.Mailbox())
			start := time.Now()
			placed, err := bob.Put(t.Context(), bob.Mailbox(), []deposit.Record{l.Record}, infos(live))
			if took := time.Since(start); err != nil || len(placed[0].Holders) != 1 || took > callDeadline {
				t.Fatalf("placed %+v after %v, %v", placed, took, err)
			}
			start = time.Now()
			if err := bob.Find(t.Context(), bob, infos(live), func(Found) { at = time.Since(start) }); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(start); took > callDeadline {
				t.Errorf("all of it took %v", took)
			}
			live.Close()
		})
		return at
	}
	alone, among := arrives(0), arrives(20)
	t.Logf("a record arrives after %v, among 20 dead holders after %v", alone, among)
	if alone == 0 || among-alone > 5*time.Millisecond {
		t.Errorf("a record arrives after %v, among 20 dead holders after %v", alone, among)
	}
}

// A scan asks no holder for longer than its budget, however little it sends at a
// time.
func TestSlowDrip(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, 10*time.Millisecond)
		bob := userOn(t, w.Host(), identitytest.New(t))
		h := w.Host()
		ls := newLetters(t, 100, bob.Mailbox())
		var next atomic.Int64
		h.Handle(Protocol, p2p.Limits{Frame: 1 << 20}, drip(t, ls, &next))
		bob.way.holders = append(bob.way.holders, h.Info())
		start := time.Now()
		if err := bob.Find(t.Context(), bob, nil, func(Found) {}); err == nil {
			t.Error("a holder that drips was read to the end")
		}
		if took := time.Since(start); took > scanDeadline+callDeadline+time.Second {
			t.Errorf("it took %v", took)
		}
		if n := next.Load(); n < 5 {
			t.Errorf("only %d pages were read", n)
		}
	})
}
