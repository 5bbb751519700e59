package encvfs

import (
	"sync"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// A file is one open sqlite3_file.
type file struct {
	vfs      *VFS
	platform *platform
	content  *content
	kind     uint64
	// failed is the code of a write that was lost after SQLite had been told that
	// it went well; guarded by content.mu, see gather.
	failed int32
}

// A content is what all open files of one path share.
type content struct {
	path  string
	users int

	mu      sync.RWMutex // writing excludes reading, see the package comment
	edge    edge
	pending pending
}

// An edge remembers the plaintext of the last sector of the last write if it was
// not filled. The log grows by pieces that begin where the last one ended; with
// the edge at hand it need not be read back each time.
type edge struct {
	known  bool
	sector int64 // its offset
	plain  [sectorSize]byte
}

// open files by the address of their sqlite3_file
var files sync.Map

func fileAt(addr uintptr) *file {
	f, _ := files.Load(addr) // SQLite calls methods of open files only
	return f.(*file)
}

func (v *VFS) open(tls *libc.TLS, name, addr uintptr, flags int32, outFlags uintptr) int32 {
	rc := v.openPlatform(tls, v.platformAddr, name, addr, flags, outFlags)
	methods := fileMethods(addr)
	if *methods == 0 || flags&sqlite3.SQLITE_OPEN_SUPER_JOURNAL != 0 {
		return rc // nothing to close, or a list of file names for several databases
	}
	p := platformOf(tls, *methods)
	*methods = p.wrapped
	files.Store(addr, &file{vfs: v, platform: p, content: v.share(name), kind: kindOf(flags)})
	return rc
}

// share finds the content of a path, or begins it. Temporary files have no name
// and share nothing.
func (v *VFS) share(name uintptr) *content {
	v.mu.Lock()
	defer v.mu.Unlock()
	if name == 0 {
		return new(content)
	}
	path := libc.GoString(name)
	c := v.contents[path]
	if c == nil {
		c = &content{path: path}
		v.contents[path] = c
	}
	c.users++
	return c
}

func (f *file) forget(tls *libc.TLS, addr uintptr) {
	files.Delete(addr)
	f.vfs.mu.Lock()
	defer f.vfs.mu.Unlock()
	f.content.users--
	if f.content.users == 0 {
		delete(f.vfs.contents, f.content.path)
		f.content.pending.free(tls)
	}
}

func kindOf(flags int32) uint64 {
	switch {
	case flags&sqlite3.SQLITE_OPEN_MAIN_DB != 0:
		return 0
	case flags&sqlite3.SQLITE_OPEN_WAL != 0:
		return kindLog
	case flags&sqlite3.SQLITE_OPEN_MAIN_JOURNAL != 0:
		return 2
	}
	return 3
}
