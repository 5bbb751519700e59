// Package encvfs puts an encrypting file system under SQLite.
//
// SQLite reaches its files through a VFS, a table of C functions. A [VFS] of
// this package copies the platform's own and replaces read, write, truncate and
// a few more, so that every file that SQLite writes through it holds
// ciphertext: database, write-ahead log, rollback journal, temporary files and
// VACUUM INTO copies. SQLite above it does not notice.
//
//	vfs, err := encvfs.Register(key) // 64 random bytes
//	db, err := sql.Open("sqlite", "file:/path/a.db?vfs="+vfs.Name())
//	...
//	db.Close()
//	vfs.Unregister()
//
// # Format
//
// A file is a row of sectors of 512 bytes, each encrypted by AES-256-XTS. The
// tweak is the sector's number in the low 56 bits and the kind of file (database
// 0, log 1, journal 2, other 3) in the high 8, so that equal content at equal
// places in two kinds of file does not show. There is no header. File sizes are
// rounded up to whole sectors.
//
// # What it protects
//
// Someone who holds a copy of the files reads nothing in them. XTS keeps no
// integrity: changed ciphertext turns into garbage, which SQLite mostly reports as
// damage. Someone who sees two versions of a file sees which 16-byte blocks of
// it changed. File sizes show, and the -shm file, which holds page numbers
// only, is not encrypted.
//
// # What must hold
//
// All connections to a file are in one process (the vault's lock sees to it):
// reads and writes of one file exclude each other here. Two frames of the log
// can share a block of 16 bytes, and a reader that saw half of it written would
// decrypt garbage where SQLite takes it for granted that bytes which nobody
// writes stay as they are.
//
// A crash keeps that promise too. The part of a sector that is not being changed
// is written again with the same ciphertext, and a disk tears a write at its
// sectors, never inside a block of 16 bytes. Therefore the VFS passes on the
// platform's claim that overwrites are power-safe, without which SQLite writes
// one more page per commit.
//
// Connections run with synchronous=FULL. What is written to a log is gathered in
// memory, up to 64 KiB, until SQLite syncs, or looks at that part of the file. With
// FULL it syncs each commit before it shows it to anybody, and a commit for which
// gathered writes failed fails with them. With less, a commit could be
// lost with the process.
//
// # Memory
//
// Unregister frees what Register took. One table of functions for each kind of
// platform file, two or three in a process and about 150 bytes each, stays for good.
package encvfs

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"modernc.org/libc"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// KeySize is the length of a key: two AES-256 keys.
const KeySize = 64

// A VFS is registered with SQLite under its own name and has its own key, so
// that several databases with different keys can be open in one process.
type VFS struct {
	name   string
	cipher *sectorCipher
	c      uintptr // *sqlite3_vfs
	cName  uintptr

	platform     *sqlite3.Tsqlite3_vfs
	platformAddr uintptr
	openPlatform openFunc

	mu       sync.Mutex
	contents map[string]*content // of the open files, by path

	logged atomic.Int64
}

var (
	registered sync.Map // address of the sqlite3_vfs -> *VFS
	lastNumber atomic.Int64
)

// Register adds a VFS with a key of KeySize bytes.
func Register(key []byte) (*VFS, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("encvfs: key of %d bytes, want %d", len(key), KeySize)
	}
	cipher, err := newSectorCipher(key)
	if err != nil {
		return nil, err
	}
	v := &VFS{cipher: cipher, contents: make(map[string]*content)}
	v.name = fmt.Sprintf("restante-%d", lastNumber.Add(1))
	if err := v.register(); err != nil {
		return nil, err
	}
	return v, nil
}

// Name is what goes into the vfs parameter of a data source name.
func (v *VFS) Name() string { return v.name }

// Logged counts the bytes written to logs since Register.
func (v *VFS) Logged() int64 { return v.logged.Load() }

func (v *VFS) register() error {
	useOFDLocks()
	tls := libc.NewTLS()
	defer tls.Close()
	if rc := sqlite3.Xsqlite3_initialize(tls); rc != sqlite3.SQLITE_OK {
		return fmt.Errorf("encvfs: initializing SQLite: code %d", rc)
	}
	if v.platformAddr = sqlite3.Xsqlite3_vfs_find(tls, 0); v.platformAddr == 0 {
		return errors.New("encvfs: SQLite has no default VFS")
	}
	v.platform = at[sqlite3.Tsqlite3_vfs](v.platformAddr)
	v.openPlatform = goFunc[openFunc](v.platform.FxOpen)
	return v.add(tls)
}

// add makes the sqlite3_vfs in C memory, a copy of the platform's but for its
// name and its way to open a file.
func (v *VFS) add(tls *libc.TLS) error {
	var err error
	if v.cName, err = libc.CString(v.name); err != nil {
		return err
	}
	v.c = alloc[sqlite3.Tsqlite3_vfs](tls)
	n := at[sqlite3.Tsqlite3_vfs](v.c)
	*n = *v.platform
	n.FpNext = 0
	n.FzName = v.cName
	n.FxOpen = cFunc(openFunc(xOpen))
	registered.Store(v.c, v)
	if rc := sqlite3.Xsqlite3_vfs_register(tls, v.c, 0); rc != sqlite3.SQLITE_OK {
		v.free(tls)
		return fmt.Errorf("encvfs: registering: code %d", rc)
	}
	return nil
}

// Unregister removes the VFS. Every database opened through it must have been
// closed; a file still open is an error and the VFS stays.
func (v *VFS) Unregister() error {
	v.mu.Lock()
	open := len(v.contents)
	v.mu.Unlock()
	if open > 0 {
		return fmt.Errorf("encvfs: %d files are still open", open)
	}
	if _, ok := registered.Load(v.c); !ok {
		return nil
	}
	tls := libc.NewTLS()
	defer tls.Close()
	if rc := sqlite3.Xsqlite3_vfs_unregister(tls, v.c); rc != sqlite3.SQLITE_OK {
		return fmt.Errorf("encvfs: unregistering: code %d", rc)
	}
	v.free(tls)
	return nil
}

func (v *VFS) free(tls *libc.TLS) {
	registered.Delete(v.c)
	libc.Xfree(tls, v.c)
	libc.Xfree(tls, v.cName)
}

// useOFDLocks asks for locks that belong to the open file. POSIX locks belong to
// the process, and any close of the database file elsewhere in it drops them.
// Where there are none, or a database was opened before, SQLite keeps its own way.
var useOFDLocks = sync.OnceFunc(func() { _, _ = sqlite.OFDLocking(true) })
