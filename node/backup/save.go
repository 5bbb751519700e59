package backup

import (
	"archive/tar"
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"filippo.io/age"

	"restante/node/durable"
	"restante/node/vault"
)

// Save writes a backup of an open vault to a file. Whatever has that name is replaced
// once the backup is whole, and not before.
func Save(ctx context.Context, path string, v *vault.Vault, a About, k Key) error {
	part := path + ".part"
	err := save(ctx, part, v, a, k)
	if err == nil {
		err = durable.Rename(part, path)
	}
	if err != nil {
		_ = os.Remove(part)
	}
	return explain(err)
}

// Write writes a backup of an open vault to wherever it goes. What was written before an
// error is none.
func Write(ctx context.Context, to io.Writer, v *vault.Vault, a About, k Key) error {
	return explain(seal(ctx, to, v, a, k))
}

func explain(err error) error {
	if err != nil {
		err = fmt.Errorf("making a backup: %w", durable.Explain(err))
	}
	return err
}

func save(ctx context.Context, path string, v *vault.Vault, a About, k Key) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	to := bufio.NewWriterSize(f, 256<<10)
	err = seal(ctx, to, v, a, k)
	if err == nil {
		err = to.Flush()
	}
	return errors.Join(err, f.Close())
}

func seal(ctx context.Context, to io.Writer, v *vault.Vault, a About, k Key) error {
	sealed, err := age.Encrypt(to, k)
	if err != nil {
		return err
	}
	w := &writer{tar: tar.NewWriter(sealed), at: a}
	a.Format = format
	about, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		return err
	}
	if err := w.put(aboutPart, append(about, '\n')); err != nil {
		return err
	}
	err = v.Export(ctx, func(size int64, plain io.Reader) error { return w.copy(databasePart, size, stopping{ctx, plain}) })
	if err != nil {
		return err
	}
	if err := w.put(sumsPart, []byte(w.sums.lines.String())); err != nil {
		return err
	}
	return errors.Join(w.tar.Close(), sealed.Close())
}

// writer puts parts into the archive.
type writer struct {
	tar  *tar.Writer
	at   About
	sums sums
}

func (w *writer) put(name string, b []byte) error {
	if err := w.begin(name, int64(len(b))); err != nil {
		return err
	}
	w.sums.add(name, sha256.Sum256(b))
	_, err := w.tar.Write(b)
	return err
}

func (w *writer) copy(name string, size int64, from io.Reader) error {
	if err := w.begin(name, size); err != nil {
		return err
	}
	hash := sha256.New()
	if _, err := io.Copy(io.MultiWriter(w.tar, hash), from); err != nil {
		return err
	}
	w.sums.add(name, [sha256.Size]byte(hash.Sum(nil)))
	return nil
}

func (w *writer) begin(name string, size int64) error {
	return w.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size, ModTime: w.at.Made})
}

// stopping ends with its context.
type stopping struct {
	ctx  context.Context
	from io.Reader
}

func (s stopping) Read(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.from.Read(b)
}
