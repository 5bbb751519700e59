package delivery

import (
	"slices"
	"testing"
	"time"

	"restante/messaging/envelope"
	"restante/node/vault"
)

// BenchmarkEnvelope seals a line of chat for a talking peer and opens it there, all
// layers included, but neither the message's own row nor the commit: with keys of the
// same chain, and with a new agreement each time.
func BenchmarkEnvelope(b *testing.B) {
	b.Run("chain", func(b *testing.B) {
		alice, bob := talking(b)
		benchmarkEnvelope(b, func() time.Duration { return alice.passes(bob) })
	})
	b.Run("turn", func(b *testing.B) {
		alice, bob := talking(b)
		benchmarkEnvelope(b, func() time.Duration {
			alice, bob = bob, alice
			return alice.passes(bob)
		})
	})
}

func benchmarkEnvelope(b *testing.B, pass func() time.Duration) {
	var took []time.Duration
	for b.Loop() {
		took = append(took, pass())
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(0, "ns/op")
}

// passes seals and opens one message, and tells how long the two took.
func (s *side) passes(to *side) (took time.Duration) {
	s.t.Helper()
	var sealed []byte
	m := envelope.Message{Device: s.run, Seq: 1, Kind: envelope.KindChat, SentAt: time.Now(), Body: []byte("a line of chat")}
	s.update(func(tx *vault.Tx) error {
		began := time.Now()
		c, _, err := s.addressee(tx, to.id())
		if err != nil {
			return err
		}
		g, err := s.parcel(tx, c, m)
		sealed, took = g.Sealed, time.Since(began)
		return err
	})
	to.update(func(tx *vault.Tx) error {
		began := time.Now()
		locked, _, err := envelope.Open(to.id(), to.Keys, sealed)
		if err != nil {
			return err
		}
		_, _, err = envelope.Unlock(to.id(), locked, to.Sessions.Ear(tx, s.id()))
		took += time.Since(began)
		return err
	})
	return took
}
