package encvfs

import (
	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

const sizeOfInt64 = 8

// read is xRead: n bytes at off. Of what lies behind the end of the file it
// gives zeros and says so, as SQLite wants it.
func (f *file) read(tls *libc.TLS, addr, buf uintptr, n int32, off int64) int32 {
	rc := f.lockToRead(tls, off+int64(n))
	defer f.content.mu.RUnlock()
	if rc != sqlite3.SQLITE_OK {
		return rc
	}
	lo, hi := roundDown(off), roundUp(off+int64(n))
	if lo == off && hi == off+int64(n) {
		have, rc := f.readSectors(tls, addr, buf, lo, hi)
		return finish(bytesAt(buf, int64(n)), have, rc)
	}
	temp := tls.Alloc(int(hi - lo))
	defer tls.Free(int(hi - lo))
	have, rc := f.readSectors(tls, addr, temp, lo, hi)
	have = min(max(0, have-(off-lo)), int64(n))
	dst := bytesAt(buf, int64(n))
	copy(dst[:have], bytesAt(temp, hi-lo)[off-lo:])
	return finish(dst, have, rc)
}

// finish clears what was not read.
func finish(dst []byte, have int64, rc int32) int32 {
	if rc != sqlite3.SQLITE_OK {
		return rc
	}
	if have < int64(len(dst)) {
		clear(dst[have:])
		return sqlite3.SQLITE_IOERR_SHORT_READ
	}
	return sqlite3.SQLITE_OK
}

// readSectors reads and decrypts the whole sectors from lo to hi into buf and
// returns how many bytes of them there are.
func (f *file) readSectors(tls *libc.TLS, addr, buf uintptr, lo, hi int64) (int64, int32) {
	have := hi - lo
	rc := f.platform.read(tls, addr, buf, int32(have), lo)
	if rc == sqlite3.SQLITE_IOERR_SHORT_READ {
		have, rc = f.existing(tls, addr, lo, hi)
	}
	if rc != sqlite3.SQLITE_OK {
		return 0, rc
	}
	f.vfs.cipher.decrypt(bytesAt(buf, have), f.number(lo))
	return have, rc
}

// existing counts the bytes between lo and hi that lie in whole sectors of the
// file. A crash can leave part of a sector at the end, which holds nothing.
func (f *file) existing(tls *libc.TLS, addr uintptr, lo, hi int64) (int64, int32) {
	p := tls.Alloc(sizeOfInt64)
	defer tls.Free(sizeOfInt64)
	if rc := f.platform.size(tls, addr, p); rc != sqlite3.SQLITE_OK {
		return 0, rc
	}
	return max(0, roundDown(min(*at[int64](p), hi))-lo), sqlite3.SQLITE_OK
}

// write is xWrite: n bytes at off. Those of the log are gathered first.
func (f *file) write(tls *libc.TLS, addr, buf uintptr, n int32, off int64) int32 {
	f.content.mu.Lock()
	defer f.content.mu.Unlock()
	b := bytesAt(buf, int64(n))
	if f.kind == kindLog && n <= maxPending {
		return f.gather(tls, addr, b, off)
	}
	if rc := f.flush(tls); rc != sqlite3.SQLITE_OK {
		return rc
	}
	return f.writeAtOnce(tls, addr, b, off)
}

func (f *file) writeAtOnce(tls *libc.TLS, addr uintptr, b []byte, off int64) int32 {
	size := int(roundUp(off+int64(len(b))) - roundDown(off))
	p := piece{buf: tls.Alloc(size)}
	defer tls.Free(size)
	if rc := f.begin(tls, addr, &p, off); rc != sqlite3.SQLITE_OK {
		return rc
	}
	p.add(b)
	return f.put(tls, addr, &p)
}

func (f *file) truncate(tls *libc.TLS, addr uintptr, size int64) int32 {
	f.content.mu.Lock()
	defer f.content.mu.Unlock()
	if rc := f.flush(tls); rc != sqlite3.SQLITE_OK {
		return rc
	}
	f.content.edge.known = false
	return f.platform.truncate(tls, addr, roundUp(size))
}

// size is xFileSize.
func (f *file) size(tls *libc.TLS, addr, size uintptr) int32 {
	if rc := f.settle(tls); rc != sqlite3.SQLITE_OK {
		return rc
	}
	return f.platform.size(tls, addr, size)
}
