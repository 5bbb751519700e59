package vault_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"restante/node/vault"
)

const nobody = 65534

// withoutRights runs f as a user who may not write what others own, even where
// the tests run as root. It spends a thread on it that ends with the goroutine.
func withoutRights(t *testing.T, f func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		f()
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread() // never unlocked
		if _, _, errno := syscall.RawSyscall(syscall.SYS_SETFSUID, nobody, 0, 0); errno != 0 {
			t.Error(errno)
			return
		}
		f()
	}()
	<-done
}

func TestReadOnlyFolder(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "vault")
	closeVault(t, open(t, options(dir, notes(notes1))))
	for path, mode := range map[string]os.FileMode{filepath.Dir(parent): 0o755, parent: 0o555, dir: 0o555} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { os.Chmod(dir, 0o700); os.Chmod(parent, 0o700) })
	before := snapshot(t, dir)
	withoutRights(t, func() {
		for _, d := range []string{dir, filepath.Join(parent, "new")} {
			v, err := vault.Open(t.Context(), options(d, notes(notes1)))
			if !errors.Is(err, vault.ErrReadOnly) {
				t.Errorf("Open = %v, want ErrReadOnly", err)
			}
			if err == nil {
				v.Close()
			}
		}
	})
	wantUnchanged(t, dir, before)
}
