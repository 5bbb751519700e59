package guitest

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/ipfs/go-cid"

	"restante/messaging/storefront"
	"restante/node/ipfs"
)

// goods are keys and files, by listing.
type goods struct {
	Licences map[string][]string
	Sold     map[string][]storefront.File
}

func (s *Shop) Keys(_ context.Context, slug string) (left, taken int, err error) {
	return len(s.Licences[slug]), 2, nil
}

func (s *Shop) AddKeys(_ context.Context, slug string, texts []string) (int, error) {
	if err := s.World.call(fmt.Sprintf("add %d keys", len(texts))); err != nil {
		return 0, err
	}
	if s.Licences == nil {
		s.Licences = map[string][]string{}
	}
	s.Licences[slug] = append(s.Licences[slug], texts...)
	return len(texts), nil
}

func (s *Shop) RemoveKey(_ context.Context, slug, text string) error {
	i := slices.Index(s.Licences[slug], text)
	if i < 0 {
		return storefront.ErrNoKey
	}
	s.Licences[slug] = slices.Delete(s.Licences[slug], i, i+1)
	return s.World.call("remove key " + text)
}

func (s *Shop) Files(_ context.Context, slug string) ([]storefront.File, error) {
	return slices.Clone(s.Sold[slug]), nil
}

func (s *Shop) AddFile(_ context.Context, slug, name string, from io.Reader) (storefront.File, error) {
	b, err := io.ReadAll(from)
	if err != nil {
		return storefront.File{}, err
	}
	if err := s.World.call("add file " + name); err != nil {
		return storefront.File{}, err
	}
	if s.Sold == nil {
		s.Sold = map[string][]storefront.File{}
	}
	f := storefront.File{Name: name, Size: uint64(len(b)), CID: ipfs.CID(b), Here: true}
	s.Sold[slug] = append(s.Sold[slug], f)
	return f, nil
}

func (s *Shop) RemoveFile(_ context.Context, slug string, c cid.Cid) error {
	s.Sold[slug] = slices.DeleteFunc(s.Sold[slug], func(f storefront.File) bool { return f.CID == c })
	return s.World.call("remove file")
}
