package push

import (
	"fmt"
	"testing"

	"github.com/ipfs/go-cid"
)

// unlimited is a push node for measuring, not for strangers.
var unlimited = Limits{
	PerMailbox: 1 << 30, PerDepositor: 1 << 30, PerNetwork: 1 << 30, Deposits: 1 << 30,
	Quota: 1 << 50, DepositorBytes: 1 << 50, NetworkBytes: 1 << 50, Bytes: 1 << 50,
	DepositorRate: Rate{1 << 30, 1 << 30}, NetworkRate: Rate{1 << 30, 1 << 30},
}

// BenchmarkStore leaves 8 KiB blocks and verifies their receipts; one operation
// is one deposit. Client and node share the processors.
func BenchmarkStore(b *testing.B) {
	for _, per := range []int{1, 64, 1000} {
		b.Run(fmt.Sprintf("call-of-%d", per), func(b *testing.B) {
			n := newNode(b, unlimited)
			bob := newUser(b).registered(b, n)
			ls := make([]letter, b.N)
			for i := range ls {
				ls[i] = newLetter(b, bob.Mailbox(), 8<<10)
			}
			alice := newUser(b)
			b.SetBytes(8 << 10)
			b.ResetTimer()
			for from := 0; from < b.N; from += per {
				alice.store(b, n, ls[from:min(from+per, b.N)]...)
			}
			b.StopTimer()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "deposits/s")
		})
	}
}

// BenchmarkStoreManyClients is the same with eight clients at a time.
func BenchmarkStoreManyClients(b *testing.B) {
	n := newNode(b, unlimited)
	bob := newUser(b).registered(b, n)
	users := make(chan *user, 8)
	for range cap(users) {
		users <- newUser(b)
	}
	ls := make(chan letter, b.N)
	for range b.N {
		ls <- newLetter(b, bob.Mailbox(), 8<<10)
	}
	b.SetBytes(8 << 10)
	b.SetParallelism(4)
	b.ResetTimer()
	b.RunParallel(func(p *testing.PB) {
		u := <-users
		defer func() { users <- u }()
		for p.Next() {
			u.store(b, n, <-ls)
		}
	})
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "deposits/s")
}

// BenchmarkGet fetches 8 KiB blocks, 1,000 in a call; one operation is one block.
func BenchmarkGet(b *testing.B) {
	const held = 1000
	n := newNode(b, Limits{})
	bob := newUser(b).registered(b, n)
	var cids []cid.Cid
	for range held / 50 {
		var ls []letter
		for range 50 {
			ls = append(ls, newLetter(b, bob.Mailbox(), 8<<10))
		}
		for _, r := range bob.store(b, n, ls...) {
			cids = append(cids, r.CID)
		}
	}
	b.SetBytes(8 << 10)
	b.ResetTimer()
	for done := 0; done < b.N; done += held {
		want := cids[:min(held, b.N-done)]
		blocks, err := bob.Get(b.Context(), n.info, bob, want)
		if err != nil || len(blocks) != len(want) || blocks[0] == nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "gets/s")
}

// BenchmarkListMailboxes lists a thousand empty mailboxes; one operation is one call.
// Client and node share the processors.
func BenchmarkListMailboxes(b *testing.B) {
	for _, many := range []int{0, 1000, 12_000} {
		b.Run(fmt.Sprintf("of-%d", many), func(b *testing.B) {
			n := newNode(b, Limits{})
			bob := newUser(b).registered(b, n)
			bob.enrols(b, n, boxes(b, many)...)
			b.ResetTimer()
			for range b.N {
				if es, _, err := bob.List(b.Context(), n.info, bob, 0, 256); err != nil || len(es) != 0 {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkEnrol enrols mailboxes, a thousand in a call.
func BenchmarkEnrol(b *testing.B) {
	n := newNode(b, Limits{Mailboxes: 1 << 30, NetMailboxes: 1 << 30, AllMailboxes: 1 << 30})
	n.enrols.Rate = Rate{1 << 30, 1 << 30}
	bob := newUser(b).registered(b, n)
	ss := boxes(b, b.N)
	b.ResetTimer()
	for from := 0; from < b.N; from += 1000 {
		bob.enrols(b, n, ss[from:min(from+1000, b.N)]...)
	}
}
