package chat

import (
	"crypto/ed25519"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/identity"
	"restante/node/vault"
)

// million is how many messages there are, in a hundred conversations.
const million = 1_000_000

// BenchmarkPageOfAMillion reads the newest 50 messages of one conversation after the
// other, and pages from the middle of them.
func BenchmarkPageOfAMillion(b *testing.B) {
	s := newSide(b)
	people := make([]string, 100)
	for i := range people {
		people[i] = somebody(b).String()
	}
	s.fill(people)
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		with := mustPeer(b, people[i%len(people)])
		q := Query{Limit: 50}
		if i%2 == 1 {
			q.Before = fmt.Sprint("id", million/2+i%len(people))
		}
		began := time.Now()
		ms, err := s.Messages(b.Context(), with, q)
		took = append(took, time.Since(began))
		if err != nil || len(ms) != 50 {
			b.Fatal(len(ms), err)
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
	b.ReportMetric(0, "ns/op")
}

// fill writes the messages as they would be after years.
func (s *side) fill(people []string) {
	s.T.Helper()
	device, began := envelope.Device{1}, time.Now().Add(-million*time.Minute)
	for n := 0; n < million; {
		s.Update(func(tx *vault.Tx) error {
			for end := n + 10_000; n < end; n++ {
				at := began.Add(time.Duration(n) * time.Minute)
				m := Message{ID: fmt.Sprint("id", n), Peer: mustPeer(s.T, people[n%len(people)]), Time: at, Read: true,
					Text: fmt.Sprintf("message number %d of very many, as long as most of them are, and then some", n)}
				if err := insert(tx, m, at, place{device: device[:], seq: uint64(n + 1)}); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// somebody is a peer ID of its own.
func somebody(t testing.TB) peer.ID {
	t.Helper()
	public, _, err := ed25519.GenerateKey(nil)
	must(t, err)
	id, err := identity.IDOf(public)
	must(t, err)
	return id
}
