package storage

import (
	"errors"
	"strings"
	"testing"

	"restante/offline/provider/depot"
)

// A place is connected once, whatever key leads there: who changed the key is told of
// the way that keeps what lies there.
func TestSamePlace(t *testing.T) {
	w := open(t, nil)
	w.cloud.same = map[string]string{"another key": "one"}
	w.add("one", Primary)
	for name, password := range map[string]string{"the same key": "one", "another key": "another key"} {
		_, err := w.Add(t.Context(), New{Kind: "cloud", Settings: depot.Settings{"password": password}})
		if !errors.Is(err, ErrSame) || !strings.Contains(err.Error(), "Connect again") || !strings.Contains(err.Error(), "(one)") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.Add(t.Context(), New{Kind: "cloud", Settings: depot.Settings{"password": "one", "folder": "b"}}); err != nil {
		t.Errorf("another folder: %v", err)
	}
	w.add("two", None)
}

// What the names of places do not tell is seen by what lies there.
func TestSamePlaceByWhatLiesThere(t *testing.T) {
	w := open(t, nil)
	id := w.add("one", Primary)
	w.cloud.boxes["two"] = w.cloud.box("one")
	w.lies(id, nameOf(w.tag, 'a'))
	w.cloud.box("one").blocks[nameOf(w.tag, 'a')] = []byte("x")
	if _, err := w.Add(t.Context(), New{Kind: "cloud", Settings: depot.Settings{"password": "two"}}); !errors.Is(err, ErrSame) {
		t.Error(err)
	}
	w.cloud.boxes["three"] = &box{blocks: map[string][]byte{nameOf(w.tag, 'b'): nil}} // a leftover
	w.add("three", None)
}

// What any account owns is left alone, if two lead to one place in spite of all.
func TestSweepKeepsWhatOthersOwn(t *testing.T) {
	w := open(t, nil)
	old, fresh := w.add("old", None), w.add("new", Primary)
	w.cloud.boxes["old"] = w.cloud.box("new")
	w.forget(old)
	blocks := w.cloud.box("new").blocks
	blocks[nameOf(w.tag, 'a')], blocks[nameOf(w.tag, 'b')] = []byte("x"), []byte("x")
	w.lies(fresh, nameOf(w.tag, 'b'))
	must(t, w.Sweep(t.Context()))
	if len(blocks) != 1 || blocks[nameOf(w.tag, 'b')] == nil {
		t.Errorf("%d blocks are left", len(blocks))
	}
}
