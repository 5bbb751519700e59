package encvfs

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	sqlite3 "modernc.org/sqlite/lib"
)

// rows are so many that a transaction is flushed several times before its end.
const rows = 60

func openRows(t *testing.T) (v *VFS, db *sql.DB, path string) {
	v, path = register(t, random(KeySize)), filepath.Join(t.TempDir(), "a.db")
	db = open(t, v, path)
	db.SetMaxOpenConns(1)
	mustExec(t, db, `CREATE TABLE m (id INTEGER PRIMARY KEY, round INTEGER, body TEXT)`)
	for range rows {
		mustExec(t, db, `INSERT INTO m (round, body) VALUES (0, ?)`, strings.Repeat("x", 1500))
	}
	return v, db, path
}

const nextRound = `UPDATE m SET round = ?`

// round is the one that all rows are of.
func round(t *testing.T, db *sql.DB) (n int) {
	t.Helper()
	var different int
	if err := db.QueryRow(`SELECT min(round), count(DISTINCT round) FROM m`).Scan(&n, &different); err != nil || different != 1 {
		t.Fatalf("rows of %d rounds, %v", different, err)
	}
	return n
}

// openCopy opens what is on the disk now, as after a crash.
func openCopy(t *testing.T, v *VFS, path string) *sql.DB {
	t.Helper()
	dir := t.TempDir()
	for _, suffix := range []string{"", "-wal"} {
		b, err := os.ReadFile(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "b.db"+suffix), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return open(t, v, filepath.Join(dir, "b.db"))
}

// After a crash at whichever write or sync of a commit there is the state before
// it or the one behind it, and once it has returned only the latter.
func TestCrashWithinCommit(t *testing.T) {
	v, db, path := openRows(t)
	stage := 0
	wantRound := func(allowed ...int) {
		after := openCopy(t, v, path)
		if n := round(t, after); !slices.Contains(allowed, n) {
			t.Errorf("stage %d: crashed to round %d, want one of %v", stage, n, allowed)
		}
		checkIntegrity(t, after)
		after.Close()
	}
	current := 0
	watch(v, func(string, int) int32 {
		stage++
		wantRound(current-1, current)
		return sqlite3.SQLITE_OK
	})
	for current = 1; current <= 3; current++ {
		stage = 0
		mustExec(t, db, nextRound, current)
		wantRound(current)
		if stage < 3 {
			t.Errorf("only %d writes and syncs", stage)
		}
	}
}

// A commit has returned only after a sync behind its last write.
func TestCommitEndsWithSync(t *testing.T) {
	v, db, _ := openRows(t)
	var last string
	watch(v, func(what string, _ int) int32 { last = what; return sqlite3.SQLITE_OK })
	for i := range 5 {
		last = "nothing"
		mustExec(t, db, fmt.Sprintf(`UPDATE m SET round = %d WHERE id <= %d`, i+1, i*i+1))
		if last != "sync" {
			t.Errorf("the last thing that a commit did was: %s", last)
		}
		files.Range(func(_, x any) bool {
			if f := x.(*file); f.vfs == v && f.content.pending.owner != nil {
				t.Error("something is pending after a commit")
			}
			return true
		})
	}
}

// Whichever write or sync of the log fails, the commit fails, nothing of it
// shows, and the next one goes through.
func TestFailedWriteFailsCommit(t *testing.T) {
	v, db, path := openRows(t)
	stage, failing, failed := 0, 0, false
	watch(v, func(string, int) int32 {
		if stage++; stage == failing {
			failed = true
			return sqlite3.SQLITE_IOERR_WRITE
		}
		return sqlite3.SQLITE_OK
	})
	want := 0
	for failing = 1; ; failing++ {
		stage, failed = 0, false
		_, err := db.Exec(nextRound, failing)
		if !failed {
			if err != nil || failing < 4 {
				t.Fatalf("%d writes and syncs, %v", failing-1, err)
			}
			break
		}
		if err == nil {
			t.Errorf("stage %d failed and the commit did not", failing)
		}
		if n := round(t, db); n != want {
			t.Errorf("stage %d: round %d, want %d", failing, n, want)
		}
		want = 1000 + failing
		mustExec(t, db, nextRound, want)
		after := openCopy(t, v, path)
		if n := round(t, after); n != want {
			t.Errorf("stage %d: after it round %d, want %d", failing, n, want)
		}
		after.Close()
	}
	checkIntegrity(t, db)
}

// A checkpoint may die or fail at whichever write or sync of the database: the log
// still has it all.
func TestCrashWithinCheckpoint(t *testing.T) {
	const database = 0
	v, db, path := openRows(t)
	mustExec(t, db, `PRAGMA wal_autocheckpoint=0`)
	stage, failing, current := 0, 0, 0
	watchKind(v, database, func(string, int) int32 {
		if stage++; stage != failing {
			return sqlite3.SQLITE_OK
		}
		after := openCopy(t, v, path)
		if n := round(t, after); n != current {
			t.Errorf("stage %d: crashed to round %d, want %d", stage, n, current)
		}
		checkIntegrity(t, after)
		after.Close()
		return sqlite3.SQLITE_IOERR_WRITE
	})
	for failing = 1; failing <= stage+1; failing++ {
		current, stage = failing, 0
		mustExec(t, db, nextRound, current)
		_, err := db.Exec(`PRAGMA wal_checkpoint(PASSIVE)`)
		if (err != nil) != (stage >= failing) {
			t.Errorf("stage %d of %d failed, the checkpoint with %v", failing, stage, err)
		}
		if n := round(t, db); n != current {
			t.Errorf("stage %d: round %d, want %d", failing, n, current)
		}
	}
	if failing < rows/2 {
		t.Errorf("only %d writes and syncs", failing)
	}
	checkIntegrity(t, db)
}

// A transaction larger than the cache writes to the log before its commit, reads
// that again, and writes over it.
func TestTransactionLargerThanCache(t *testing.T) {
	v, db, path := openRows(t)
	mustExec(t, db, `PRAGMA cache_size=10`)
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i <= 3; i++ {
		if _, err := tx.Exec(nextRound, i); err != nil {
			t.Fatal(err)
		}
	}
	before := openCopy(t, v, path)
	if n := round(t, before); n != 0 {
		t.Errorf("round %d before the commit", n)
	}
	before.Close()
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	if n := round(t, db); n != 3 {
		t.Errorf("round %d, want 3", n)
	}
	if n := round(t, openCopy(t, v, path)); n != 3 {
		t.Errorf("round %d after a crash, want 3", n)
	}
	checkIntegrity(t, db)
}
