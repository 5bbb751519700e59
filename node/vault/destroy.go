package vault

import (
	"errors"
	"os"
	"path/filepath"

	"restante/node/durable"
)

// destroyedName is the file that says that the vault beside it is no more.
const destroyedName = "vault.destroyed"

// Destroy makes the database unreadable for good, here and in every copy of its file
// that is encrypted as it is: the key file is overwritten and removed, and so is what
// the keyring has. The vault goes on until it is closed; [Erase] then removes the rest,
// or the next beginning in the folder where the program did not get that far.
func (v *Vault) Destroy() error {
	if v.readOnly {
		return ErrReadOnly
	}
	v.keyMu.Lock()
	defer v.keyMu.Unlock()
	v.key.destroyed = true
	err := errors.Join(durable.WriteFile(v.dir, destroyedName, nil), durable.Erase(v.dir, keyFileName))
	for _, l := range v.key.file.Locks {
		l.discard()
	}
	return explain(err)
}

// Erase removes the files of a vault that was destroyed and is closed. The lock stays,
// as it always does.
func Erase(dir string) error {
	if err := errors.Join(durable.Erase(dir, keyFileName), removeDatabase(dir), os.RemoveAll(filepath.Join(dir, backupDir))); err != nil {
		return explain(err)
	}
	return explain(durable.Remove(dir, destroyedName))
}

func removeDatabase(dir string) error {
	var errs []error
	for _, name := range []string{databaseFile, databaseFile + "-wal", databaseFile + "-shm"} {
		errs = append(errs, durable.Remove(dir, name))
	}
	return errors.Join(errs...)
}

// isDestroyed reports whether a folder has a vault that nothing opens again.
func isDestroyed(dir string) bool { return fileExists(dir, destroyedName) }
