package vault

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"restante/node/durable"
	"restante/node/vault/encvfs"
)

const (
	keyFileName    = "vault.key"
	keyFileVersion = 1
	maxKeyFile     = 64 << 10
	maxKeyLocks    = 8
)

// A keyFile is the content of vault.key: the key of the database once behind
// each of its locks, of which any one opens it.
type keyFile struct {
	Version int `json:"version"`
	// Ready is set once the database has its tables. From then on a missing
	// or empty database is a loss, not a beginning.
	Ready bool      `json:"ready"`
	Locks []keyLock `json:"locks"`
}

// A dbKey is the random key of a database and the file that it came from.
type dbKey struct {
	secret    []byte
	file      keyFile
	destroyed bool // the file is gone for good
}

// unprotected says whether reading the file is enough to have the key.
func (k *dbKey) unprotected() bool {
	for _, l := range k.file.Locks {
		if l.Method == methodFile {
			return true
		}
	}
	return false
}

func createKey(ctx context.Context, dir string, u Unlock) (*dbKey, error) {
	secret := make([]byte, encvfs.KeySize)
	rand.Read(secret)
	k := &dbKey{secret: secret, file: keyFile{Version: keyFileVersion}}
	var err error
	if k.file.Locks, err = newLocks(ctx, secret, u); err != nil {
		return nil, err
	}
	return k, k.write(dir)
}

func readKey(ctx context.Context, dir string, u Unlock) (*dbKey, error) {
	f, err := loadKeyFile(dir)
	if err != nil {
		return nil, err
	}
	secret, err := f.open(ctx, u)
	if err != nil {
		return nil, err
	}
	return &dbKey{secret: secret, file: f}, nil
}

func loadKeyFile(dir string) (keyFile, error) {
	b, err := readLimited(filepath.Join(dir, keyFileName), maxKeyFile)
	if err != nil {
		return keyFile{}, fmt.Errorf("reading the key file: %w", explain(err))
	}
	return parseKeyFile(b)
}

func readLimited(path string, max int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, max))
}

func parseKeyFile(b []byte) (keyFile, error) {
	var f keyFile
	if err := json.Unmarshal(b, &f); err != nil {
		return keyFile{}, fmt.Errorf("%w: %w", ErrKeyBroken, err)
	}
	if f.Version > keyFileVersion {
		return keyFile{}, fmt.Errorf("%w: key file of version %d", ErrNewer, f.Version)
	}
	if f.Version < 1 || len(f.Locks) == 0 || len(f.Locks) > maxKeyLocks {
		return keyFile{}, fmt.Errorf("%w: version %d with %d locks", ErrKeyBroken, f.Version, len(f.Locks))
	}
	for _, l := range f.Locks {
		if err := l.check(); err != nil {
			return keyFile{}, fmt.Errorf("%w: %w", ErrKeyBroken, err)
		}
	}
	return f, nil
}

// methods are those of the locks.
func (f keyFile) methods() (all []Method) {
	for _, l := range f.Locks {
		all = append(all, methods[l.Method])
	}
	return all
}

// open tries one lock after the other.
func (f keyFile) open(ctx context.Context, u Unlock) ([]byte, error) {
	var errs []error
	for _, l := range f.Locks {
		secret, err := l.open(ctx, u)
		if err == nil {
			return secret, nil
		}
		errs = append(errs, err)
	}
	return nil, errors.Join(errs...)
}

func (k *dbKey) write(dir string) error {
	b, err := json.MarshalIndent(k.file, "", "  ")
	if err != nil {
		return err
	}
	return explain(durable.WriteFile(dir, keyFileName, append(b, '\n')))
}

func (k *dbKey) markReady(dir string) error {
	if k.file.Ready {
		return nil
	}
	k.file.Ready = true
	return k.write(dir)
}

// replaceLocks changes what protects the key. The database is not touched.
func (k *dbKey) replaceLocks(ctx context.Context, dir string, u Unlock) error {
	locks, err := newLocks(ctx, k.secret, u)
	if err != nil {
		return err
	}
	old := k.file.Locks
	k.file.Locks = locks
	if err := k.write(dir); err != nil {
		k.file.Locks = old
		return err
	}
	for _, l := range old {
		l.discard()
	}
	return nil
}
