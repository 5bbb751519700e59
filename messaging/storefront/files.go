package storefront

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/ipfs/go-cid"

	"restante/messaging/attachment"
	"restante/messaging/storefront/listing"
	"restante/node/vault"
)

// AddFile gives a listing a file that is handed to whoever buys it, of at most
// [attachment.MaxSize] bytes. It is sealed on its way into the store; a stop between that
// and the database leaves a sealed file that nobody can open.
func (s *Service) AddFile(ctx context.Context, slug, name string, from io.Reader) (f File, err error) {
	if !listing.IsLine(name, MaxFile) || strings.ContainsAny(name, `/\`) {
		return f, ErrFile
	}
	if err := s.Vault.View(ctx, func(tx *vault.Tx) error { return roomForFile(tx, slug) }); err != nil {
		return f, err
	}
	f = File{Name: name, Key: attachment.NewKey(), Here: true}
	count := &counter{from: from}
	sealed, err := attachment.Seal(count, f.Key)
	if err != nil {
		return f, err
	}
	var blocks int64
	if f.CID, blocks, err = s.Store.AddFile(ctx, sealed); err != nil {
		return f, err
	}
	f.Size = count.n
	err = s.update(ctx, "file add", slug, func(tx *vault.Tx) error {
		return errors.Join(roomForFile(tx, slug), putFile(tx, slug, f, blocks), checkGoods(tx), touch(tx))
	})
	if err != nil {
		err = errors.Join(err, s.Store.Unpin(f.CID))
	}
	return f, err
}

// counter counts what is read.
type counter struct {
	from io.Reader
	n    uint64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.from.Read(b)
	c.n += uint64(n)
	return n, err
}

// roomForFile looks whether a listing is there and may have one more.
func roomForFile(tx *vault.Tx, slug string) error {
	if _, err := readRow(tx, slug); err != nil {
		return err
	}
	files, err := readFiles(tx, `WHERE slug = ? AND gone = 0`, slug)
	if err == nil && len(files) >= MaxFiles {
		err = ErrFull
	}
	return err
}

// Files are those of a listing, the first one first.
func (s *Service) Files(ctx context.Context, slug string) (files []File, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		files, err = readFiles(tx, `WHERE slug = ? AND gone = 0 ORDER BY row`, slug)
		return err
	})
	for i := range files {
		if err == nil {
			files[i].Here, err = s.Store.Has(ctx, files[i].CID)
		}
	}
	return files, err
}

// RemoveFile takes a file from a listing. Who has bought it can fetch it for [MaxStale].
func (s *Service) RemoveFile(ctx context.Context, slug string, c cid.Cid) error {
	return s.update(ctx, "file remove", slug, func(tx *vault.Tx) error { return endFile(tx, slug, c) })
}

// Goods are the files of a listing for an order of it, if the listing hands over files
// by itself and has all of them here; else there are none.
func (s *Service) Goods(tx *vault.Tx, slug string) ([]File, error) {
	r, err := readRow(tx, slug)
	switch {
	case errors.Is(err, ErrNoItem):
		return nil, nil
	case err != nil:
		return nil, err
	case r.edited.Delivery != listing.ByFile:
		return nil, nil
	}
	files, err := readFiles(tx, `WHERE slug = ? AND gone = 0 ORDER BY row`, slug)
	for _, f := range files {
		here, err := s.Store.Has(tx.Context(), f.CID)
		if err != nil || !here {
			return nil, err
		}
	}
	return files, err
}

// tidyFiles lets go of what was taken away long ago.
func (s *Service) tidyFiles(ctx context.Context) error {
	var old []File
	err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		old, err = readFiles(tx, `WHERE gone > 0 AND gone < ?`, now().Add(-MaxStale).UnixMilli())
		return err
	})
	for _, f := range old {
		if err = errors.Join(err, s.Store.Unpin(f.CID)); err == nil {
			err = s.Vault.Update(ctx, "file forget", func(tx *vault.Tx) error { return errors.Join(deleteFile(tx, f.CID), touch(tx)) })
		}
	}
	return err
}
