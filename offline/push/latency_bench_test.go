package push

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/ipfs/go-cid"
)

// paced calls f so many times a second, however long each call takes, and
// reports how long they took from the moment at which they were due.
func paced(b *testing.B, perSecond int, f func(i int)) {
	b.Helper()
	tick := time.NewTicker(time.Second / time.Duration(perSecond))
	defer tick.Stop()
	took := make([]time.Duration, b.N)
	var wg sync.WaitGroup
	b.ResetTimer()
	for i := range b.N {
		due := <-tick.C
		wg.Go(func() {
			f(i)
			took[i] = time.Since(due)
		})
	}
	wg.Wait()
	b.StopTimer()
	slices.Sort(took)
	for name, at := range map[string]float64{"p50-ms": 0.5, "p99-ms": 0.99} {
		b.ReportMetric(float64(took[int(at*float64(len(took)-1))])/1e6, name)
	}
}

// BenchmarkStoreLatency leaves 500 deposits a second, one in a call, by eight
// clients: half of what a push node must take.
func BenchmarkStoreLatency(b *testing.B) {
	n := newNode(b, unlimited)
	bob := newUser(b).registered(b, n)
	var users []*user
	for range 8 {
		users = append(users, newUser(b))
	}
	ls := make([]letter, b.N)
	for i := range ls {
		ls[i] = newLetter(b, bob.Mailbox(), 8<<10)
	}
	paced(b, 500, func(i int) {
		results, err := users[i%len(users)].Store(b.Context(), n.info, []Deposit{ls[i].Deposit})
		if err != nil || results[0].Err != nil {
			b.Error(err, results)
		}
	})
}

// BenchmarkGetLatency fetches 2,000 blocks of 8 KiB a second, eight in a call.
func BenchmarkGetLatency(b *testing.B) {
	const per, held = 8, 800
	n := newNode(b, unlimited)
	bob := newUser(b).registered(b, n)
	var ls []letter
	var cids []cid.Cid
	for range held {
		ls = append(ls, newLetter(b, bob.Mailbox(), 8<<10))
		cids = append(cids, ls[len(ls)-1].CID)
	}
	bob.store(b, n, ls...)
	paced(b, 2000/per, func(i int) {
		want := cids[i*per%held:][:per]
		blocks, err := bob.Get(b.Context(), n.info, bob, want)
		if err != nil || len(blocks) != per || blocks[0] == nil {
			b.Error(err, len(blocks))
		}
	})
}

// BenchmarkStoreFull leaves deposits where each has to push another one out.
func BenchmarkStoreFull(b *testing.B) {
	l := unlimited
	l.PerMailbox = 2000
	n := newNode(b, l)
	alice, bob := newUser(b), newUser(b).registered(b, n)
	letters := func(count, work int) (ls []letter) {
		for range count {
			ls = append(ls, newLetter(b, bob.Mailbox(), 8<<10).worth(b, work))
		}
		return ls
	}
	for range 10 {
		alice.store(b, n, letters(100, 0)...)
	}
	var rounds [][]letter
	for left := b.N; left > 0; left -= 500 {
		rounds = append(rounds, letters(min(left, 500), 1+len(rounds)/2))
	}
	b.ResetTimer()
	for _, ls := range rounds {
		alice.store(b, n, ls...)
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "deposits/s")
}
