package vault

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/zalando/go-keyring"
)

const keyringService = "restante"

// newKeyringLock keeps the wrapping key under an entry of its own, so that the
// entry of a key file that is about to be replaced stays valid until it is.
func newKeyringLock(ctx context.Context, secret []byte) (keyLock, error) {
	wrapping := make([]byte, wrappingKeySize)
	rand.Read(wrapping)
	l := keyLock{Method: methodKeyring, Entry: newEntry()}
	text := base64.StdEncoding.EncodeToString(wrapping)
	if _, err := await(ctx, func() (string, error) { return "", keyring.Set(keyringService, l.Entry, text) }); err != nil {
		return keyLock{}, fmt.Errorf("%w: %w", ErrKeyring, err)
	}
	var err error
	if l.Key, err = wrap(wrapping, secret, methodKeyring); err != nil {
		return l, err
	}
	_, err = l.openWithKeyring(ctx) // before anything relies on it
	return l, err
}

func newEntry() string {
	name := make([]byte, 8)
	rand.Read(name)
	return hex.EncodeToString(name)
}

// TryKeyring returns nil if this computer has a keyring that gives back what it
// was given.
func TryKeyring(ctx context.Context) error {
	entry := newEntry()
	got, err := await(ctx, func() (string, error) {
		if err := keyring.Set(keyringService, entry, entry); err != nil {
			return "", err
		}
		got, err := keyring.Get(keyringService, entry)
		return got, errors.Join(err, keyring.Delete(keyringService, entry))
	})
	if err == nil && got != entry {
		err = errors.New("it gave something else")
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrKeyring, err)
	}
	return nil
}

// await waits for the keyring, which may be asking its owner something, no longer
// than ctx. It cannot be interrupted: its late answer is dropped.
func await(ctx context.Context, ask func() (string, error)) (string, error) {
	var text string
	done := make(chan error, 1)
	go func() {
		got, err := ask()
		if err == nil {
			text = got
		}
		done <- err
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case err := <-done:
		return text, err
	}
}

func (l keyLock) openWithKeyring(ctx context.Context) ([]byte, error) {
	text, err := await(ctx, func() (string, error) { return keyring.Get(keyringService, l.Entry) })
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
