package backup_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"filippo.io/age"

	"restante/node/backup"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

const secret = "a sentence that nobody else may read"

var notes = vault.Schema{Name: "notes", FS: fstest.MapFS{"schema/01.sql": {Data: []byte(
	`CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;`)}}}

var about = backup.About{Program: "1.2.3", Made: time.Unix(1.8e9, 0).UTC(), Peer: "12D3", Name: "Elena"}

// quick is a key that takes no second.
type quick struct {
	r *age.X25519Recipient
	i *age.X25519Identity
}

func (q quick) Wrap(fileKey []byte) ([]*age.Stanza, error) { return q.r.Wrap(fileKey) }
func (q quick) Unwrap(s []*age.Stanza) ([]byte, error)     { return q.i.Unwrap(s) }

func newKey(t *testing.T) quick {
	t.Helper()
	i, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return quick{i.Recipient(), i}
}

// filled is a vault of some hundred kilobytes.
func filled(t *testing.T) *vault.Vault {
	t.Helper()
	v := vaulttest.New(t, notes)
	err := v.Update(t.Context(), "note add", func(tx *vault.Tx) error {
		for range 60 {
			if err := tx.Do("adding", `INSERT INTO notes (body) VALUES (? || hex(randomblob(2500)))`, secret); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func save(t *testing.T, k backup.Key) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "a.age")
	if err := backup.Save(t.Context(), path, filled(t), about, k); err != nil {
		t.Fatal(err)
	}
	return path
}

// restore makes a vault of a backup in an empty folder.
func restore(t *testing.T, path string, k backup.Key) (dir string, said backup.About, err error) {
	t.Helper()
	dir = t.TempDir()
	b, err := backup.Open(path, k)
	if err != nil {
		return dir, said, err
	}
	defer b.Close()
	v, err := vault.Open(t.Context(), vault.Options{Dir: dir, From: b.Database, Schemas: []vault.Schema{notes}})
	if err != nil {
		return dir, b.About, err
	}
	return dir, b.About, v.Close()
}

func wantNotes(t *testing.T, dir string, want int) {
	t.Helper()
	v := vaulttest.Open(t, dir, notes)
	var n int
	err := v.View(t.Context(), func(tx *vault.Tx) error {
		return tx.QueryRow(`SELECT count(*) FROM notes WHERE body LIKE ? || '%'`, secret).Scan(&n)
	})
	if err != nil || n != want {
		t.Errorf("%d notes, %v; want %d", n, err, want)
	}
}

func wantEmpty(t *testing.T, dir string) {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(left) > 1 || len(left) == 1 && filepath.Base(left[0]) != "lock" {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestRoundTrip(t *testing.T) {
	k := backup.By("four words of mine")
	path := save(t, k)
	sealed, err := os.ReadFile(path)
	if err != nil || bytes.Contains(sealed, []byte(secret)) || bytes.Contains(sealed, []byte(about.Peer)) {
		t.Errorf("the file shows what is in it, %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("it may be read by others: %v, %v", info.Mode(), err)
	}
	dir, said, err := restore(t, path, k)
	if err != nil {
		t.Fatal(err)
	}
	want := about
	if want.Format = 1; said != want {
		t.Errorf("it says %+v, want %+v", said, want)
	}
	wantNotes(t, dir, 60)
	for _, wrong := range []string{"four words of yours", ""} {
		if _, err := backup.Open(path, backup.By(wrong)); !errors.Is(err, backup.ErrPassphrase) {
			t.Errorf("by %q: %v", wrong, err)
		}
	}
}

// A changed byte is found wherever it is, the part is named, and nothing is left.
func TestDamage(t *testing.T) {
	k := newKey(t)
	path := save(t, k)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	first := bytes.Index(whole, []byte("\n--- ")) + 1 // the last line of age's header
	body := first + bytes.IndexByte(whole[first:], '\n') + 1
	for at, part := range map[int]string{first + 20: "header", body + 16: "backup.json", body + 300: "backup.json",
		body + 100_000: "restante.db", len(whole) / 2: "restante.db", len(whole) - 1: "restante.db"} {
		b := bytes.Clone(whole)
		b[at] ^= 1
		if b[at] == '\n' {
			b[at] ^= 3
		}
		wantDamage(t, path, b, k, part)
	}
	broken := bytes.Clone(whole)
	broken[first+20] = '`' // no letter of the header's alphabet
	wantDamage(t, path, broken, k, "header")
	for _, n := range []int{body + 20, body + 16 + 64<<10 + 16, len(whole) / 2, len(whole) - 1} {
		wantDamage(t, path, whole[:n], k, "")
	}
	wantDamage(t, path, append(bytes.Clone(whole), 0), k, "")
}

func wantDamage(t *testing.T, path string, b []byte, k backup.Key, part string) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	dir, _, err := restore(t, path, k)
	var d *backup.DamagedError
	if !errors.As(err, &d) || part != "" && (d.Part != part || !strings.Contains(err.Error(), part)) {
		t.Errorf("%d bytes: %v, want damage of %s", len(b), err, part)
	}
	wantEmpty(t, dir)
}

// What age takes for whole is not always a backup.
func TestForeignFiles(t *testing.T) {
	k := newKey(t)
	db := func() []byte {
		var plain []byte
		err := filled(t).Export(t.Context(), func(_ int64, r io.Reader) (err error) {
			plain, err = io.ReadAll(r)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return plain
	}()
	me, newer := `{"format":1}`, `{"format":2}`
	for what, c := range map[string]struct {
		file []byte
		want error
	}{
		"empty":           {nil, backup.ErrNoBackup},
		"no age":          {[]byte("dear diary\n"), backup.ErrNoBackup},
		"no archive":      {ageFile(t, k, []byte("dear diary")), backup.ErrNoBackup},
		"other archive":   {ageFile(t, k, archive(t, "diary.txt", "dear diary")), backup.ErrNoBackup},
		"no format":       {ageFile(t, k, archive(t, "backup.json", `{}`, "restante.db", string(db))), backup.ErrNoBackup},
		"newer":           {ageFile(t, k, archive(t, "backup.json", newer, "messages", "?")), backup.ErrNewer},
		"large beginning": {ageFile(t, k, archive(t, "backup.json", strings.Repeat(" ", 65<<10)+me)), backup.ErrNoBackup},
		"without sums":    {ageFile(t, k, archive(t, "backup.json", me, "restante.db", string(db))), backup.ErrNoBackup},
		"other order":     {ageFile(t, k, archive(t, "restante.db", string(db), "backup.json", me)), backup.ErrNoBackup},
		"wrong sums":      {ageFile(t, k, archive(t, "backup.json", me, "restante.db", string(db), "SHA256SUMS", "0")), &backup.DamagedError{}},
	} {
		path := filepath.Join(t.TempDir(), "x.age")
		if err := os.WriteFile(path, c.file, 0o600); err != nil {
			t.Fatal(err)
		}
		dir, _, err := restore(t, path, k)
		var d *backup.DamagedError
		if !errors.Is(err, c.want) && !(errors.As(c.want, &d) && errors.As(err, &d)) {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
		wantEmpty(t, dir)
	}
	if _, err := backup.Open(filepath.Join(t.TempDir(), "none"), k); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if _, err := backup.Open(t.TempDir(), k); err == nil || errors.Is(err, backup.ErrNoBackup) {
		t.Errorf("a folder: %v", err) // the disk's own word
	}
}

// A backup that cannot be finished leaves the one before as it was, and no half one.
func TestUnfinished(t *testing.T) {
	k := newKey(t)
	path := save(t, k)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if err := backup.Save(stopped, path, filled(t), about, k); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if err := backup.Save(t.Context(), path, filled(t), about, backup.By("")); !errors.Is(err, backup.ErrPassphrase) {
		t.Errorf("without a passphrase: %v", err)
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the backup before was changed, %v", err)
	}
	if left, _ := filepath.Glob(path + "?*"); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	if err := backup.Save(t.Context(), filepath.Join(path, "a"), filled(t), about, k); err == nil {
		t.Error("it was written where no folder is")
	}
}
