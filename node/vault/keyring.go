package vault

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"fmt"

	"github.com/zalando/go-keyring"
)

const keyringService = "restante"

// newKeyringLock keeps the wrapping key under an entry of its own, so that the
// entry of a key file that is about to be replaced stays valid until it is.
func newKeyringLock(secret []byte) (keyLock, error) {
	wrapping := make([]byte, wrappingKeySize)
	rand.Read(wrapping)
	name := make([]byte, 8)
	rand.Read(name)
	l := keyLock{Method: methodKeyring, Entry: hex.EncodeToString(name)}
	text := base64.StdEncoding.EncodeToString(wrapping)
	if err := keyring.Set(keyringService, l.Entry, text); err != nil {
		return keyLock{}, fmt.Errorf("%w: %w", ErrKeyring, err)
	}
	var err error
	l.Key, err = wrap(wrapping, secret, methodKeyring)
	return l, err
}

func (l keyLock) openWithKeyring() ([]byte, error) {
	text, err := keyring.Get(keyringService, l.Entry)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeyring, err)
	}
	wrapping, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeyring, err)
	}
	secret, err := unwrap(wrapping, l.Key, methodKeyring)
	if err != nil {
		return nil, fmt.Errorf("%w: its entry does not fit: %w", ErrKeyring, err)
	}
	return secret, nil
}

// discard removes what a lock keeps outside of the key file. An entry that
// stays behind opens nothing any more.
func (l keyLock) discard() {
	if l.Method == methodKeyring {
		_ = keyring.Delete(keyringService, l.Entry)
	}
}
