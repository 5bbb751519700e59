package backup

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"time"
)

// format is the number of the form that this program writes.
const format = 1

// The parts, in their order.
const (
	aboutPart    = "backup.json"
	databasePart = "restante.db"
	sumsPart     = "SHA256SUMS"
	headerPart   = "header" // of age, before the others
)

// maxAbout is more than any About takes.
const maxAbout = 64 << 10

// Each of these is a sentence for the person at the screen.
var (
	ErrPassphrase = errors.New("the passphrase does not open the backup")
	ErrNoBackup   = errors.New("the file is not a backup of this program")
	ErrNewer      = errors.New("the backup was made by a newer version of this program")
)

// DamagedError tells in which part a backup is damaged.
type DamagedError struct {
	Part string // header, backup.json, restante.db or SHA256SUMS
	Err  error
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("the backup is damaged, in its part %s; nothing was taken from it", e.Part)
}

func (e *DamagedError) Unwrap() error { return e.Err }

// About is what a backup says of itself.
type About struct {
	Format  int       `json:"format"`  // set by [Save]
	Program string    `json:"program"` // the version that made it
	Made    time.Time `json:"made"`
	Peer    string    `json:"peerId"` // whose it is
	Name    string    `json:"name"`
}

// sums collects the line of each part.
type sums struct{ lines strings.Builder }

func (s *sums) add(name string, sum [sha256.Size]byte) {
	fmt.Fprintf(&s.lines, "%x  %s\n", sum, name)
}
