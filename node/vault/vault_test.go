package vault_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"restante/node/vault"
)

const notes1 = `CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;`

var quiet = slog.New(slog.DiscardHandler)

// notes is a schema of the given files.
func notes(files ...string) vault.Schema {
	m := fstest.MapFS{}
	for i, f := range files {
		m[fmt.Sprintf("schema/%02d.sql", i+1)] = &fstest.MapFile{Data: []byte(f)}
	}
	return vault.Schema{Name: "notes", FS: m}
}

func options(dir string, schemas ...vault.Schema) vault.Options {
	return vault.Options{Dir: dir, Schemas: schemas, Log: quiet}
}

// open fails the test where vaulttest.Open would, and closes nothing by itself.
func open(t testing.TB, o vault.Options) *vault.Vault {
	t.Helper()
	v, err := vault.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func closeVault(t testing.TB, v *vault.Vault) {
	t.Helper()
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
}

func wantOpenError(t testing.TB, o vault.Options, want error) {
	t.Helper()
	v, err := vault.Open(t.Context(), o)
	if !errors.Is(err, want) {
		t.Errorf("Open = %v, want %v", err, want)
	}
	if err == nil {
		v.Close()
	}
}

func add(t testing.TB, v *vault.Vault, bodies ...string) {
	t.Helper()
	err := v.Update(t.Context(), "note add", func(tx *vault.Tx) error { return insert(tx, bodies...) })
	if err != nil {
		t.Fatal(err)
	}
}

func insert(tx *vault.Tx, bodies ...string) error {
	for _, b := range bodies {
		if _, err := tx.Exec(`INSERT INTO notes (body) VALUES (?)`, b); err != nil {
			return err
		}
	}
	return nil
}

func count(t testing.TB, v *vault.Vault) (n int) {
	t.Helper()
	err := v.View(context.Background(), func(tx *vault.Tx) error {
		return tx.QueryRow(`SELECT count(*) FROM notes`).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func wantCount(t testing.TB, v *vault.Vault, want int) {
	t.Helper()
	if n := count(t, v); n != want {
		t.Errorf("%d notes, want %d", n, want)
	}
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// snapshot reads the files of a folder, but for the empty lock.
func snapshot(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	files := make(map[string][]byte)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() || e.Name() == "lock" {
			continue
		}
		if files[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func wantUnchanged(t testing.TB, dir string, before map[string][]byte) {
	t.Helper()
	after := snapshot(t, dir)
	for name := range before {
		if !bytes.Equal(after[name], before[name]) {
			t.Errorf("%s was changed", name)
		}
	}
	for name := range after {
		if _, ok := before[name]; !ok {
			t.Errorf("%s was created", name)
		}
	}
}
