package ipfs

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node/durable"
)

// marks is a folder with one small file for each marked DAG, whose name is the
// CID of its root and whose text is the time.
type marks struct {
	dir string
	mu  sync.Mutex
	set map[cid.Cid]time.Time
}

// openMarks leaves files alone that are no marks.
func openMarks(dir string) (*marks, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("opening the pins: %w", durable.Explain(err))
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("listing the pins: %w", err)
	}
	m := &marks{dir: dir, set: make(map[cid.Cid]time.Time)}
	for _, e := range entries {
		if err := m.read(e.Name()); err != nil {
			return nil, fmt.Errorf("reading the pins: %w", durable.Explain(err))
		}
	}
	return m, nil
}

func (m *marks) read(name string) error {
	path := filepath.Join(m.dir, name)
	if durable.IsTemp(name) {
		return os.Remove(path)
	}
	c, ok := rootOfName(name)
	if !ok {
		return nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	m.set[c], _ = time.Parse(time.RFC3339, string(text)) // damaged: as old as can be
	return nil
}

// rootOfName accepts the one spelling that add uses.
func rootOfName(name string) (cid.Cid, bool) {
	c, err := cid.Decode(name)
	if err != nil {
		return cid.Undef, false
	}
	c, err = inDAG(c)
	return c, err == nil && c.String() == name
}

// add marks a root from now on. The mark is durable when add returns.
func (m *marks) add(c cid.Cid) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now().UTC()
	if err := durable.WriteFile(m.dir, c.String(), []byte(now.Format(time.RFC3339))); err != nil {
		return err
	}
	m.set[c] = now
	return nil
}

// remove is no error if there is no mark.
func (m *marks) remove(c cid.Cid) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.set[c]; !ok {
		return nil
	}
	if err := durable.Remove(m.dir, c.String()); err != nil {
		return err
	}
	delete(m.set, c)
	return nil
}

// oldestFirst lists the marks by their time, then by name.
func (m *marks) oldestFirst() []cid.Cid {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.SortedFunc(maps.Keys(m.set), func(a, b cid.Cid) int {
		if d := m.set[a].Compare(m.set[b]); d != 0 {
			return d
		}
		return slices.Compare(a.Bytes(), b.Bytes())
	})
}

// before lists the marks that are older than t.
func (m *marks) before(t time.Time) []cid.Cid {
	return slices.DeleteFunc(m.oldestFirst(), func(c cid.Cid) bool {
		m.mu.Lock()
		defer m.mu.Unlock()
		return !m.set[c].Before(t)
	})
}
