package encvfs

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

const openFlags = sqlite3.SQLITE_OPEN_READWRITE | sqlite3.SQLITE_OPEN_CREATE | sqlite3.SQLITE_OPEN_WAL

// A rawFile calls the functions of a file as SQLite does.
type rawFile struct {
	t    *testing.T
	tls  *libc.TLS
	addr uintptr
}

func openRaw(t *testing.T, v *VFS, path string) *rawFile {
	t.Helper()
	tls := libc.NewTLS()
	name, err := libc.CString(path)
	if err != nil {
		t.Fatal(err)
	}
	f := &rawFile{t, tls, libc.Xcalloc(tls, 1, libc.Tsize_t(v.platform.FszOsFile))}
	f.must("open", xOpen(tls, v.c, name, f.addr, openFlags, 0))
	t.Cleanup(func() {
		f.must("close", xClose(tls, f.addr))
		libc.Xfree(tls, f.addr)
		libc.Xfree(tls, name)
		tls.Close()
	})
	return f
}

func (f *rawFile) must(what string, rc int32) {
	f.t.Helper()
	if rc != sqlite3.SQLITE_OK {
		f.t.Fatalf("%s: code %d", what, rc)
	}
}

func (f *rawFile) write(b []byte, off int64) {
	f.t.Helper()
	f.must("write", f.tryWrite(b, off))
}

func (f *rawFile) tryWrite(b []byte, off int64) int32 {
	p := f.tls.Alloc(len(b))
	defer f.tls.Free(len(b))
	copy(bytesAt(p, int64(len(b))), b)
	return xWrite(f.tls, f.addr, p, int32(len(b)), off)
}

func (f *rawFile) sync() {
	f.t.Helper()
	f.must("sync", f.trySync())
}

func (f *rawFile) trySync() int32 { return xSync(f.tls, f.addr, sqlite3.SQLITE_SYNC_NORMAL) }

func (f *rawFile) size() (size int64, rc int32) {
	p := f.tls.Alloc(sizeOfInt64)
	defer f.tls.Free(sizeOfInt64)
	rc = xFileSize(f.tls, f.addr, p)
	return *at[int64](p), rc
}

func (f *rawFile) read(n int, off int64) ([]byte, int32) {
	p := f.tls.Alloc(n)
	defer f.tls.Free(n)
	rc := xRead(f.tls, f.addr, p, int32(n), off)
	return bytes.Clone(bytesAt(p, int64(n))), rc
}

// Any sequence of reads, writes and truncations, through two files open on the
// same path, gives what it gives on a plain file.
func TestFileBehavesLikePlainOne(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 0))
		v := register(t, random(KeySize))
		path := filepath.Join(t.TempDir(), "log")
		open := []*rawFile{openRaw(t, v, path), openRaw(t, v, path)}
		var model []byte
		for range 300 {
			f := open[r.IntN(2)]
			off, n := r.IntN(6000), 1+r.IntN(3000)
			switch r.IntN(10) {
			case 8:
				f.sync()
			case 9:
				if got, rc := f.size(); rc != sqlite3.SQLITE_OK || got != int64(len(model)) {
					t.Fatalf("size %d, code %d, want %d", got, rc, len(model))
				}
			case 0:
				size := int64(r.IntN(len(model) + 1))
				f.must("truncate", xTruncate(f.tls, f.addr, size))
				model = model[:min(len(model), int(roundUp(size)))]
			case 1, 2, 3:
				off = len(model) // the log grows at its end
				fallthrough
			case 4:
				off = min(off, len(model))
				b := random(n)
				f.write(b, int64(off))
				model = written(model, b, off)
			default:
				compare(t, f, model, n, off)
			}
		}
		compare(t, open[0], model, len(model)+1, 0)
		open[0].sync()
		v.cipher.encrypt(model, fileAt(open[0].addr).number(0))
		if onDisk, err := os.ReadFile(path); err != nil || !bytes.Equal(onDisk, model) {
			t.Fatalf("the file is not the encrypted content: %v", err)
		}
	}
}

// written rounds the size up to whole sectors, as the file does.
func written(model, b []byte, off int) []byte {
	if need := int(roundUp(int64(off + len(b)))); need > len(model) {
		model = append(model, make([]byte, need-len(model))...)
	}
	copy(model[off:], b)
	return model
}

func compare(t *testing.T, f *rawFile, model []byte, n, off int) {
	t.Helper()
	got, rc := f.read(n, int64(off))
	want := make([]byte, n)
	have := copy(want, model[min(off, len(model)):])
	wantCode := int32(sqlite3.SQLITE_OK)
	if have < n {
		wantCode = sqlite3.SQLITE_IOERR_SHORT_READ
	}
	if rc != wantCode || !bytes.Equal(got, want) {
		t.Fatalf("read %d bytes at %d of %d: code %d, want %d; equal: %v", n, off, len(model), rc, wantCode, bytes.Equal(got, want))
	}
}

// A crash while the file grows can leave part of a sector, which is nothing.
func TestTornEndIsNotThere(t *testing.T) {
	v := register(t, random(KeySize))
	path := filepath.Join(t.TempDir(), "log")
	f := openRaw(t, v, path)
	f.write(random(2*sectorSize), 0)
	f.sync()
	if err := os.Truncate(path, sectorSize+100); err != nil {
		t.Fatal(err)
	}
	b, rc := f.read(2*sectorSize, 0)
	if rc != sqlite3.SQLITE_IOERR_SHORT_READ || !bytes.Equal(b[sectorSize:], make([]byte, sectorSize)) {
		t.Fatalf("code %d, torn sector not cleared", rc)
	}
}
