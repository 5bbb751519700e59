package vault

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"

	"github.com/gofrs/flock"
)

// Options say where a vault is and how it is opened.
type Options struct {
	Dir     string  // created if it does not exist
	Folder  *Folder // the same if it is held already; Dir is not looked at then
	Unlock  Unlock
	Schemas []Schema     // in the order in which they are applied
	Log     *slog.Logger // slog.Default() if nil

	// Begin fills the tables of a new vault. Until it has, there is no vault: what an
	// earlier beginning left that was cut short is cleared first.
	Begin func(*Tx) error

	// From writes the database that a new vault begins with, as [Vault.Export] gave
	// it. A folder that has a vault is left alone; after an error of From nothing is
	// left. Begin follows.
	From func(io.Writer) error
}

// A Method says what protects the key of the database.
type Method int

const (
	KeyFile    Method = iota // nothing but the permissions of a file; logged as a warning
	Passphrase               // Argon2id over what the user types
	Keyring                  // the keyring of the operating system
)

// Unlock says how the database key is obtained.
type Unlock struct {
	// New protects the key of a folder that has none yet. A folder that has
	// one remembers its own method.
	New Method
	// Passphrase asks the user. It is called only when a passphrase is needed
	// and may be nil where there is nobody to ask. With New Keyring a passphrase
	// is a second way in, for the day on which there is no keyring.
	Passphrase func(context.Context) ([]byte, error)
}

// A Vault is an open database in a locked folder. Its methods may be called
// from several goroutines.
type Vault struct {
	dir      string
	log      *slog.Logger
	readOnly bool

	lock   *flock.Flock
	keyMu  sync.Mutex // guards key, which only ChangePassphrase and Destroy change
	key    *dbKey
	pace   pace       // of guesses at the passphrase
	copyMu sync.Mutex // one Export at a time
	db     *database
	writer *pool
	reader *pool

	checkpoints *checkpointer // nil if read-only
}

// Open opens the vault in a folder, or creates it in an empty one, and brings
// its tables up to date. The folder stays locked until Close.
func Open(ctx context.Context, o Options) (*Vault, error) {
	return open(ctx, o, false)
}

// OpenReadOnly opens the vault of a stopped program for looking only. It takes
// the same lock, changes no table and creates nothing.
func OpenReadOnly(ctx context.Context, o Options) (*Vault, error) {
	return open(ctx, o, true)
}

func open(ctx context.Context, o Options, readOnly bool) (*Vault, error) {
	v, err := newVault(o, readOnly)
	if err != nil {
		return nil, err
	}
	if err := v.open(ctx, o); err != nil {
		return nil, errors.Join(err, v.abandon())
	}
	return v, nil
}

// Dir is the vault's folder, as an absolute path.
func (v *Vault) Dir() string { return v.dir }

// ChangePassphrase changes what protects the database key: to.New is the new
// method, and to.Passphrase asks for the new passphrase if it needs one. The
// database itself and its key stay as they are. A key that was once in an
// unprotected key file, and backups with the old key file, are as readable as
// before to whoever kept a copy.
func (v *Vault) ChangePassphrase(ctx context.Context, to Unlock) error {
	if v.readOnly {
		return ErrReadOnly
	}
	v.keyMu.Lock()
	defer v.keyMu.Unlock()
	if v.key.destroyed {
		return ErrDestroyed
	}
	return v.key.replaceLocks(ctx, v.dir, to)
}
