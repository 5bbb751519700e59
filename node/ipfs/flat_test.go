package ipfs

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestFlat(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "blocks")
	f, err := OpenFlat(dir)
	if err != nil {
		t.Fatal(err)
	}
	data := random(t, 256<<10)
	c, err := f.Put(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if f, err = OpenFlat(dir); err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, err := f.Get(t.Context(), c); err != nil || string(got) != string(data) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if n, err := f.Size(t.Context(), c); n != len(data) || err != nil {
		t.Errorf("size %d, %v", n, err)
	}
	damage(t, dir)
	if _, err := f.Get(t.Context(), c); !errors.Is(err, ErrCorrupt) {
		t.Errorf("damaged: error %v, want ErrCorrupt", err)
	}
	if err := errors.Join(f.Delete(t.Context(), c), f.Delete(t.Context(), c)); err != nil {
		t.Error(err)
	}
	if has, err := f.Has(t.Context(), c); has || err != nil {
		t.Errorf("deleted: %v, %v", has, err)
	}
}

// damage cuts every block file below dir.
func damage(t *testing.T, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.data"))
	if err != nil || len(files) == 0 {
		t.Fatal("no block files", err)
	}
	for _, f := range files {
		if err := os.Truncate(f, 100); err != nil {
			t.Fatal(err)
		}
	}
}
