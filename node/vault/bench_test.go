package vault_test

import (
	"bytes"
	"crypto/rand"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite"

	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

const (
	blobSize    = 8 << 10
	createBlobs = `CREATE TABLE blobs (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT`
	insertBlob  = `INSERT INTO blobs (body) VALUES (?)`
)

// BenchmarkCommit puts 8 KiB on the disk, durably, in three ways: through an
// Update, through SQLite alone with the same settings, and with a bare write and
// fsync. In one run on one disk the first may cost little more than the second.
//
//	go test -bench Commit -benchtime 2000x ./node/vault
func BenchmarkCommit(b *testing.B) {
	blob := make([]byte, blobSize)
	rand.Read(blob)
	b.Run("vault", func(b *testing.B) { benchmarkVault(b, blob) })
	b.Run("sqlite", func(b *testing.B) { benchmarkSQLite(b, blob) })
	b.Run("fsync", func(b *testing.B) { benchmarkFsync(b, blob) })
}

func benchmarkVault(b *testing.B, blob []byte) {
	v := vaulttest.New(b, notes(createBlobs))
	b.ReportAllocs()
	for b.Loop() {
		err := v.Update(b.Context(), "bench", func(tx *vault.Tx) error {
			_, err := tx.Exec(insertBlob, blob)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func benchmarkSQLite(b *testing.B, blob []byte) {
	path := filepath.Join(b.TempDir(), "plain.db")
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=secure_delete(1)&_pragma=journal_size_limit(8388608)")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(createBlobs); err != nil {
		b.Fatal(err)
	}
	stmt, err := db.Prepare(insertBlob)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := stmt.Exec(blob); err != nil {
			b.Fatal(err)
		}
	}
}

func benchmarkFsync(b *testing.B, blob []byte) {
	f, err := os.Create(filepath.Join(b.TempDir(), "log"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	for b.Loop() {
		if _, err := f.Write(blob); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkView reads one of 10,000 small rows by its id.
func BenchmarkView(b *testing.B) {
	v := vaulttest.New(b, notes(notes1))
	fill(b, v, 10_000, 200)
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		n++
		err := v.View(b.Context(), func(tx *vault.Tx) error {
			var body string
			return tx.QueryRow(`SELECT body FROM notes WHERE id = ?`, n%10_000+1).Scan(&body)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen opens an existing vault, and closes it.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	schema := notes(notes1)
	v := vaulttest.Open(b, dir, schema)
	fill(b, v, 10_000, 200)
	if err := v.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		v, err := vault.Open(b.Context(), vault.Options{Dir: dir, Schemas: []vault.Schema{schema}, Log: quiet})
		if err != nil {
			b.Fatal(err)
		}
		if err := v.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func fill(t testing.TB, v *vault.Vault, rows, size int) {
	t.Helper()
	err := v.Update(t.Context(), "fill", func(tx *vault.Tx) error {
		for i := range rows {
			body := fmt.Sprintf("%d %s", i, bytes.Repeat([]byte("x"), size))
			if _, err := tx.Exec(`INSERT INTO notes (body) VALUES (?)`, body); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
