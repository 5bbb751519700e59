package vault

import (
	"errors"
	"os"
	"path/filepath"

	"restante/node/durable"
)

// Destroy makes the database unreadable for good, here and in every copy of its file
// that is encrypted as it is: the key file is overwritten and removed, and so is what
// the keyring has. The vault goes on until it is closed; [Erase] then removes the rest.
func (v *Vault) Destroy() error {
	if v.readOnly {
		return ErrReadOnly
	}
	v.keyMu.Lock()
	defer v.keyMu.Unlock()
	v.key.destroyed = true
	err := durable.Erase(v.dir, keyFileName)
	for _, l := range v.key.file.Locks {
		l.discard()
	}
	return explain(err)
}

// Erase removes the files of a vault that was destroyed and is closed. The lock stays,
// as it always does.
func Erase(dir string) error {
	var errs []error
	for _, name := range []string{keyFileName, databaseFile, databaseFile + "-wal", databaseFile + "-shm"} {
		errs = append(errs, durable.Remove(dir, name))
	}
	errs = append(errs, os.RemoveAll(filepath.Join(dir, backupDir)))
	return explain(errors.Join(errs...))
}
