package ipfs

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/ipfs/go-cid"

	"restante/node/durable"
)

// Folder keeps each block as one file, whose name is the hex of its digest and
// whose bytes are the block. It is for a folder that one can look into; the
// names are kept in memory, so that asking for an unknown block costs nothing.
type Folder struct {
	dir   string
	mu    sync.RWMutex
	known map[Digest]struct{}
}

var _ Store = (*Folder)(nil)

// OpenFolder opens a folder of blocks, or creates it, and removes what a crash
// left half written. While it is open nobody else may change the folder.
func OpenFolder(dir string) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("opening the block folder: %w", durable.Explain(err))
	}
	f := &Folder{dir: dir, known: make(map[Digest]struct{})}
	names, err := f.names()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if durable.IsTemp(name) {
			err = errors.Join(err, os.Remove(filepath.Join(dir, name)))
		} else if d, ok := digestOfName(name); ok {
			f.known[d] = struct{}{}
		}
	}
	if err != nil {
		return nil, fmt.Errorf("opening the block folder: %w", durable.Explain(err))
	}
	return f, nil
}

func (f *Folder) names() ([]string, error) {
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		return nil, fmt.Errorf("listing the block folder: %w", err)
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names, nil
}

// digestOfName accepts the one spelling that Put uses.
func digestOfName(name string) (Digest, bool) {
	b, err := hex.DecodeString(name)
	if err != nil || len(b) != len(Digest{}) || hex.EncodeToString(b) != name {
		return Digest{}, false
	}
	return Digest(b), true
}

// Put writes a block. It is durable when Put returns; a block that is there
// already is written again only if its file was damaged.
func (f *Folder) Put(data []byte) (cid.Cid, error) {
	c := CID(data)
	d, _ := DigestOf(c) // a CID of our own has one
	if _, err := f.read(d, c); err == nil {
		return c, nil
	}
	if err := durable.WriteFile(f.dir, hex.EncodeToString(d[:]), data); err != nil {
		return cid.Undef, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.known[d] = struct{}{}
	return c, nil
}

// Get reads a block, [ErrNotFound] if there is none and [ErrCorrupt] if its
// file was cut short or altered.
func (f *Folder) Get(_ context.Context, c cid.Cid) ([]byte, error) {
	d, err := DigestOf(c)
	if err != nil {
		return nil, err
	}
	return f.read(d, c)
}

func (f *Folder) read(d Digest, c cid.Cid) ([]byte, error) {
	if !f.knows(d) {
		return nil, ErrNotFound
	}
	data, err := os.ReadFile(filepath.Join(f.dir, hex.EncodeToString(d[:])))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("reading a block: %w", err)
	}
	return data, check(c, data)
}

func (f *Folder) knows(d Digest) bool {
	f.mu.RLock()
	defer f.mu.RUnlock()
	_, ok := f.known[d]
	return ok
}

// Has says whether there is a file for the block; only Get looks inside.
func (f *Folder) Has(_ context.Context, c cid.Cid) (bool, error) {
	d, err := DigestOf(c)
	return err == nil && f.knows(d), nil
}

// Delete removes a block for good. It is no error if there is none.
func (f *Folder) Delete(c cid.Cid) error {
	d, err := DigestOf(c)
	if err != nil {
		return err
	}
	if !f.knows(d) {
		return nil
	}
	if err := durable.Remove(f.dir, hex.EncodeToString(d[:])); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.known, d)
	return nil
}

// List names the blocks that have a file, in the order of their digests.
func (f *Folder) List() ([]cid.Cid, error) {
	names, err := f.names() // sorted
	if err != nil {
		return nil, err
	}
	var cids []cid.Cid
	for _, name := range names {
		if d, ok := digestOfName(name); ok {
			cids = append(cids, CIDOf(d))
		}
	}
	return cids, nil
}

// Strays names the files that are no blocks. They are left alone. If the folder
// cannot be read there are none to name, and List says why.
func (f *Folder) Strays() []string {
	names, err := f.names()
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(names, func(name string) bool {
		_, ok := digestOfName(name)
		return ok || durable.IsTemp(name)
	})
}
