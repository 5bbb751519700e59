package vault

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"restante/node/durable"
)

// Each of these is a sentence for the person at the screen. What exactly went
// wrong is wrapped behind it.
var (
	ErrInUse            = errors.New("the folder is in use by another running program")
	ErrWrongPassphrase  = errors.New("the passphrase is wrong")
	ErrPassphraseNeeded = errors.New("the folder is locked with a passphrase, and none was given")
	ErrKeyring          = errors.New("the key is in this computer's keyring, which did not give it out")
	ErrKeyMissing       = errors.New("the folder has a database but its key file vault.key is missing")
	ErrKeyBroken        = errors.New("the key file vault.key cannot be read")
	ErrNewer            = errors.New("the folder was written by a newer version of this program")
	ErrOlder            = errors.New("the folder was written by an older version of this program; start the program once to bring it up to date")
	ErrEmpty            = errors.New("the folder holds no database")
	ErrCorrupt          = errors.New("the database is damaged; nothing in it was changed")
	ErrReadOnly         = errors.New("the folder is read-only for this program")
	ErrFull             = errors.New("the disk is full")
	ErrClosed           = errors.New("the database is closed")
	ErrTaken            = errors.New("the folder has a database already")
	ErrDestroyed        = errors.New("the key of the database was destroyed")
)

var sentinels = []error{ErrInUse, ErrCorrupt, ErrReadOnly, ErrFull, ErrClosed}

// explain puts the sentence that fits in front of an error of SQLite or of the
// operating system, and returns any other error unchanged.
func explain(err error) error {
	for _, s := range sentinels {
		if errors.Is(err, s) {
			return err
		}
	}
	if s := sentence(err); s != nil {
		return fmt.Errorf("%w: %w", s, err)
	}
	return err
}

func sentence(err error) error {
	if code, ok := sqliteCode(err); ok {
		return sqliteSentence(code)
	}
	switch err = durable.Explain(err); {
	case errors.Is(err, durable.ErrDiskFull):
		return ErrFull
	case errors.Is(err, durable.ErrReadOnly):
		return ErrReadOnly
	}
	return nil
}

func sqliteCode(err error) (int, bool) {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0, false
	}
	return e.Code(), true
}

// sqliteSentence looks at the primary code, the low byte of an extended one.
func sqliteSentence(code int) error {
	switch code & 0xff {
	case sqlite3.SQLITE_FULL:
		return ErrFull
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return ErrCorrupt
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return ErrReadOnly
	}
	return nil
}
