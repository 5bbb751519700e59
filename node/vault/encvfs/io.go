package encvfs

import (
	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

const sizeOfInt64 = 8

// read is xRead: n bytes at off. Of what lies behind the end of the file it
// gives zeros and says so, as SQLite wants it.
func (f *file) read(tls *libc.TLS, addr, buf uintptr, n int32, off int64) int32 {
	f.content.mu.RLock()
	defer f.content.mu.RUnlock()
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

// write is xWrite: n bytes at off, which become one write of whole sectors.
func (f *file) write(tls *libc.TLS, addr, buf uintptr, n int32, off int64) int32 {
	f.content.mu.Lock()
	defer f.content.mu.Unlock()
	end := off + int64(n)
	lo, hi := roundDown(off), roundUp(end)
	temp := tls.Alloc(int(hi - lo))
	defer tls.Free(int(hi - lo))
	if rc := f.loadEdges(tls, addr, temp, off, end); rc != sqlite3.SQLITE_OK {
		return rc
	}
	b := bytesAt(temp, hi-lo)
	copy(b[off-lo:], bytesAt(buf, int64(n)))
	f.content.remember(b, end, hi)
	f.vfs.cipher.encrypt(b, f.number(lo))
	rc := f.platform.write(tls, addr, temp, int32(hi-lo), lo)
	if rc != sqlite3.SQLITE_OK {
		f.content.edge.known = false
	}
	return rc
}

// loadEdges fills the first and the last sector of buf, where the write from off
// to end leaves part of them as it is.
func (f *file) loadEdges(tls *libc.TLS, addr, buf uintptr, off, end int64) int32 {
	lo, last := roundDown(off), roundDown(end)
	if lo != off {
		if rc := f.loadEdge(tls, addr, buf, lo); rc != sqlite3.SQLITE_OK {
			return rc
		}
	}
	if last == end || last == lo && lo != off {
		return sqlite3.SQLITE_OK // full to its end, or loaded already
	}
	return f.loadEdge(tls, addr, buf+uintptr(last-lo), last)
}

func (f *file) loadEdge(tls *libc.TLS, addr, buf uintptr, sector int64) int32 {
	b := bytesAt(buf, sectorSize)
	if e := &f.content.edge; e.known && e.sector == sector {
		copy(b, e.plain[:])
		return sqlite3.SQLITE_OK
	}
	have, rc := f.readSectors(tls, addr, buf, sector, sector+sectorSize)
	if have < sectorSize {
		clear(b)
	}
	return rc
}

// remember keeps the last sector of a write that ends inside it. A write that
// touches the remembered sector otherwise makes it unknown.
func (c *content) remember(b []byte, end, hi int64) {
	c.edge.known = end != hi
	if c.edge.known {
		c.edge.sector = hi - sectorSize
		copy(c.edge.plain[:], b[len(b)-sectorSize:])
	}
}
