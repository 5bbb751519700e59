package encvfs

import (
	"errors"
	"fmt"
	"io"
)

// chunk is how much a stream works on at a time.
const chunk = 64 << 10

var errPartSector = errors.New("encvfs: a database file ends inside a sector")

// A Reader gives the plaintext of a database file, from its beginning, to a program
// that keeps it nowhere: what it reads is a plain SQLite file.
type Reader struct {
	cipher *sectorCipher
	from   io.Reader
	next   uint64 // number of the next sector
	buf    []byte
	left   []byte // of buf
}

// NewReader reads what a VFS with this key wrote.
func NewReader(key []byte, from io.Reader) (*Reader, error) {
	c, err := streamCipher(key)
	return &Reader{cipher: c, from: from, buf: make([]byte, chunk)}, err
}

func streamCipher(key []byte) (*sectorCipher, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("encvfs: key of %d bytes, want %d", len(key), KeySize)
	}
	return newSectorCipher(key)
}

func (r *Reader) Read(b []byte) (int, error) {
	if len(r.left) == 0 {
		if err := r.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(b, r.left)
	r.left = r.left[n:]
	return n, nil
}

func (r *Reader) fill() error {
	n, err := io.ReadFull(r.from, r.buf)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	if n%sectorSize != 0 {
		return errPartSector
	}
	r.left = r.buf[:n]
	r.cipher.decrypt(r.left, r.next)
	r.next += uint64(n / sectorSize)
	return nil
}

// A Writer makes the file that a VFS reads of a plain SQLite file. Close writes the
// rest.
type Writer struct {
	cipher *sectorCipher
	to     io.Writer
	next   uint64
	buf    []byte
}

// NewWriter writes for a VFS with this key.
func NewWriter(key []byte, to io.Writer) (*Writer, error) {
	c, err := streamCipher(key)
	return &Writer{cipher: c, to: to, buf: make([]byte, 0, chunk)}, err
}

func (w *Writer) Write(b []byte) (n int, err error) {
	for len(b) > 0 {
		took := min(len(b), chunk-len(w.buf))
		w.buf, b, n = append(w.buf, b[:took]...), b[took:], n+took
		if len(w.buf) == chunk {
			if err := w.flush(); err != nil {
				return n, err
			}
		}
	}
	return n, nil
}

// Close refuses a file that ends inside a sector: it is not the whole of it.
func (w *Writer) Close() error {
	if len(w.buf)%sectorSize != 0 {
		return errPartSector
	}
	return w.flush()
}

func (w *Writer) flush() error {
	w.cipher.encrypt(w.buf, w.next)
	w.next += uint64(len(w.buf) / sectorSize)
	_, err := w.to.Write(w.buf)
	w.buf = w.buf[:0]
	return err
}
