package vault_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"restante/node/vault"
)

// exported is the plain database of a vault.
func exported(t *testing.T, v *vault.Vault) []byte {
	t.Helper()
	var plain []byte
	err := v.Export(t.Context(), func(size int64, r io.Reader) (err error) {
		if plain, err = io.ReadAll(r); int64(len(plain)) != size {
			t.Errorf("%d bytes, announced as %d", len(plain), size)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

func gives(b []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	}
}

// What was exported from one vault is another one's beginning, with a key of its own.
func TestExportAndTake(t *testing.T) {
	v := open(t, withPassphrase(t.TempDir(), "right"))
	add(t, v, "hello", secret)
	plain := exported(t, v)
	add(t, v, "later")
	if left := snapshot(t, filepath.Join(v.Dir(), "backup")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	closeVault(t, v)
	if !bytes.HasPrefix(plain, []byte("SQLite format 3\x00")) || !bytes.Contains(plain, []byte(secret)) {
		t.Error("what was exported is no plain database")
	}

	o := withPassphrase(t.TempDir(), "other")
	o.From, o.Begin = gives(plain), note
	v = open(t, o)
	wantCount(t, v, 3)
	again := snapshot(t, v.Dir())
	closeVault(t, v)
	for name, b := range again {
		if bytes.Contains(b, []byte(secret)) {
			t.Errorf("%s shows it", name)
		}
	}
	wantOpenError(t, withPassphrase(v.Dir(), "right"), vault.ErrWrongPassphrase)
	v = open(t, withPassphrase(v.Dir(), "other"))
	wantCount(t, v, 3)
	closeVault(t, v)
}

// A beginning from a database that is not whole or not sound leaves nothing, and
// neither does one that is cut short later.
func TestTakeLeavesNothing(t *testing.T) {
	v := open(t, options(t.TempDir(), notes(notes1)))
	add(t, v, "hello")
	plain := exported(t, v)
	closeVault(t, v)
	broken := errors.New("broken off")
	damaged := bytes.Clone(plain)
	copy(damaged[2048:], bytes.Repeat([]byte{0xff}, 512))
	for what, c := range map[string]struct {
		from  func(io.Writer) error
		begin func(*vault.Tx) error
		want  error
	}{
		"cut short":     {func(w io.Writer) error { return errors.Join(gives(plain[:4096])(w), broken) }, note, broken},
		"no database":   {gives(bytes.Repeat([]byte("walnut  "), 512)), note, vault.ErrCorrupt},
		"damaged":       {gives(damaged), note, vault.ErrCorrupt},
		"not made new":  {gives(plain), func(tx *vault.Tx) error { return errors.Join(note(tx), broken) }, broken},
		"half a sector": {gives(plain[:5000]), note, nil},
	} {
		o := options(t.TempDir(), notes(notes1))
		o.From, o.Begin = c.from, c.begin
		v, err := vault.Open(t.Context(), o)
		if err == nil {
			v.Close()
			t.Errorf("%s: it opened", what)
		} else if c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
		if left := snapshot(t, o.Dir); len(left) != 0 {
			t.Errorf("%s left %d files", what, len(left))
		}
	}
}

func TestTakeSparesAVault(t *testing.T) {
	o := options(t.TempDir(), notes(notes1))
	v := open(t, o)
	add(t, v, "hello")
	plain := exported(t, v)
	closeVault(t, v)
	before := snapshot(t, o.Dir)
	taking := o
	taking.From = gives(plain)
	wantOpenError(t, taking, vault.ErrTaken)
	wantUnchanged(t, o.Dir, before)
	if err := os.Remove(filepath.Join(o.Dir, "vault.key")); err != nil {
		t.Fatal(err)
	}
	wantOpenError(t, taking, vault.ErrTaken) // a vault without its key is one all the same
}

// What a crash left of an export is not in the way of the next, and no export leaves
// anything.
func TestExportOverLeftovers(t *testing.T) {
	v := open(t, options(t.TempDir(), notes(notes1)))
	defer closeVault(t, v)
	add(t, v, "hello")
	dir := filepath.Join(v.Dir(), "backup")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "export.db"), []byte("half a copy"), 0o600); err != nil {
		t.Fatal(err)
	}
	failed := errors.New("test")
	if err := v.Export(t.Context(), func(int64, io.Reader) error { return failed }); !errors.Is(err, failed) {
		t.Errorf("Export = %v, want %v", err, failed)
	}
	if len(exported(t, v)) == 0 || len(snapshot(t, dir)) != 0 {
		t.Error("it is empty, or something was left")
	}
}
