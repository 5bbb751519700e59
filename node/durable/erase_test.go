package durable

import (
	"os"
	"path/filepath"
	"testing"
)

// Whoever has another name of an erased file finds nothing of it there.
func TestErase(t *testing.T) {
	dir := t.TempDir()
	if err := WriteFile(dir, "key", []byte("a secret of some length")); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "other")
	if err := os.Link(filepath.Join(dir, "key"), other); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second finds none
		if err := Erase(dir, "key"); err != nil {
			t.Fatal(err)
		}
	}
	wantNames(t, dir, 1)
	b, err := os.ReadFile(other)
	if err != nil || len(b) != len("a secret of some length") || string(b) == "a secret of some length" {
		t.Errorf("there is %q, %v", b, err)
	}
}
