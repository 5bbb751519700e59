package encvfs

import (
	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// A piece is plaintext on its way to the disk as one write of whole sectors. Its
// buffer begins with the sector that off lies in and reaches to the end of the
// one that end lies in.
type piece struct {
	buf      uintptr // C memory
	off, end int64
}

// begin makes an empty piece at off and loads what its first sector holds in
// front of it.
func (f *file) begin(tls *libc.TLS, addr uintptr, p *piece, off int64) int32 {
	p.off, p.end = off, off
	if lo := roundDown(off); lo != off {
		return f.loadEdge(tls, addr, p.buf, lo)
	}
	return sqlite3.SQLITE_OK
}

// add puts b at the end.
func (p *piece) add(b []byte) {
	copy(bytesAt(p.buf+uintptr(p.end-roundDown(p.off)), int64(len(b))), b)
	p.end += int64(len(b))
}

// put loads what the last sector holds behind the piece, encrypts, and writes.
func (f *file) put(tls *libc.TLS, addr uintptr, p *piece) int32 {
	if rc := f.loadBehind(tls, addr, p); rc != sqlite3.SQLITE_OK {
		return rc
	}
	lo, hi := roundDown(p.off), roundUp(p.end)
	b := bytesAt(p.buf, hi-lo)
	f.content.remember(b, p.end, hi)
	f.vfs.cipher.encrypt(b, f.number(lo))
	rc := f.platform.write(tls, addr, p.buf, int32(hi-lo), lo)
	if rc != sqlite3.SQLITE_OK {
		f.content.edge.known = false
	}
	return rc
}

func (f *file) loadBehind(tls *libc.TLS, addr uintptr, p *piece) int32 {
	lo, last := roundDown(p.off), roundDown(p.end)
	if last == p.end || last == lo && lo != p.off {
		return sqlite3.SQLITE_OK // full to its end, or loaded by begin
	}
	sector := tls.Alloc(sectorSize)
	defer tls.Free(sectorSize)
	if rc := f.loadEdge(tls, addr, sector, last); rc != sqlite3.SQLITE_OK {
		return rc
	}
	behind := bytesAt(sector, sectorSize)[p.end-last:]
	copy(bytesAt(p.buf+uintptr(p.end-lo), int64(len(behind))), behind)
	return sqlite3.SQLITE_OK
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
