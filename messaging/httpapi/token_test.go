package httpapi

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTokenFile(t *testing.T) {
	dir := t.TempDir()
	first := mustToken(t, dir)
	if len(first) != 2*tokenSize {
		t.Errorf("token %q", first)
	}
	if again := mustToken(t, dir); again != first {
		t.Error("the token changed")
	}
	info, err := os.Stat(filepath.Join(dir, TokenFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info.Mode(), err)
	}
	if other := mustToken(t, t.TempDir()); other == first {
		t.Error("two folders have the same token")
	}
}

// A token that others may have read, or that is none, is replaced.
func TestTokenIsReplaced(t *testing.T) {
	for name, spoil := range map[string]func(string) error{
		"readable by others": func(f string) error { return os.Chmod(f, 0o644) },
		"empty":              func(f string) error { return os.WriteFile(f, nil, 0o600) },
		"cut":                func(f string) error { return os.Truncate(f, 10) },
		"no hex":             func(f string) error { return os.WriteFile(f, []byte(strings.Repeat("x", 64)), 0o600) },
		"a link elsewhere": func(f string) error {
			return errorsOf(os.Rename(f, f+"2"), os.Symlink(f+"2", f))
		},
	} {
		dir := t.TempDir()
		first, file := mustToken(t, dir), filepath.Join(dir, TokenFile)
		if err := spoil(file); err != nil {
			t.Fatal(err)
		}
		if again := mustToken(t, dir); again == first || len(again) != 2*tokenSize {
			t.Errorf("%s: the token is %q", name, again)
		}
		if info, err := os.Lstat(file); err != nil || info.Mode() != 0o600 {
			t.Errorf("%s: the file is %v, %v", name, info.Mode(), err)
		}
	}
}

func TestTokenNeedsAFolder(t *testing.T) {
	if _, err := Token(filepath.Join(t.TempDir(), "missing")); err == nil {
		t.Error("no folder was no error")
	}
}

func mustToken(t *testing.T, dir string) string {
	t.Helper()
	s, err := Token(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
