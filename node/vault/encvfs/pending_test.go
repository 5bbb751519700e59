package encvfs

import (
	"bytes"
	"path/filepath"
	"testing"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// patch changes the functions below the open files of a kind, for as long as they
// are open.
func patch(v *VFS, kind uint64, change func(*platform)) {
	files.Range(func(_, x any) bool {
		if f := x.(*file); f.vfs == v && f.kind == kind {
			p := *f.platform
			change(&p)
			f.platform = &p
		}
		return true
	})
}

// watch calls before for each write and sync of the logs, which goes no further
// if it returns an error code.
func watch(v *VFS, before func(what string, n int) int32) { watchKind(v, kindLog, before) }

func watchKind(v *VFS, kind uint64, before func(what string, n int) int32) {
	patch(v, kind, func(p *platform) {
		write, sync := p.write, p.sync
		p.write = func(tls *libc.TLS, file, buf uintptr, n int32, off int64) int32 {
			if rc := before("write", int(n)); rc != sqlite3.SQLITE_OK {
				return rc
			}
			return write(tls, file, buf, n, off)
		}
		p.sync = func(tls *libc.TLS, file uintptr, flags int32) int32 {
			if rc := before("sync", 0); rc != sqlite3.SQLITE_OK {
				return rc
			}
			return sync(tls, file, flags)
		}
	})
}

// countWrites returns a function that tells how many writes there were since it
// was last called.
func countWrites(v *VFS) func() int {
	n := 0
	watch(v, func(what string, _ int) int32 {
		if what == "write" {
			n++
		}
		return sqlite3.SQLITE_OK
	})
	return func() int { m := n; n = 0; return m }
}

func TestLogIsWrittenAtOnce(t *testing.T) {
	v := register(t, random(KeySize))
	f := openRaw(t, v, filepath.Join(t.TempDir(), "log"))
	writes := countWrites(v)
	want := frames(f, 32, 15)
	if n := writes(); n != 0 {
		t.Errorf("%d writes before the sync", n)
	}
	f.sync()
	if n := writes(); n != 1 {
		t.Errorf("%d writes at the sync, want 1", n)
	}
	compare(t, f, append(make([]byte, 32), want...), 32+len(want), 0)
}

// frames writes pages with a header each, as a commit does.
func frames(f *rawFile, off int64, pages int) (all []byte) {
	for range pages {
		for _, n := range []int{24, 2048} {
			b := random(n)
			f.write(b, off+int64(len(all)))
			all = append(all, b...)
		}
	}
	return all
}

func TestGatheringIsBounded(t *testing.T) {
	v := register(t, random(KeySize))
	f := openRaw(t, v, filepath.Join(t.TempDir(), "log"))
	largest := 0
	watch(v, func(_ string, n int) int32 { largest = max(largest, n); return sqlite3.SQLITE_OK })
	want := frames(f, 0, 100)
	big := random(maxPending)
	f.write(big, int64(len(want)))
	want = append(want, big...)
	f.sync()
	if largest > maxPending+2*sectorSize {
		t.Errorf("a write of %d bytes", largest)
	}
	big = random(maxPending + 1) // fits no buffer
	f.write(big, 100)
	copy(want[100:], big)
	compare(t, f, want, len(want), 0)
}

// A read of what was there before leaves alone what is pending; one of the
// pending part sees it.
func TestReadBesidePendingWrites(t *testing.T) {
	v := register(t, random(KeySize))
	path := filepath.Join(t.TempDir(), "log")
	f, other := openRaw(t, v, path), openRaw(t, v, path)
	before := frames(f, 0, 2)
	f.sync()
	writes := countWrites(v)
	after := frames(f, int64(len(before)), 2)
	if got, _ := other.read(len(before), 0); !bytes.Equal(got, before) || writes() != 0 {
		t.Error("the committed part reads differently, or was read by way of a write")
	}
	if got, _ := other.read(24, int64(len(before))); !bytes.Equal(got, after[:24]) {
		t.Error("the pending part does not read as it was written")
	}
}

func TestCloseWritesWhatIsPending(t *testing.T) {
	v := register(t, random(KeySize))
	path := filepath.Join(t.TempDir(), "log")
	var want []byte
	other := openRaw(t, v, path)
	t.Run("", func(t *testing.T) { want = frames(openRaw(t, v, path), 0, 3) })
	compare(t, other, want, len(want), 0)
}

// SQLite was told that the write went well. Whoever needs the file and finds
// that it did not is told, and so is the writer, once, before it can commit.
func TestLostWriteFailsTheWriter(t *testing.T) {
	const full = sqlite3.SQLITE_FULL
	for name, discover := range map[string]func(writer, other *rawFile) int32{
		"sync":         func(w, _ *rawFile) int32 { return w.trySync() },
		"sync, other":  func(_, o *rawFile) int32 { return o.trySync() },
		"read":         func(_, o *rawFile) int32 { _, rc := o.read(24, 0); return rc },
		"size":         func(_, o *rawFile) int32 { _, rc := o.size(); return rc },
		"truncate":     func(_, o *rawFile) int32 { return xTruncate(o.tls, o.addr, 0) },
		"write behind": func(w, _ *rawFile) int32 { return w.tryWrite(random(24), 9000) },
		"write, other": func(_, o *rawFile) int32 { return o.tryWrite(random(maxPending+1), 0) },
	} {
		t.Run(name, func(t *testing.T) {
			v := register(t, random(KeySize))
			path := filepath.Join(t.TempDir(), "log")
			w, o := openRaw(t, v, path), openRaw(t, v, path)
			broken := true
			watch(v, func(what string, _ int) int32 {
				if broken && what == "write" {
					return full
				}
				return sqlite3.SQLITE_OK
			})
			frames(w, 0, 1)
			told := discover(w, o)
			if broken = false; told != full {
				t.Errorf("code %d, want %d", told, full)
			}
			if name != "sync" && name != "write behind" { // somebody else was told
				if rc := w.trySync(); rc != full {
					t.Errorf("the writer synced with code %d, want %d", rc, full)
				}
			}
			frames(w, 0, 1)
			w.sync()
		})
	}
}

// What a writer has left pending is no matter of the next one's.
func TestLostWriteSparesTheNextWriter(t *testing.T) {
	v := register(t, random(KeySize))
	path := filepath.Join(t.TempDir(), "log")
	w, o := openRaw(t, v, path), openRaw(t, v, path)
	left := frames(w, 0, 1)
	broken := true
	watch(v, func(what string, _ int) int32 {
		if broken && what == "write" {
			return sqlite3.SQLITE_FULL
		}
		return sqlite3.SQLITE_OK
	})
	o.write(random(24), int64(len(left)))
	broken = false
	o.sync()
	if rc := w.trySync(); rc != sqlite3.SQLITE_FULL {
		t.Errorf("the first writer synced with code %d", rc)
	}
}
