package backup

import (
	"runtime/debug"

	"filippo.io/age"
)

// workFactor is the power of two that scrypt takes: a second, and 256 MiB for as long.
// A file that asks for more is refused.
const workFactor = 18

// A Key opens a backup, and closes it.
type Key interface {
	age.Recipient
	age.Identity
}

// By is the key of a passphrase.
func By(passphrase string) Key { return byPassphrase(passphrase) }

type byPassphrase string

func (p byPassphrase) Wrap(fileKey []byte) ([]*age.Stanza, error) {
	defer debug.FreeOSMemory()
	r, err := age.NewScryptRecipient(string(p))
	if err != nil {
		return nil, ErrPassphrase
	}
	r.SetWorkFactor(workFactor)
	return r.Wrap(fileKey)
}

func (p byPassphrase) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	defer debug.FreeOSMemory()
	i, err := age.NewScryptIdentity(string(p))
	if err != nil {
		return nil, ErrPassphrase
	}
	i.SetMaxWorkFactor(workFactor)
	return i.Unwrap(stanzas)
}
