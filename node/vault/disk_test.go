package vault_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

const secret = "a sentence that nobody else may read"

func TestNothingIsPlainOnDisk(t *testing.T) {
	o := withPassphrase(t.TempDir(), "right")
	v := open(t, o)
	defer v.Close()
	for range 30 {
		add(t, v, strings.Repeat(secret, 300))
	}
	if err := v.Backup(t.Context(), filepath.Join(o.Dir, "copy.db")); err != nil {
		t.Fatal(err)
	}
	files := snapshot(t, o.Dir)
	for _, name := range []string{"restante.db", "restante.db-wal", "copy.db", "vault.key"} {
		if len(files[name]) == 0 {
			t.Errorf("%s is missing or empty", name)
		}
	}
	for name, b := range files {
		for _, s := range []string{secret, "SQLite format 3", "CREATE TABLE"} {
			if bytes.Contains(b, []byte(s)) {
				t.Errorf("%s shows %q", name, s)
			}
		}
	}
}

// Copying the files of an open vault is what the disk holds after a crash.
func TestCrashCopyReopens(t *testing.T) {
	v := vaulttest.New(t, notes(notes1))
	for i := range 50 {
		add(t, v, strings.Repeat("x", i*100))
	}
	crashed := t.TempDir()
	for _, name := range []string{"vault.key", "restante.db", "restante.db-wal"} {
		copyFile(t, filepath.Join(v.Dir(), name), filepath.Join(crashed, name))
	}
	wantCount(t, vaulttest.Open(t, crashed, notes(notes1)), 50)
}

func TestFolderInUse(t *testing.T) {
	o := options(t.TempDir(), notes(notes1))
	v := open(t, o)
	wantOpenError(t, o, vault.ErrInUse)
	if _, err := vault.OpenReadOnly(t.Context(), o); !errors.Is(err, vault.ErrInUse) {
		t.Errorf("OpenReadOnly = %v, want ErrInUse", err)
	}
	add(t, v, "undisturbed")
	closeVault(t, v)
	v = open(t, o)
	wantCount(t, v, 1)
	closeVault(t, v)
}

func TestVaultsSideBySide(t *testing.T) {
	for i := range 5 {
		v := vaulttest.New(t, notes(notes1))
		for range i {
			add(t, v, "x")
		}
		defer wantCount(t, v, i)
	}
}

func TestDamagedDatabaseIsLeftAlone(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"empty":        func([]byte) []byte { return nil },
		"first page":   func(b []byte) []byte { copy(b, make([]byte, 4096)); return b },
		"not ours":     func([]byte) []byte { return bytes.Repeat([]byte("something else "), 1000) },
		"half of it":   func(b []byte) []byte { return b[:len(b)/2/4096*4096] },
		"second page":  func(b []byte) []byte { copy(b[4096:], bytes.Repeat([]byte{7}, 4096)); return b },
		"a shred only": func(b []byte) []byte { return b[:100] },
	} {
		t.Run(name, func(t *testing.T) {
			o := options(t.TempDir(), notes(notes1))
			v := open(t, o)
			for range 20 {
				add(t, v, strings.Repeat("x", 2000))
			}
			closeVault(t, v)
			path := filepath.Join(o.Dir, "restante.db")
			good, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, damage(bytes.Clone(good)), 0o600); err != nil {
				t.Fatal(err)
			}
			before := snapshot(t, o.Dir)
			wantDamageFound(t, o)
			wantUnchanged(t, o.Dir, before)
		})
	}
}

// wantDamageFound opens a vault and reads everything in it: somewhere on the way
// there must be ErrCorrupt.
func wantDamageFound(t *testing.T, o vault.Options) {
	t.Helper()
	v, err := vault.Open(t.Context(), o)
	if err == nil {
		err = v.View(t.Context(), func(tx *vault.Tx) error {
			var n int
			return tx.QueryRow(`SELECT sum(length(body)) FROM notes`).Scan(&n)
		})
		err = errors.Join(err, v.Close())
	}
	if !errors.Is(err, vault.ErrCorrupt) {
		t.Errorf("damage was met with %v, want ErrCorrupt", err)
	}
}

func TestLostDatabaseIsNotBegunAnew(t *testing.T) {
	o := options(t.TempDir(), notes(notes1))
	closeVault(t, open(t, o))
	if err := os.Remove(filepath.Join(o.Dir, "restante.db")); err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, o.Dir)
	wantOpenError(t, o, vault.ErrCorrupt)
	wantUnchanged(t, o.Dir, before)
}

// A crash between the key file and the finished tables is a beginning.
func TestCrashWhileCreating(t *testing.T) {
	o := options(t.TempDir(), notes(notes1))
	if v, err := vault.Open(t.Context(), options(o.Dir, notes(`not SQL`))); err == nil {
		v.Close()
		t.Fatal("a broken schema was applied")
	}
	v := open(t, o)
	add(t, v, "x")
	closeVault(t, v)
}

// The limit on pages makes SQLite meet a full disk.
func TestFullDisk(t *testing.T) {
	v := vaulttest.New(t, notes(notes1))
	add(t, v, "kept")
	limit := func(pages int) {
		err := v.Update(t.Context(), "limit", func(tx *vault.Tx) error {
			var n int
			return tx.QueryRow(fmt.Sprintf(`PRAGMA max_page_count = %d`, pages)).Scan(&n)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	limit(20)
	err := v.Update(t.Context(), "note add", func(tx *vault.Tx) error {
		for {
			if err := insert(tx, strings.Repeat("x", 2000)); err != nil {
				return err
			}
		}
	})
	if !errors.Is(err, vault.ErrFull) {
		t.Errorf("Update = %v, want ErrFull", err)
	}
	wantCount(t, v, 1)
	limit(1 << 20)
	add(t, v, "there is room again")
	wantCount(t, v, 2)
}

func TestFolderNameWithSpecialCharacters(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a b?c#d%41&mode=memory é")
	closeVault(t, open(t, options(dir, notes(notes1))))
	v := vaulttest.Open(t, dir, notes(notes1))
	add(t, v, "x")
	if _, err := os.Stat(filepath.Join(dir, "restante.db")); err != nil {
		t.Error(err)
	}
}
