package ipfs

import (
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ipfs/go-cid"
)

func openFolder(t *testing.T, dir string) *Folder {
	t.Helper()
	f, err := OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func put(t *testing.T, f *Folder, data string) cid.Cid {
	t.Helper()
	c, err := f.Put([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// file is the path of a block, by the promise that its name is its digest.
func file(dir string, c cid.Cid) string {
	d, _ := DigestOf(c)
	return filepath.Join(dir, hex.EncodeToString(d[:]))
}

func TestFolderFileIsTheBlock(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "outbox")
	c := put(t, openFolder(t, dir), "sealed")
	if b, err := os.ReadFile(file(dir, c)); err != nil || string(b) != "sealed" {
		t.Errorf("%q, %v", b, err)
	}
	if c.Prefix().Codec != cid.Raw || c.Version() != 1 {
		t.Errorf("the CID is %s", c)
	}
	again := openFolder(t, dir)
	if b, err := again.Get(t.Context(), c); err != nil || string(b) != "sealed" {
		t.Errorf("after another opening: %q, %v", b, err)
	}
}

func TestFolderDelete(t *testing.T) {
	dir := t.TempDir()
	f := openFolder(t, dir)
	c := put(t, f, "sealed")
	if err := errors.Join(f.Delete(c), f.Delete(c)); err != nil {
		t.Error(err)
	}
	if has, _ := f.Has(t.Context(), c); has {
		t.Error("still there")
	}
	if _, err := f.Get(t.Context(), c); !errors.Is(err, ErrNotFound) {
		t.Errorf("error %v, want ErrNotFound", err)
	}
	if _, err := os.Stat(file(dir, c)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file: %v", err)
	}
}

func TestFolderDamagedFileIsNeverServed(t *testing.T) {
	for name, bytes := range map[string]string{"cut": "seal", "altered": "sealeD", "longer": "sealed!", "empty": ""} {
		dir := t.TempDir()
		f := openFolder(t, dir)
		c := put(t, f, "sealed")
		if err := os.WriteFile(file(dir, c), []byte(bytes), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Get(t.Context(), c); !errors.Is(err, ErrCorrupt) {
			t.Errorf("%s: error %v, want ErrCorrupt", name, err)
		}
		put(t, f, "sealed")
		if b, err := f.Get(t.Context(), c); err != nil || string(b) != "sealed" {
			t.Errorf("%s, after another Put: %q, %v", name, b, err)
		}
	}
}

func TestFolderVanishedFile(t *testing.T) {
	dir := t.TempDir()
	f := openFolder(t, dir)
	c := put(t, f, "sealed")
	if err := os.Remove(file(dir, c)); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Get(t.Context(), c); !errors.Is(err, ErrNotFound) {
		t.Errorf("error %v, want ErrNotFound", err)
	}
}

func TestFolderStraysAndLeftovers(t *testing.T) {
	dir := t.TempDir()
	c := put(t, openFolder(t, dir), "sealed")
	name := filepath.Base(file(dir, c))
	strays := []string{"README", name + ".bak", strings.ToUpper(name), name[:62]}
	slices.Sort(strays)
	for _, s := range append(strays, ".tmp-123") {
		if err := os.WriteFile(filepath.Join(dir, s), []byte("sealed"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f := openFolder(t, dir)
	if got := f.Strays(); !slices.Equal(got, strays) {
		t.Errorf("strays %q, want %q", got, strays)
	}
	if cids, err := f.List(); err != nil || !slices.Equal(cids, []cid.Cid{c}) {
		t.Errorf("list %v, %v", cids, err)
	}
	if _, err := os.Stat(filepath.Join(dir, ".tmp-123")); !errors.Is(err, os.ErrNotExist) {
		t.Error("what a crash left half written is still there")
	}
}
