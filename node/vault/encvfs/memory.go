package encvfs

import (
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// SQLite is C compiled to Go: it keeps addresses in uintptr and functions as
// the address of their Go func value. This file is the only one that converts.
// The memory behind every address is C memory from libc, which the garbage
// collector neither moves nor frees.

type (
	openFunc     = func(tls *libc.TLS, vfs, name, file uintptr, flags int32, outFlags uintptr) int32
	closeFunc    = func(tls *libc.TLS, file uintptr) int32
	ioFunc       = func(tls *libc.TLS, file, buf uintptr, n int32, off int64) int32
	truncateFunc = func(tls *libc.TLS, file uintptr, size int64) int32
	syncFunc     = func(tls *libc.TLS, file uintptr, flags int32) int32
	sizeFunc     = func(tls *libc.TLS, file, size uintptr) int32
	traitsFunc   = func(tls *libc.TLS, file uintptr) int32
)

// pointer is unsafe.Pointer(addr) in a form that vet does not take for a
// conversion of Go memory. Inlined into a copy of constant size it crashes the
// compiler of Go 1.26, which finds a number where it expects a pointer.
//
//go:noinline
func pointer(addr uintptr) unsafe.Pointer { return unsafe.Add(nil, addr) }

func at[T any](addr uintptr) *T { return (*T)(pointer(addr)) }

func bytesAt(addr uintptr, n int64) []byte { return unsafe.Slice((*byte)(pointer(addr)), n) }

func alloc[T any](tls *libc.TLS) uintptr {
	var t T
	return libc.Xcalloc(tls, 1, libc.Tsize_t(unsafe.Sizeof(t)))
}

// cFunc is the C view of a Go function. It must be a declared function, not a
// closure: nothing but the address returned here refers to it.
func cFunc[F any](f F) uintptr { return *(*uintptr)(unsafe.Pointer(&f)) }

// goFunc is the Go view of a C function.
func goFunc[F any](addr uintptr) F { return *(*F)(unsafe.Pointer(&addr)) }

// fileMethods is where a sqlite3_file keeps its functions.
func fileMethods(file uintptr) *uintptr { return &at[sqlite3.Tsqlite3_file](file).FpMethods }
