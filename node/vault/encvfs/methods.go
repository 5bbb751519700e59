package encvfs

import (
	"sync"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// keptTraits are the claims about the platform's files that stay true with
// encryption on top. Atomic writes of more than a sector do not.
const keptTraits = sqlite3.SQLITE_IOCAP_POWERSAFE_OVERWRITE |
	sqlite3.SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN |
	sqlite3.SQLITE_IOCAP_SEQUENTIAL |
	sqlite3.SQLITE_IOCAP_IMMUTABLE

// A platform is the set of functions of one kind of file below ours.
type platform struct {
	addr     uintptr // *sqlite3_io_methods
	wrapped  uintptr // *sqlite3_io_methods with our functions
	close    closeFunc
	read     ioFunc
	write    ioFunc
	truncate truncateFunc
	sync     syncFunc
	size     sizeFunc
	traits   traitsFunc
}

var platforms = struct {
	sync.Mutex
	byAddr map[uintptr]*platform
}{byAddr: make(map[uintptr]*platform)}

// platformOf returns the functions behind an sqlite3_io_methods.
func platformOf(tls *libc.TLS, addr uintptr) *platform {
	platforms.Lock()
	defer platforms.Unlock()
	p := platforms.byAddr[addr]
	if p == nil {
		p = newPlatform(tls, addr)
		platforms.byAddr[addr] = p
	}
	return p
}

func newPlatform(tls *libc.TLS, addr uintptr) *platform {
	o := at[sqlite3.Tsqlite3_io_methods](addr)
	return &platform{
		addr:     addr,
		wrapped:  wrap(tls, o),
		close:    goFunc[closeFunc](o.FxClose),
		read:     goFunc[ioFunc](o.FxRead),
		write:    goFunc[ioFunc](o.FxWrite),
		truncate: goFunc[truncateFunc](o.FxTruncate),
		sync:     goFunc[syncFunc](o.FxSync),
		size:     goFunc[sizeFunc](o.FxFileSize),
		traits:   goFunc[traitsFunc](o.FxDeviceCharacteristics),
	}
}

// wrap copies a table of functions and puts ours into it. Version 2 has no
// xFetch: memory mapping would show SQLite the ciphertext.
func wrap(tls *libc.TLS, o *sqlite3.Tsqlite3_io_methods) uintptr {
	addr := alloc[sqlite3.Tsqlite3_io_methods](tls)
	n := at[sqlite3.Tsqlite3_io_methods](addr)
	*n = *o
	n.FiVersion = min(o.FiVersion, 2)
	n.FxFetch, n.FxUnfetch = 0, 0
	n.FxClose = cFunc(closeFunc(xClose))
	n.FxRead = cFunc(ioFunc(xRead))
	n.FxWrite = cFunc(ioFunc(xWrite))
	n.FxTruncate = cFunc(truncateFunc(xTruncate))
	n.FxSync = cFunc(syncFunc(xSync))
	n.FxFileSize = cFunc(sizeFunc(xFileSize))
	n.FxDeviceCharacteristics = cFunc(traitsFunc(xDeviceCharacteristics))
	return addr
}

func xOpen(tls *libc.TLS, vfs, name, addr uintptr, flags int32, outFlags uintptr) int32 {
	v, ok := registered.Load(vfs)
	if !ok {
		return sqlite3.SQLITE_CANTOPEN
	}
	return v.(*VFS).open(tls, name, addr, flags, outFlags)
}

func xClose(tls *libc.TLS, addr uintptr) int32 {
	f := fileAt(addr)
	rc := f.settle(tls)
	f.forget(tls, addr)
	if closed := f.platform.close(tls, addr); rc == sqlite3.SQLITE_OK {
		rc = closed
	}
	return rc
}

func xRead(tls *libc.TLS, addr, buf uintptr, n int32, off int64) int32 {
	return fileAt(addr).read(tls, addr, buf, n, off)
}

func xWrite(tls *libc.TLS, addr, buf uintptr, n int32, off int64) int32 {
	return fileAt(addr).write(tls, addr, buf, n, off)
}

func xTruncate(tls *libc.TLS, addr uintptr, size int64) int32 {
	return fileAt(addr).truncate(tls, addr, size)
}

func xSync(tls *libc.TLS, addr uintptr, flags int32) int32 {
	return fileAt(addr).sync(tls, addr, flags)
}

func xFileSize(tls *libc.TLS, addr, size uintptr) int32 {
	return fileAt(addr).size(tls, addr, size)
}

func xDeviceCharacteristics(tls *libc.TLS, addr uintptr) int32 {
	return fileAt(addr).platform.traits(tls, addr) & keptTraits
}
