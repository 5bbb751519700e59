package encvfs

import (
	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// maxPending bounds the gathered bytes of a log. What is written at once must
// stay below 128 KiB, which SQLite's own VFS would cut to nothing.
const maxPending = 64 << 10

// A pending is what was written to a log and is not in the file yet. A commit
// writes a header of 24 bytes and a page for each page that it changed, one
// behind the other; gathered they are one write, and the sectors in which they
// meet are encrypted once.
type pending struct {
	piece
	owner *file // by which it came, nil if there is nothing
	addr  uintptr
}

// gather takes a write to the log. What was lost by an earlier one fails this
// one, and with it the transaction that both belong to: there is one writer.
func (f *file) gather(tls *libc.TLS, addr uintptr, b []byte, off int64) int32 {
	p := &f.content.pending
	if !p.takes(f, off, len(b)) {
		f.flush(tls)
	}
	if rc := f.takeFailed(); rc != sqlite3.SQLITE_OK {
		return rc
	}
	if p.owner == nil {
		if rc := f.beginPending(tls, addr, p, off); rc != sqlite3.SQLITE_OK {
			return rc
		}
	}
	p.add(b)
	f.vfs.logged.Add(int64(len(b)))
	return sqlite3.SQLITE_OK
}

// takes says whether a write continues what is there and finds room.
func (p *pending) takes(f *file, off int64, n int) bool {
	return p.owner == f && p.end == off && p.end-p.off+int64(n) <= maxPending
}

func (f *file) beginPending(tls *libc.TLS, addr uintptr, p *pending, off int64) int32 {
	if p.buf == 0 {
		p.buf = libc.Xmalloc(tls, maxPending+2*sectorSize)
	}
	if p.buf == 0 {
		return sqlite3.SQLITE_NOMEM
	}
	rc := f.begin(tls, addr, &p.piece, off)
	if rc == sqlite3.SQLITE_OK {
		p.owner, p.addr = f, addr
	}
	return rc
}

func (p *pending) free(tls *libc.TLS) {
	libc.Xfree(tls, p.buf)
	p.buf = 0
}

// flush writes what is pending, whoever it came from. If that fails it is lost,
// and whoever it came from gets to know at the next write or sync at the latest.
func (f *file) flush(tls *libc.TLS) int32 {
	p := &f.content.pending
	owner := p.owner
	if owner == nil {
		return sqlite3.SQLITE_OK
	}
	p.owner = nil
	rc := owner.put(tls, p.addr, &p.piece)
	if rc != sqlite3.SQLITE_OK {
		owner.failed = rc
	}
	return rc
}

func (f *file) takeFailed() int32 {
	rc := f.failed
	f.failed = sqlite3.SQLITE_OK
	return rc
}

// settle flushes for whoever needs the file as it is.
func (f *file) settle(tls *libc.TLS) int32 {
	f.content.mu.Lock()
	defer f.content.mu.Unlock()
	return f.flush(tls)
}

// lockToRead locks for a read that ends at end, and flushes if that one is to see
// what is pending. Readers of what is committed end before it and pass by.
func (f *file) lockToRead(tls *libc.TLS, end int64) (rc int32) {
	c := f.content
	c.mu.RLock()
	if c.pending.owner == nil || c.pending.off >= end {
		return sqlite3.SQLITE_OK
	}
	c.mu.RUnlock()
	rc = f.settle(tls)
	c.mu.RLock()
	return rc
}

// sync is xSync: what was written, by whichever file, is on the disk afterwards.
// It takes long and keeps nobody from reading.
func (f *file) sync(tls *libc.TLS, addr uintptr, flags int32) int32 {
	if rc := f.settleOwn(tls); rc != sqlite3.SQLITE_OK {
		return rc
	}
	return f.platform.sync(tls, addr, flags)
}

// settleOwn is settle and tells what was lost before it.
func (f *file) settleOwn(tls *libc.TLS) int32 {
	f.content.mu.Lock()
	defer f.content.mu.Unlock()
	rc := f.flush(tls)
	if lost := f.takeFailed(); lost != sqlite3.SQLITE_OK {
		return lost
	}
	return rc
}
