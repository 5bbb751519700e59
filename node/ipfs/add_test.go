package ipfs

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"
)

func TestAddFileIsPinnedAndLasts(t *testing.T) {
	dir := t.TempDir()
	p := openPinned(t, dir)
	data := pattern(chunkSize + 5)
	root, size := addFile(t, p, data)
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	p = openPinned(t, dir)
	if n, err := p.Sweep(t.Context()); n != 0 || err != nil {
		t.Errorf("a sweep removed %d blocks, %v", n, err)
	}
	checkFile(t, p, root, data)
	u, err := p.Usage(t.Context())
	if err != nil || u != (Usage{Pins: 1, Blocks: 3, Bytes: size}) {
		t.Errorf("usage %+v, %v; the file has %d bytes", u, err, size)
	}
}

// A chunk that occurs again is kept and counted once.
func TestAddCountsABlockOnce(t *testing.T) {
	p := openPinned(t, t.TempDir())
	_, size := addFile(t, p, make([]byte, 10*chunkSize))
	u, err := p.Usage(t.Context())
	if err != nil || u.Blocks != 2 || u.Bytes != size || size > chunkSize+1000 {
		t.Errorf("size %d, usage %+v, %v", size, u, err)
	}
}

func TestAddRepairsADamagedBlock(t *testing.T) {
	dir := t.TempDir()
	p := openPinned(t, dir)
	data := pattern(2000)
	root, _ := addFile(t, p, data)
	damage(t, dir+"/blocks")
	if _, err := p.Open(t.Context(), root); !errors.Is(err, ErrCorrupt) {
		t.Errorf("error %v, want ErrCorrupt", err)
	}
	addFile(t, p, data)
	checkFile(t, p, root, data)
}

func TestAddThatFailsLeavesNothing(t *testing.T) {
	p := openPinned(t, t.TempDir())
	broken := io.MultiReader(strings.NewReader(string(pattern(3*chunkSize))), iotest.ErrReader(io.ErrClosedPipe))
	if _, _, err := p.AddFile(t.Context(), broken); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("error %v", err)
	}
	if n, err := p.Sweep(t.Context()); n != 3 || err != nil {
		t.Errorf("swept %d blocks, %v", n, err)
	}
	if u, err := p.Usage(t.Context()); err != nil || u != (Usage{}) {
		t.Errorf("usage %+v, %v", u, err)
	}
}

func TestAddFolderRefusals(t *testing.T) {
	p := openPinned(t, t.TempDir())
	wide := fstest.MapFS{}
	for i := range maxLinks + 1 {
		wide[strings.Repeat("x", i/200)+string(rune('0'+i%200))] = &fstest.MapFile{}
	}
	for name, c := range map[string]struct {
		folder fs.FS
		want   error
	}{
		"a link":      {fstest.MapFS{"a": {Mode: fs.ModeSymlink}}, ErrNotFile},
		"a device":    {fstest.MapFS{"a": {Mode: fs.ModeDevice}}, ErrNotFile},
		"a backslash": {fstest.MapFS{`a\b`: {}}, errNotForFile},
		"a long name": {fstest.MapFS{strings.Repeat("a", maxName+1): {}}, errNotForFile},
		"many names":  {wide, ErrBadDAG},
		"deep":        {fstest.MapFS{strings.Repeat("a/", maxNesting) + "a": {}}, ErrBadDAG},
	} {
		if _, _, err := p.AddFolder(t.Context(), c.folder); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", name, err, c.want)
		}
	}
	if pins := p.Pins(); len(pins) > 0 {
		t.Errorf("pinned: %v", pins)
	}
}
