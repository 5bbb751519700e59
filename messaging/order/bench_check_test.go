package order

import (
	"context"
	"sync"
	"testing"
	"time"

	"restante/node/identity"
	"restante/node/identity/identitytest"
	"restante/node/vault"
)

// BenchmarkCheckAll compares ten thousand open orders with five thousand buyers, a round at
// a time, while somebody else writes too: that one waits for the longest transaction.
func BenchmarkCheckAll(b *testing.B) {
	w := newTrade(b)
	keys := make([]*identity.Key, 5_000)
	for i := range keys {
		keys[i] = identitytest.New(b)
	}
	w.merchant.fills(w, 10_000, keys...)
	w.merchant.hasHeardOf(keys)
	var rounds, waits, reads took
	for b.Loop() {
		began := time.Now()
		w.merchant.View(func(tx *vault.Tx) error { _, err := w.merchant.toCheck(tx, "", false, began); return err })
		reads = append(reads, time.Since(began))
		ended := w.merchant.writesBeside(&waits)
		began = time.Now()
		must(b, w.merchant.CheckAll(ctx))
		rounds = append(rounds, time.Since(began))
		ended()
		w.drop()
	}
	b.ReportMetric(rounds.at(0.5)/1000, "s/round")
	b.ReportMetric(waits.at(1), "longest-ms")
	b.ReportMetric(reads.at(1), "read-ms")
}

// hasHeardOf makes others people of whom something came.
func (s *side) hasHeardOf(keys []*identity.Key) {
	s.T.Helper()
	s.Update(func(tx *vault.Tx) error {
		for _, k := range keys {
			if err := tx.Do("hearing of somebody", `INSERT INTO came (peer, device, ranges) VALUES (?, x'00', x'')`, k.ID().String()); err != nil {
				return err
			}
		}
		return nil
	})
}

// writesBeside writes again and again until it is ended, and notes how long each took.
func (s *side) writesBeside(waits *took) (ended func()) {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() {
		for ctx.Err() == nil {
			began := time.Now()
			must(s.T, s.Vault.Update(context.Background(), "beside", func(tx *vault.Tx) error { return nil }))
			*waits = append(*waits, time.Since(began))
		}
	})
	return func() { cancel(); wg.Wait() }
}
