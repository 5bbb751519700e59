package backup

import (
	"archive/tar"
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"filippo.io/age"
)

// A Backup is an open file of which the database was not read yet.
type Backup struct {
	About About

	file  *os.File
	plain *watched
	tar   *tar.Reader
	sums  sums
}

// Open reads what a backup says of itself. Its caller closes it.
func Open(path string, k Key) (*Backup, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	b := &Backup{file: f}
	if err := b.open(k); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return b, nil
}

// Close lets the file go.
func (b *Backup) Close() error { return b.file.Close() }

func (b *Backup) open(k Key) error {
	disk := &disk{from: b.file}
	in := bufio.NewReaderSize(disk, 256<<10)
	intro, _ := in.Peek(len(ageIntro)) // Decrypt meets the same error
	plain, err := age.Decrypt(in, k)
	if err != nil {
		return disk.or(headerError(err, string(intro) == ageIntro))
	}
	b.plain = &watched{from: plain, disk: disk, part: aboutPart}
	b.tar = tar.NewReader(b.plain)
	about, err := b.small(aboutPart)
	if err != nil {
		return err
	}
	return b.parse(about)
}

// ageIntro is how each age file begins.
const ageIntro = "age-encryption.org/v1\n"

// headerError says what is wrong with the first lines, which are not secret.
func headerError(err error, isAge bool) error {
	var no *age.NoIdentityMatchError
	switch {
	case errors.Is(err, ErrPassphrase):
		return err
	case errors.As(err, &no) && errors.Is(err, age.ErrIncorrectIdentity):
		return fmt.Errorf("%w: %w", ErrPassphrase, err)
	case err.Error() == "bad header MAC" || isAge && strings.Contains(err.Error(), "malformed"):
		return &DamagedError{headerPart, err}
	}
	return fmt.Errorf("%w: %w", ErrNoBackup, err)
}

func (b *Backup) parse(about []byte) error {
	if err := json.Unmarshal(about, &b.About); err != nil || b.About.Format < 1 {
		return fmt.Errorf("%w: it does not say what it is", ErrNoBackup)
	}
	if b.About.Format > format {
		return fmt.Errorf("%w: it has the format %d", ErrNewer, b.About.Format)
	}
	return nil
}

// Database writes the database, once. It is whole and as it was saved only if there is
// no error. It suits [vault.Options.From].
func (b *Backup) Database(to io.Writer) error {
	if _, err := b.next(databasePart); err != nil {
		return err
	}
	hash := sha256.New()
	if _, err := io.Copy(io.MultiWriter(to, hash), b.tar); err != nil {
		return err
	}
	b.sums.add(databasePart, [sha256.Size]byte(hash.Sum(nil)))
	want := b.sums.lines.String()
	b.plain.part = sumsPart
	said, err := b.small(sumsPart)
	if err != nil {
		return err
	}
	if string(said) != want {
		return &DamagedError{databasePart, errors.New("its checksum is another one")}
	}
	return b.end()
}

// end looks that nothing is missing, and nothing follows.
func (b *Backup) end() error {
	if _, err := b.tar.Next(); err != io.EOF {
		return b.plain.foreign(err)
	}
	_, err := io.Copy(io.Discard, b.plain) // age says at its end whether that was all
	return err
}

// next goes to a part, which must be the next.
func (b *Backup) next(part string) (size int64, err error) {
	b.plain.part = part
	h, err := b.tar.Next()
	if err != nil {
		return 0, b.plain.foreign(err)
	}
	if h.Name != part || h.Typeflag != tar.TypeReg {
		return 0, fmt.Errorf("%w: %s stands where %s should", ErrNoBackup, h.Name, part)
	}
	return h.Size, nil
}

// small is a part that fits into memory.
func (b *Backup) small(part string) ([]byte, error) {
	size, err := b.next(part)
	if err != nil {
		return nil, err
	}
	if size > maxAbout {
		return nil, fmt.Errorf("%w: %s has %d bytes", ErrNoBackup, part, size)
	}
	all, err := io.ReadAll(b.tar)
	b.sums.add(part, sha256.Sum256(all))
	return all, err
}
