package vault_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

// BenchmarkInsert inserts one short row a transaction into a vault and into plain
// SQLite with the same settings, turn by turn.
func BenchmarkInsert(b *testing.B) {
	v, db := vaulttest.New(b, notes(notes1)), pagesInSQLite(b)
	if _, err := db.Exec(notes1); err != nil {
		b.Fatal(err)
	}
	var inVault, inSQLite []time.Duration
	for i := 0; b.Loop(); i++ {
		body := fmt.Sprintf("a line of chat, some hundred bytes long as most of them are, which is number %d of those", i)
		inVault = append(inVault, timed(b, func() error {
			return v.Update(b.Context(), "bench", func(tx *vault.Tx) error {
				_, err := tx.Exec(`INSERT INTO notes (body) VALUES (?)`, body)
				return err
			})
		}))
		inSQLite = append(inSQLite, timed(b, func() error {
			_, err := db.Exec(`INSERT INTO notes (body) VALUES (?)`, body)
			return err
		}))
	}
	v50, _ := quantiles(inVault)
	s50, _ := quantiles(inSQLite)
	b.ReportMetric(v50, "vault-µs")
	b.ReportMetric(s50, "sqlite-µs")
	b.ReportMetric(v50/s50, "ratio")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkUnlock opens a vault that a passphrase protects.
func BenchmarkUnlock(b *testing.B) {
	o := vault.Options{Dir: b.TempDir(), Schemas: []vault.Schema{notes(notes1)}, Log: quiet, Unlock: vault.Unlock{
		New: vault.Passphrase, Passphrase: func(context.Context) ([]byte, error) { return []byte("correct horse"), nil }}}
	var took []time.Duration
	for b.Loop() {
		took = append(took, timed(b, func() error {
			v, err := vault.Open(b.Context(), o)
			if err != nil {
				return err
			}
			return v.Close()
		}))
	}
	took = slices.Delete(took, 0, min(1, len(took)-1)) // the first one makes it
	p50, p99 := quantiles(took)
	b.ReportMetric(p50/1e3, "p50-ms")
	b.ReportMetric(p99/1e3, "p99-ms")
	b.ReportMetric(0, "ns/op")
}
