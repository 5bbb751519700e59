package vault

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"fmt"

	"restante/node/vault/encvfs"
)

// The methods as they stand in the key file.
const (
	methodFile       = "file"
	methodPassphrase = "passphrase"
	methodKeyring    = "keyring"
)

var methods = map[string]Method{methodFile: KeyFile, methodPassphrase: Passphrase, methodKeyring: Keyring}

// A keyLock holds the database key in one of three ways: as it is, or
// encrypted by AES-256-GCM under a key from a passphrase or from the keyring.
type keyLock struct {
	Method   string    `json:"method"`
	Argon2id *argon2id `json:"argon2id,omitempty"` // of a passphrase
	Entry    string    `json:"entry,omitempty"`    // of the keyring
	Key      []byte    `json:"key"`
}

// newLocks makes the locks that u asks for.
func newLocks(ctx context.Context, secret []byte, u Unlock) ([]keyLock, error) {
	switch u.New {
	case KeyFile:
		return []keyLock{{Method: methodFile, Key: secret}}, nil
	case Passphrase:
		l, err := newPassphraseLock(ctx, secret, u)
		return []keyLock{l}, err
	case Keyring:
		return newKeyringLocks(ctx, secret, u)
	}
	return nil, fmt.Errorf("vault: unknown method %d", u.New)
}

func newKeyringLocks(ctx context.Context, secret []byte, u Unlock) ([]keyLock, error) {
	l, err := newKeyringLock(ctx, secret)
	if err != nil || u.Passphrase == nil {
		return []keyLock{l}, err
	}
	spare, err := newPassphraseLock(ctx, secret, u)
	return []keyLock{l, spare}, err
}

// check refuses what open cannot work with or should not try.
func (l keyLock) check() error {
	switch {
	case l.Method == methodFile && len(l.Key) == encvfs.KeySize:
		return nil
	case l.Method == methodKeyring && l.Entry != "":
		return nil
	case l.Method == methodPassphrase && l.Argon2id != nil:
		return l.Argon2id.check()
	}
	return fmt.Errorf("lock %q is not complete", l.Method)
}

func (l keyLock) open(ctx context.Context, u Unlock) ([]byte, error) {
	switch l.Method {
	case methodPassphrase:
		return l.openWithPassphrase(ctx, u)
	case methodKeyring:
		return l.openWithKeyring(ctx)
	}
	return l.Key, nil
}

// wrap encrypts the database key under another one.
func wrap(wrapping, secret []byte, method string) ([]byte, error) {
	aead, err := newAEAD(wrapping)
	if err != nil {
		return nil, err
	}
	return aead.Seal(nil, nil, secret, label(method)), nil
}

func unwrap(wrapping, wrapped []byte, method string) ([]byte, error) {
	aead, err := newAEAD(wrapping)
	if err != nil {
		return nil, err
	}
	secret, err := aead.Open(nil, nil, wrapped, label(method))
	if err == nil && len(secret) != encvfs.KeySize {
		err = fmt.Errorf("key of %d bytes", len(secret))
	}
	return secret, err
}

// newAEAD puts a random nonce in front of what it seals.
func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

func label(method string) []byte { return []byte("restante/1/vault key\x00" + method) }
