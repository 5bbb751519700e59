package vault_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

const notes2 = `ALTER TABLE notes ADD COLUMN read INTEGER NOT NULL DEFAULT 0;
CREATE INDEX notes_unread ON notes (id) WHERE read = 0;`

func TestUpgradeKeepsABackup(t *testing.T) {
	dir := t.TempDir()
	v := open(t, options(dir, notes(notes1)))
	add(t, v, "old")
	closeVault(t, v)
	if _, err := os.Stat(filepath.Join(dir, "backup")); err == nil {
		t.Error("a new database was backed up")
	}

	v = open(t, options(dir, notes(notes1, notes2)))
	add(t, v, "new")
	err := v.View(t.Context(), func(tx *vault.Tx) error {
		var unread int
		return tx.QueryRow(`SELECT count(*) FROM notes WHERE read = 0`).Scan(&unread)
	})
	if err != nil {
		t.Error("the upgrade is not there:", err)
	}
	closeVault(t, v)

	restored := t.TempDir()
	copyFile(t, filepath.Join(dir, "vault.key"), filepath.Join(restored, "vault.key"))
	copyFile(t, filepath.Join(dir, "backup", "before-notes-02.db"), filepath.Join(restored, "restante.db"))
	v = vaulttest.Open(t, restored, notes(notes1))
	wantCount(t, v, 1)
}

// A copy from before an upgrade goes after a week: it has what was deleted since.
func TestCopiesOfTheDatabaseGo(t *testing.T) {
	dir := t.TempDir()
	closeVault(t, open(t, options(dir, notes(notes1))))
	o := options(dir, notes(notes1, notes2))
	closeVault(t, open(t, o))
	kept := filepath.Join(dir, "backup", "before-notes-02.db")
	for _, c := range []struct {
		days int
		want bool
	}{{6, true}, {8, false}} {
		made := time.Now().AddDate(0, 0, -c.days)
		if err := os.Chtimes(kept, made, made); err != nil {
			t.Fatal(err)
		}
		closeVault(t, open(t, o))
		if _, err := os.Stat(kept); (err == nil) != c.want {
			t.Errorf("after %d days: %v", c.days, err)
		}
	}
}

func TestOpeningAgainAppliesNothing(t *testing.T) {
	o := options(t.TempDir(), notes(notes1, notes2))
	for range 2 {
		v := open(t, o)
		add(t, v, "x")
		closeVault(t, v)
	}
	if _, err := os.Stat(filepath.Join(o.Dir, "backup")); err == nil {
		t.Error("a database that was up to date was backed up")
	}
}

func TestFailedUpgradeLeavesTheOldDatabase(t *testing.T) {
	dir := t.TempDir()
	v := open(t, options(dir, notes(notes1)))
	add(t, v, "old")
	closeVault(t, v)
	for _, broken := range []string{
		`DROP TABLE notes; CREATE TABLE oops (`,
		`DELETE FROM notes; COMMIT; DROP TABLE notes;`,
		`CREATE TABLE child (note INTEGER REFERENCES notes) STRICT; PRAGMA defer_foreign_keys=1; INSERT INTO child VALUES (99);`,
	} {
		v, err := vault.Open(t.Context(), options(dir, notes(notes1, broken)))
		if err == nil {
			v.Close()
			t.Fatalf("a broken schema was applied: %s", broken)
		}
		v = open(t, options(dir, notes(notes1)))
		wantCount(t, v, 1)
		closeVault(t, v)
	}
	closeVault(t, open(t, options(dir, notes(notes1, notes2)))) // and can still go up
}

func TestNewerDatabaseIsRefused(t *testing.T) {
	dir := t.TempDir()
	other := vault.Schema{Name: "other", FS: fstest.MapFS{"schema/01.sql": {Data: []byte(`CREATE TABLE o (a ANY) STRICT`)}}}
	v := open(t, options(dir, notes(notes1, notes2), other))
	add(t, v, "x")
	closeVault(t, v)
	before := snapshot(t, dir)
	wantOpenError(t, options(dir, notes(notes1), other), vault.ErrNewer)
	wantOpenError(t, options(dir, notes(notes1, notes2)), vault.ErrNewer)
	if _, err := vault.OpenReadOnly(t.Context(), options(dir, notes(notes1), other)); !errors.Is(err, vault.ErrNewer) {
		t.Errorf("OpenReadOnly = %v, want ErrNewer", err)
	}
	wantUnchanged(t, dir, before)
}

func TestSchemaMistakes(t *testing.T) {
	gap := vault.Schema{Name: "gap", FS: fstest.MapFS{"schema/02.sql": {}}}
	empty := vault.Schema{Name: "empty", FS: fstest.MapFS{}}
	for _, o := range []vault.Options{
		options(t.TempDir(), gap),
		options(t.TempDir(), empty),
		options(t.TempDir(), notes(notes1), notes(notes1)),
	} {
		v, err := vault.Open(t.Context(), o)
		if err == nil {
			v.Close()
			t.Errorf("took %v", o.Schemas)
		}
	}
}

func TestReadOnly(t *testing.T) {
	dir := t.TempDir()
	if _, err := vault.OpenReadOnly(t.Context(), options(dir, notes(notes1))); !errors.Is(err, vault.ErrEmpty) {
		t.Errorf("OpenReadOnly of nothing = %v, want ErrEmpty", err)
	}
	if files := snapshot(t, dir); len(files) != 0 {
		t.Errorf("looking into an empty folder made %v", files)
	}
	v := open(t, options(dir, notes(notes1)))
	add(t, v, "x")
	closeVault(t, v)

	if _, err := vault.OpenReadOnly(t.Context(), options(dir, notes(notes1, notes2))); !errors.Is(err, vault.ErrOlder) {
		t.Errorf("OpenReadOnly of an older database = %v, want ErrOlder", err)
	}
	v, err := vault.OpenReadOnly(t.Context(), options(dir, notes(notes1)))
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	wantCount(t, v, 1)
	if err := v.Update(t.Context(), "x", func(tx *vault.Tx) error { return nil }); !errors.Is(err, vault.ErrReadOnly) {
		t.Errorf("Update = %v, want ErrReadOnly", err)
	}
	wantOpenError(t, options(dir, notes(notes1)), vault.ErrInUse)
}

func TestBackup(t *testing.T) {
	v := vaulttest.New(t, notes(notes1))
	add(t, v, "x", strings.Repeat(secret, 100))
	restored := t.TempDir()
	path := filepath.Join(restored, "restante.db")
	for range 2 { // a second one replaces the first
		if err := v.Backup(t.Context(), path); err != nil {
			t.Fatal(err)
		}
	}
	add(t, v, "later")
	copyFile(t, filepath.Join(v.Dir(), "vault.key"), filepath.Join(restored, "vault.key"))
	wantCount(t, vaulttest.Open(t, restored, notes(notes1)), 2)
}
