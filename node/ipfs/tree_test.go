package ipfs

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/ipfs/go-cid"
)

// planted is a leaf that notes when it is loaded.
func planted(path, text string, loaded map[string]int) Leaf {
	return Leaf{path, CID([]byte(text)), int64(len(text)), func(context.Context) ([]byte, error) {
		loaded[path]++
		return []byte(text), nil
	}}
}

func plant(t testing.TB, leaves ...Leaf) Tree {
	t.Helper()
	tree, err := NewTree(leaves)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// A tree has the name and the size that AddFolder gives to the same files.
func TestATreeIsAFolder(t *testing.T) {
	ctx, loaded := t.Context(), map[string]int{}
	files := fstest.MapFS{"a/b": {Data: []byte("1")}, "a-b": {Data: []byte("2")}, "a/c/d": {Data: []byte("1")}, "z": {Data: []byte("3")}}
	one, other := openPinned(t, t.TempDir()), openPinned(t, t.TempDir())
	root, size, err := one.AddFolder(ctx, files)
	if err != nil {
		t.Fatal(err)
	}
	var leaves []Leaf
	for path, f := range files {
		leaves = append(leaves, planted(path, string(f.Data), loaded))
	}
	tree := plant(t, leaves...)
	if tree.Root != root || tree.Size != size {
		t.Fatalf("%s of %d bytes, want %s of %d", tree.Root, tree.Size, root, size)
	}
	if err := errors.Join(other.AddTree(ctx, tree), other.Pin(ctx, root)); err != nil {
		t.Fatal(err)
	}
	block, err := other.Get(ctx, root)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := FolderOf(root, block)
	if err != nil || len(entries) != 3 || entries[0].Name != "a" || entries[1].Name != "a-b" {
		t.Errorf("%+v, %v", entries, err)
	}
}

func TestOnlyWhatIsMissingIsLoaded(t *testing.T) {
	ctx, loaded, p := t.Context(), map[string]int{}, openPinned(t, t.TempDir())
	before := plant(t, planted("a/1", "one", loaded), planted("a/2", "two", loaded))
	after := plant(t, planted("a/1", "one", loaded), planted("a/2", "three", loaded), planted("a/3", "one", loaded))
	if err := errors.Join(p.AddTree(ctx, before), p.AddTree(ctx, after), p.Unpin(before.Root)); err != nil {
		t.Fatal(err)
	}
	if loaded["a/1"] != 1 || loaded["a/2"] != 2 || loaded["a/3"] != 0 {
		t.Errorf("loaded %v", loaded)
	}
	if _, err := p.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	if err := p.Pin(ctx, after.Root); err != nil {
		t.Errorf("the sweep took a part: %v", err)
	}
	if here, _ := p.Has(ctx, CID([]byte("two"))); here {
		t.Error("what is in no tree stays")
	}
}

func TestTreesThatAreNone(t *testing.T) {
	loaded := map[string]int{}
	large := Leaf{Path: "a", CID: CID(nil), Size: chunkSize + 1, Load: planted("a", "", loaded).Load}
	many := make([]Leaf, 0, maxLinks+1)
	for i := range maxLinks + 1 {
		many = append(many, planted(fmt.Sprint("n", i), "x", loaded))
	}
	for name, leaves := range map[string][]Leaf{
		"a name twice":   {planted("a", "1", loaded), planted("a", "2", loaded)},
		"below a file":   {planted("a", "1", loaded), planted("a/b", "2", loaded)},
		"over a folder":  {planted("a/b", "1", loaded), planted("a", "2", loaded)},
		"up":             {planted("../a", "1", loaded)},
		"no name":        {planted("a//b", "1", loaded)},
		"two blocks":     {large},
		"no CID":         {{Path: "a", CID: cid.Undef}},
		"too many names": many,
	} {
		if tree, err := NewTree(leaves); err == nil {
			t.Errorf("%s: %s", name, tree.Root)
		}
	}
}

// A DAG that is here already becomes part of a folder as it is; one that is not is no
// part of anything.
func TestATreeHoldsWhatIsHere(t *testing.T) {
	ctx, p := t.Context(), openPinned(t, t.TempDir())
	root, size, err := p.AddFile(ctx, strings.NewReader(strings.Repeat("long", chunkSize)))
	if err != nil {
		t.Fatal(err)
	}
	tree := plant(t, planted("a", "1", map[string]int{}), Leaf{Path: "files/long", CID: root, Size: size})
	if err := errors.Join(p.AddTree(ctx, tree), p.Unpin(root)); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	if err := p.Pin(ctx, tree.Root); err != nil {
		t.Errorf("it is not whole: %v", err)
	}
	if usage, err := p.Usage(ctx); err != nil || usage.Bytes != tree.Size {
		t.Errorf("%+v, planned were %d bytes, %v", usage, tree.Size, err)
	}
	elsewhere := plant(t, Leaf{Path: "b", CID: CID([]byte("elsewhere")), Size: 9})
	if err := p.AddTree(ctx, elsewhere); !errors.Is(err, ErrNotFound) {
		t.Errorf("%v", err)
	}
}

func TestALeafThatLiesIsNotKept(t *testing.T) {
	p := openPinned(t, t.TempDir())
	l := planted("a", "truth", map[string]int{})
	for name, load := range map[string]func(context.Context) ([]byte, error){
		"other bytes": func(context.Context) ([]byte, error) { return []byte("false"), nil },
		"an error":    func(context.Context) ([]byte, error) { return nil, errors.New("gone") },
	} {
		l.Load = load
		tree := plant(t, l)
		if err := p.AddTree(t.Context(), tree); err == nil {
			t.Errorf("%s: kept", name)
		}
		if len(p.Pins()) != 0 {
			t.Errorf("%s: pinned", name)
		}
	}
}
