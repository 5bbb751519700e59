//go:build !windows

package durable

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func wantFile(t *testing.T, path, want string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil || string(b) != want {
		t.Errorf("%s holds %q, %v; want %q", path, b, err, want)
	}
}

func wantNames(t *testing.T, dir string, want int) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != want {
		t.Errorf("the folder holds %v, %v; want %d names", entries, err, want)
	}
}

func TestWriteFileReplaces(t *testing.T) {
	dir := t.TempDir()
	for _, content := range []string{"first", "second", ""} {
		if err := WriteFile(dir, "a", []byte(content)); err != nil {
			t.Fatal(err)
		}
		wantFile(t, filepath.Join(dir, "a"), content)
	}
	wantNames(t, dir, 1)
	info, err := os.Stat(filepath.Join(dir, "a"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
}

// The name belongs to a folder, so the rename at the very end fails.
func TestFailedWriteLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "a", "occupied"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(dir, "a", []byte("x")); err == nil {
		t.Error("WriteFile over a folder succeeded")
	}
	wantNames(t, dir, 1)
	if err := WriteFile(filepath.Join(dir, "none"), "a", nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("WriteFile into no folder = %v", err)
	}
}

func TestRename(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "a.part"), filepath.Join(dir, "a")
	for path, content := range map[string]string{from: "new", to: "old"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := Rename(from, to); err != nil {
		t.Fatal(err)
	}
	wantFile(t, to, "new")
	wantNames(t, dir, 1)
	if err := Rename(from, to); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Rename of nothing = %v", err)
	}
}

func TestRemove(t *testing.T) {
	dir := t.TempDir()
	if err := WriteFile(dir, "a", nil); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := Remove(dir, "a"); err != nil {
			t.Error(err)
		}
	}
	wantNames(t, dir, 0)
}

func TestIsTemp(t *testing.T) {
	path, err := writeTemp(t.TempDir(), bytes.Repeat([]byte("x"), 100))
	if err != nil || !IsTemp(filepath.Base(path)) {
		t.Errorf("IsTemp(%s) is false, %v", path, err)
	}
	if IsTemp("f0e1d2") || IsTemp("") {
		t.Error("another name counts as temporary")
	}
}

func TestExplain(t *testing.T) {
	for errno, want := range map[syscall.Errno]error{
		syscall.ENOSPC: ErrDiskFull,
		syscall.EDQUOT: ErrDiskFull,
		syscall.EROFS:  ErrReadOnly,
		syscall.EACCES: ErrReadOnly,
		syscall.EPERM:  ErrReadOnly,
	} {
		cause := &fs.PathError{Op: "write", Path: "x", Err: errno}
		err := Explain(cause)
		if !errors.Is(err, want) || !errors.Is(err, errno) {
			t.Errorf("Explain(%v) = %v, want %v in front of it", errno, err, want)
		}
	}
	if err := Explain(fs.ErrExist); err != fs.ErrExist {
		t.Errorf("Explain changed %v", err)
	}
	if Explain(nil) != nil {
		t.Error("Explain(nil) is not nil")
	}
}

func TestStepReturnsTheActionsError(t *testing.T) {
	want := errors.New("test")
	if err := Step("test", func() error { return want }); err != want {
		t.Errorf("Step = %v, want the action's error", err)
	}
}
