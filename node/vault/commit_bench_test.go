package vault_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

const (
	rowsOfAPage = 400
	createPages = `CREATE TABLE pages (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT`
	insertPage  = `INSERT INTO pages (body) VALUES (?)`
	updatePage  = `UPDATE pages SET body = ? WHERE id = ?`

	// what a connection of the vault is set to
	sameSettings = "?_pragma=page_size(2048)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
		"&_pragma=secure_delete(1)&_pragma=cell_size_check(1)&_pragma=journal_size_limit(8388608)"
)

// BenchmarkPages changes rows that fill a page each, in a vault and in plain
// SQLite with the same settings, turn by turn, so that both meet the same disk
// and the same neighbours. On a file system in memory it shows the work alone:
//
//	TMPDIR=/dev/shm go test -bench Pages -benchtime 5000x ./node/vault
func BenchmarkPages(b *testing.B) {
	for _, n := range []int{1, 5, 15} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmarkPages(b, n) })
	}
}

func benchmarkPages(b *testing.B, n int) {
	v, db := pagesInVault(b), pagesInSQLite(b)
	var inVault, inSQLite []time.Duration
	i := 0
	for b.Loop() {
		i++
		inVault = append(inVault, timed(b, func() error { return updateVault(b, v, i, n) }))
		inSQLite = append(inSQLite, timed(b, func() error { return updateSQLite(db, i, n) }))
	}
	v50, v99 := quantiles(inVault)
	s50, s99 := quantiles(inSQLite)
	b.ReportMetric(v50, "vault-µs")
	b.ReportMetric(s50, "sqlite-µs")
	b.ReportMetric(v50/s50, "ratio")
	b.ReportMetric(v99, "vault-p99-µs")
	b.ReportMetric(s99, "sqlite-p99-µs")
	b.ReportMetric(0, "ns/op")
}

func pagesInVault(b *testing.B) *vault.Vault {
	v := vaulttest.New(b, notes(createPages))
	err := v.Update(b.Context(), "fill", func(tx *vault.Tx) error {
		for range rowsOfAPage {
			if _, err := tx.Exec(insertPage, page(0)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return v
}

func pagesInSQLite(b *testing.B) *sql.DB {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "plain.db")+sameSettings)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(createPages); err != nil {
		b.Fatal(err)
	}
	for range rowsOfAPage {
		if _, err := db.Exec(insertPage, page(0)); err != nil {
			b.Fatal(err)
		}
	}
	return db
}

// page is a row that leaves no room for a second one beside it.
func page(i int) []byte { return bytes.Repeat([]byte{byte(i)}, 1500) }

func updateVault(b *testing.B, v *vault.Vault, i, n int) error {
	return v.Update(b.Context(), "bench", func(tx *vault.Tx) error {
		for k := range n {
			if _, err := tx.Exec(updatePage, page(i), 1+(i*n+k)%rowsOfAPage); err != nil {
				return err
			}
		}
		return nil
	})
}

func updateSQLite(db *sql.DB, i, n int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	stmt, err := tx.Prepare(updatePage)
	if err != nil {
		return err
	}
	for k := range n {
		if _, err := stmt.Exec(page(i), 1+(i*n+k)%rowsOfAPage); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func timed(b *testing.B, f func() error) time.Duration {
	start := time.Now()
	if err := f(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

// quantiles are the middle and the ninety-ninth of a hundred, in microseconds.
func quantiles(ds []time.Duration) (middle, late float64) {
	slices.Sort(ds)
	at := func(i int) float64 { return float64(ds[i].Nanoseconds()) / 1e3 }
	return at(len(ds) / 2), at(len(ds) * 99 / 100)
}
