package backup_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"restante/node/backup"
	"restante/node/durable"
)

// A full disk is called that, and leaves neither half a backup nor a name for one.
func TestFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.age")
	if err := os.Symlink("/dev/full", path+".part"); err != nil {
		t.Fatal(err)
	}
	if err := backup.Save(t.Context(), path, filled(t), about, newKey(t)); !errors.Is(err, durable.ErrDiskFull) {
		t.Errorf("Save = %v, want ErrDiskFull", err)
	}
	if left, _ := filepath.Glob(filepath.Dir(path) + "/*"); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
