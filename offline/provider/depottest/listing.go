package depottest

import (
	"strings"
	"time"

	"restante/offline/provider/depot"
)

// listings: each block is on exactly one page, and a deleted one on none.
func listings(w *world) {
	blocks := make([]sealed, 2*w.page+3)
	for i := range blocks {
		blocks[i] = newBlock(8<<10 + i)
		w.put(blocks[i])
	}
	entries, pages := w.listing()
	if w.page > 0 && pages < 3 {
		w.Errorf("%d blocks on %d pages, want at least 3", len(blocks), pages)
	}
	for _, b := range blocks {
		if n := listed(entries, b); n != 1 {
			w.Errorf("a block is listed %d times", n)
		}
	}
	w.described(entries, blocks)
	w.must("deleting", w.d.Delete(w.ctx(), blocks[0].Ref))
	if entries, _ := w.listing(); listed(entries, blocks[0]) != 0 {
		w.Error("a deleted block is still listed")
	}
}

// described checks what entries say about blocks.
func (w *world) described(entries []depot.Entry, blocks []sealed) {
	w.Helper()
	size := make(map[string]int)
	for _, b := range blocks {
		size[b.Name], size[b.CID.String()] = len(b.bytes), len(b.bytes)
	}
	for _, e := range entries {
		want := max(size[e.Name], size[e.CID.String()])
		if want > 0 && e.Size != 0 && e.Size != int64(want) {
			w.Errorf("%d bytes are listed as %d", want, e.Size)
		}
		if age := time.Since(e.Stored); want > 0 && !e.Stored.IsZero() && (age < -time.Minute || age > time.Hour) {
			w.Errorf("a block of now is listed as of %v", e.Stored)
		}
	}
}

// strangers: what others put into the account is neither listed nor touched.
func strangers(w *world) {
	if w.plant == nil {
		return
	}
	b := newBlock(8 << 10)
	names := []string{"holiday.jpg", "restante-notes.txt", strings.ToUpper(b.Name), b.Name + ".bak", b.Name[:20]}
	for _, name := range names {
		w.plant(w, name)
	}
	w.put(b)
	entries, _ := w.listing()
	for _, e := range entries {
		if e.Name != "" && !depot.IsName(e.Name) {
			w.Errorf("somebody else's %q is listed", e.Name)
		}
	}
	w.must("deleting", w.d.Delete(w.ctx(), b.Ref))
	for _, name := range names {
		if !w.there(w, name) {
			w.Errorf("somebody else's %q is gone", name)
		}
		w.known("deleting somebody else's", w.d.Delete(w.ctx(), depot.Ref{Name: name, CID: newBlock(9).CID}))
		if !w.there(w, name) {
			w.Errorf("somebody else's %q was deleted by its name", name)
		}
	}
}

// usage: what is used is at least what is listed.
func usage(w *world) {
	w.put(newBlock(8 << 10))
	entries, _ := w.listing()
	var sum int64
	for _, e := range entries {
		sum += e.Size
	}
	u, err := w.d.Usage(w.ctx())
	w.must("asking for the usage", err)
	if u.Used < sum || u.Quota < 0 || u.Quota > 0 && u.Used > u.Quota {
		w.Errorf("%d bytes are listed, usage says %+v", sum, u)
	}
}
