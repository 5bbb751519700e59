package remote

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/zalando/go-keyring"
)

// Kept is what is remembered of a server, in the keyring of this computer.
type Kept struct {
	Token string
	Pin   string // of its certificate, "" if this computer's roots have signed it
}

// ErrKeyring says that nothing is remembered: there is no keyring, or it does not answer.
var ErrKeyring = errors.New("the keyring of this computer did not answer as it should")

const (
	keyringService = "restante"
	keyringLimit   = 30 * time.Second // it may be asking its owner to unlock it
	tokenLimit     = 1024
)

func entry(host string) string { return "connect " + host }

// Recall gives what is remembered of a server; nothing is no error.
func Recall(ctx context.Context, host string) (k Kept, err error) {
	text, err := await(ctx, func() (string, error) { return keyring.Get(keyringService, entry(host)) })
	if errors.Is(err, keyring.ErrNotFound) {
		return k, nil
	}
	if err != nil {
		return k, fmt.Errorf("%w: %w", ErrKeyring, err)
	}
	k.Token, k.Pin, _ = strings.Cut(text, "\n")
	return k, nil
}

// Remember keeps it.
func Remember(ctx context.Context, host string, k Kept) error {
	if _, err := await(ctx, func() (string, error) { return "", keyring.Set(keyringService, entry(host), k.Token+"\n"+k.Pin) }); err != nil {
		return fmt.Errorf("%w: %w", ErrKeyring, err)
	}
	return nil
}

// Forget forgets it.
func Forget(ctx context.Context, host string) error {
	_, err := await(ctx, func() (string, error) { return "", keyring.Delete(keyringService, entry(host)) })
	if err != nil && !errors.Is(err, keyring.ErrNotFound) {
		return fmt.Errorf("%w: %w", ErrKeyring, err)
	}
	return nil
}

// await waits for the keyring within its limit. It cannot be interrupted: its late answer
// is dropped.
func await(ctx context.Context, ask func() (string, error)) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, keyringLimit)
	defer cancel()
	type got struct {
		text string
		err  error
	}
	done := make(chan got, 1)
	go func() {
		text, err := ask()
		done <- got{text, err}
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case g := <-done:
		return g.text, g.err
	}
}

// ErrNoToken is returned for a text that is no token at all.
var ErrNoToken = errors.New("this is not a token: it is one line of letters and digits, in the file api-token of the server")

// CleanToken is a token as it was pasted, without what stands around it.
func CleanToken(text string) (string, error) {
	text = strings.TrimSpace(text)
	foreign := func(r rune) bool { return r <= ' ' || r > '~' }
	if text == "" || len(text) > tokenLimit || strings.ContainsFunc(text, foreign) {
		return "", ErrNoToken
	}
	return text, nil
}
