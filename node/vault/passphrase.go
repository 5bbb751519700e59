package vault

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"runtime/debug"

	"golang.org/x/crypto/argon2"
)

// What a new passphrase costs, and the bounds within which a key file is believed.
const (
	argonTime      = 3
	argonMemoryKiB = 64 << 10
	argonThreads   = 4
	argonSalt      = 16

	maxArgonTime      = 32
	maxArgonMemoryKiB = 1 << 20
	maxArgonThreads   = 32
	maxArgonSalt      = 64

	wrappingKeySize = 32
)

type argon2id struct {
	Salt      []byte `json:"salt"`
	Time      uint32 `json:"time"`
	MemoryKiB uint32 `json:"memoryKiB"`
	Threads   uint8  `json:"threads"`
}

func (a *argon2id) check() error {
	if len(a.Salt) < argonSalt || len(a.Salt) > maxArgonSalt ||
		a.Time < 1 || a.Time > maxArgonTime ||
		a.MemoryKiB < 8 || a.MemoryKiB > maxArgonMemoryKiB ||
		a.Threads < 1 || a.Threads > maxArgonThreads {
		return errors.New("parameters of the passphrase are out of bounds")
	}
	return nil
}

// derive gives the memory that it needed back to the operating system at once:
// it is most of what the whole program may use.
func (a *argon2id) derive(passphrase []byte) []byte {
	defer debug.FreeOSMemory()
	return argon2.IDKey(passphrase, a.Salt, a.Time, a.MemoryKiB, a.Threads, wrappingKeySize)
}

func newPassphraseLock(ctx context.Context, secret []byte, u Unlock) (keyLock, error) {
	pass, err := u.ask(ctx)
	if err != nil {
		return keyLock{}, err
	}
	a := &argon2id{make([]byte, argonSalt), argonTime, argonMemoryKiB, argonThreads}
	rand.Read(a.Salt)
	key, err := wrap(a.derive(pass), secret, methodPassphrase)
	return keyLock{Method: methodPassphrase, Argon2id: a, Key: key}, err
}

func (l keyLock) openWithPassphrase(ctx context.Context, u Unlock) ([]byte, error) {
	pass, err := u.ask(ctx)
	if err != nil {
		return nil, err
	}
	secret, err := unwrap(l.Argon2id.derive(pass), l.Key, methodPassphrase)
	if err != nil {
		return nil, ErrWrongPassphrase
	}
	return secret, nil
}

func (u Unlock) ask(ctx context.Context) ([]byte, error) {
	if u.Passphrase == nil {
		return nil, ErrPassphraseNeeded
	}
	pass, err := u.Passphrase(ctx)
	if err != nil {
		return nil, fmt.Errorf("asking for the passphrase: %w", err)
	}
	if len(pass) == 0 {
		return nil, ErrPassphraseNeeded
	}
	return pass, nil
}
