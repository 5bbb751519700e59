package vault

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

func openLog(t *testing.T, dir string) *Vault {
	t.Helper()
	schema := Schema{Name: "m", FS: fstest.MapFS{"schema/01.sql": {Data: []byte(
		`CREATE TABLE m (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT`)}}}
	v, err := Open(t.Context(), Options{Dir: dir, Schemas: []Schema{schema}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	})
	return v
}

// grow commits until so much more was logged.
func grow(t *testing.T, v *Vault, bytes int64) {
	t.Helper()
	for end := v.db.vfs.Logged() + bytes; v.db.vfs.Logged() < end; {
		err := v.Update(t.Context(), "grow", func(tx *Tx) error {
			for range 20 {
				if _, err := tx.Exec(`INSERT INTO m (body) VALUES (?)`, strings.Repeat("x", 1500)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func countIn(t *testing.T, v *Vault) (n int) {
	t.Helper()
	err := v.View(context.Background(), func(tx *Tx) error {
		var ok string
		if err := tx.QueryRow(`PRAGMA quick_check`).Scan(&ok); err != nil || ok != "ok" {
			return fmt.Errorf("quick_check = %q, %w", ok, err)
		}
		return tx.QueryRow(`SELECT count(*) FROM m`).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// wantLog commits once more and looks at how long the log is then.
func wantLog(t *testing.T, v *Vault, anew bool) {
	t.Helper()
	grow(t, v, 1)
	c, err := v.db.connect(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	log, err := copyLog(c, "PASSIVE")
	if err != nil || (log.size < checkpointEvery/2) != anew {
		t.Errorf("a log of %d bytes, %v; begun anew: want %v", log.size, err, anew)
	}
}

func databaseSize(t *testing.T, v *Vault) int64 {
	t.Helper()
	info, err := os.Stat(filepath.Join(v.Dir(), databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// Package encvfs counts on it, and so does everyone who promises something
// after a commit.
func TestEveryCommitIsSynced(t *testing.T) {
	const full = 2
	v := openLog(t, t.TempDir())
	check := func(tx *Tx) error {
		var mode int
		if err := tx.QueryRow(`PRAGMA synchronous`).Scan(&mode); err != nil || mode != full {
			t.Errorf("synchronous = %d, %v; want %d", mode, err, full)
		}
		return nil
	}
	if err := v.Update(t.Context(), "check", check); err != nil {
		t.Fatal(err)
	}
	if err := v.View(t.Context(), check); err != nil {
		t.Fatal(err)
	}
}
