package encvfs

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

const secret = "a sentence that nobody else may read"

func register(t testing.TB, key []byte) *VFS {
	t.Helper()
	v, err := Register(key)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := v.Unregister(); err != nil {
			t.Error(err)
		}
	})
	return v
}

func open(t testing.TB, v *VFS, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?vfs="+v.Name()+
		"&_pragma=busy_timeout(60000)&_pragma=journal_mode(WAL)&_pragma=temp_store(2)&_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func mustExec(t testing.TB, db *sql.DB, query string, args ...any) {
	t.Helper()
	if _, err := db.Exec(query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

func checkIntegrity(t testing.TB, db *sql.DB) {
	t.Helper()
	var s string
	if err := db.QueryRow(`PRAGMA integrity_check`).Scan(&s); err != nil || s != "ok" {
		t.Fatalf("integrity_check = %q, %v", s, err)
	}
}

// noPlaintext looks at every file in dir.
func noPlaintext(t *testing.T, dir string, wantFiles ...string) {
	t.Helper()
	for _, name := range wantFiles {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || len(b) < 512 {
			t.Fatalf("%s has %d bytes: %v", name, len(b), err)
		}
		for _, s := range []string{secret, "SQLite format 3", "CREATE TABLE"} {
			if bytes.Contains(b, []byte(s)) {
				t.Errorf("%s shows %q", name, s)
			}
		}
	}
}

func TestNothingIsPlainOnDisk(t *testing.T) {
	dir := t.TempDir()
	db := open(t, register(t, random(KeySize)), filepath.Join(dir, "a.db"))
	mustExec(t, db, `CREATE TABLE m (body TEXT)`)
	for i := range 50 {
		mustExec(t, db, `INSERT INTO m VALUES (?)`, strings.Repeat(secret, i))
	}
	mustExec(t, db, `PRAGMA wal_checkpoint(PASSIVE)`)
	mustExec(t, db, `INSERT INTO m VALUES (?)`, secret)
	mustExec(t, db, `VACUUM INTO ?`, filepath.Join(dir, "copy.db"))
	noPlaintext(t, dir, "a.db", "a.db-wal", "copy.db")
}

func TestEveryJournalMode(t *testing.T) {
	dir := t.TempDir()
	v := register(t, random(KeySize))
	db := open(t, v, filepath.Join(dir, "a.db"))
	db.SetMaxOpenConns(1)
	mustExec(t, db, `CREATE TABLE m (id INTEGER PRIMARY KEY, body TEXT)`)
	for _, mode := range []string{"delete", "truncate", "persist", "wal"} {
		var got string
		if err := db.QueryRow(`PRAGMA journal_mode=` + mode).Scan(&got); err != nil || got != mode {
			t.Fatalf("journal_mode=%s: %q, %v", mode, got, err)
		}
		tx, err := db.Begin()
		if err != nil {
			t.Fatal(err)
		}
		for i := range 300 {
			if _, err := tx.Exec(`INSERT INTO m (body) VALUES (?)`, strings.Repeat(mode, i)); err != nil {
				t.Fatal(err)
			}
		}
		if err := tx.Rollback(); err != nil {
			t.Fatal(err)
		}
		mustExec(t, db, `INSERT INTO m (body) VALUES (?)`, strings.Repeat(mode, 3000))
		mustExec(t, db, `VACUUM`)
		checkIntegrity(t, db)
	}
	var n int
	if err := db.QueryRow(`SELECT count(*) FROM m`).Scan(&n); err != nil || n != 4 {
		t.Fatalf("%d rows, %v; want 4", n, err)
	}
}

func TestOtherKeyReadsNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := open(t, register(t, random(KeySize)), path)
	mustExec(t, db, `CREATE TABLE m (body TEXT)`)
	db.Close()
	other := open(t, register(t, random(KeySize)), path)
	var n int
	if err := other.QueryRow(`SELECT count(*) FROM m`).Scan(&n); err == nil || !strings.Contains(err.Error(), "not a database") {
		t.Fatalf("another key: %v, want that it is not a database", err)
	}
}

func TestEqualContentDiffersByKind(t *testing.T) {
	v := register(t, random(KeySize))
	database, log := random(sectorSize), []byte(nil)
	log = bytes.Clone(database)
	v.cipher.encrypt(database, (&file{kind: kindOf(sqlite3.SQLITE_OPEN_MAIN_DB)}).number(0))
	v.cipher.encrypt(log, (&file{kind: kindOf(sqlite3.SQLITE_OPEN_WAL)}).number(0))
	if bytes.Equal(database, log) {
		t.Fatal("the same sector looks the same in database and log")
	}
}

// A copy of database and log made while the program runs is what a crash leaves.
func TestCrashCopyReopens(t *testing.T) {
	dir := t.TempDir()
	v := register(t, random(KeySize))
	db := open(t, v, filepath.Join(dir, "a.db"))
	mustExec(t, db, `CREATE TABLE m (body TEXT)`)
	for i := range 100 {
		mustExec(t, db, `INSERT INTO m VALUES (?)`, strings.Repeat("x", i*50))
	}
	for _, suffix := range []string{"", "-wal"} {
		b, err := os.ReadFile(filepath.Join(dir, "a.db"+suffix))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "b.db"+suffix), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	after := open(t, v, filepath.Join(dir, "b.db"))
	var n int
	if err := after.QueryRow(`SELECT count(*) FROM m`).Scan(&n); err != nil || n != 100 {
		t.Fatalf("%d rows after the crash, %v; want 100", n, err)
	}
	checkIntegrity(t, after)
}

// Readers see whole rows only, while frames of the log share sectors and blocks.
func TestReadersBesideWriter(t *testing.T) {
	db := open(t, register(t, random(KeySize)), filepath.Join(t.TempDir(), "a.db"))
	mustExec(t, db, `CREATE TABLE m (id INTEGER PRIMARY KEY, body TEXT)`)
	mustExec(t, db, `INSERT INTO m VALUES (1, '')`)
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() { readWhole(t, db, done) })
	}
	for i := range 300 {
		mustExec(t, db, `UPDATE m SET body = ? WHERE id = 1`, strings.Repeat(string(rune('a'+i%26)), 9000))
	}
	close(done)
	readers.Wait()
	checkIntegrity(t, db)
}

func readWhole(t *testing.T, db *sql.DB, done <-chan struct{}) {
	for {
		select {
		case <-done:
			return
		default:
		}
		var body string
		if err := db.QueryRow(`SELECT body FROM m WHERE id = 1`).Scan(&body); err != nil {
			t.Error(err)
			return
		}
		if body != "" && strings.Trim(body, body[:1]) != "" {
			t.Error("a reader saw half of a write")
			return
		}
	}
}

func TestUnregister(t *testing.T) {
	v, err := Register(random(KeySize))
	if err != nil {
		t.Fatal(err)
	}
	db := open(t, v, filepath.Join(t.TempDir(), "a.db"))
	mustExec(t, db, `CREATE TABLE m (body TEXT)`)
	if err := v.Unregister(); err == nil {
		t.Fatal("Unregister with an open file did not fail")
	}
	mustExec(t, db, `INSERT INTO m VALUES ('still there')`)
	db.Close()
	for range 2 {
		if err := v.Unregister(); err != nil {
			t.Fatal(err)
		}
	}
	if known(v.Name()) {
		t.Fatal("SQLite still knows the VFS")
	}
}

func known(name string) bool {
	tls := libc.NewTLS()
	defer tls.Close()
	c, err := libc.CString(name)
	if err != nil {
		panic(err)
	}
	defer libc.Xfree(tls, c)
	return sqlite3.Xsqlite3_vfs_find(tls, c) != 0
}

func TestRegisterRefusesShortKey(t *testing.T) {
	if _, err := Register(random(32)); err == nil {
		t.Fatal("a key of 32 bytes was taken")
	}
}

func TestManyVFSAtOnce(t *testing.T) {
	for i := range 20 {
		db := open(t, register(t, random(KeySize)), filepath.Join(t.TempDir(), fmt.Sprintf("%d.db", i)))
		mustExec(t, db, `CREATE TABLE m (body TEXT)`)
	}
}
