package encvfs

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
	"testing/iotest"
)

// What a Reader gives of a database is a plain SQLite file, and what a Writer makes
// of that opens by another key.
func TestStreams(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db")
	db := open(t, register(t, key(1)), path)
	mustExec(t, db, `CREATE TABLE t (a TEXT)`)
	for range 500 {
		mustExec(t, db, `INSERT INTO t VALUES (hex(randomblob(90)) || 'walnut')`)
	}
	db.Close()
	sealed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewReader(key(1), iotest.HalfReader(bytes.NewReader(sealed)))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil || !bytes.HasPrefix(plain, []byte("SQLite format 3\x00")) || bytes.Count(plain, []byte("walnut")) < 500 {
		t.Fatalf("%d bytes that are no plain database, %v", len(plain), err)
	}
	var again bytes.Buffer
	w, err := NewWriter(key(2), &again)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(w, iotest.OneByteReader(bytes.NewReader(plain))); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if again.Len() != len(sealed) || bytes.Contains(again.Bytes(), []byte("walnut")) {
		t.Errorf("%d bytes, want %d sealed ones", again.Len(), len(sealed))
	}
	other := filepath.Join(dir, "b.db")
	if err := os.WriteFile(other, again.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	db = open(t, register(t, key(2)), other)
	var rows int
	if err := db.QueryRow(`SELECT count(*) FROM t WHERE a LIKE '%walnut'`).Scan(&rows); err != nil || rows != 500 {
		t.Errorf("%d rows, %v", rows, err)
	}
}

func TestStreamsEndAtSectors(t *testing.T) {
	r, err := NewReader(key(1), bytes.NewReader(make([]byte, 700)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(r); err == nil {
		t.Error("it read a part of a sector")
	}
	w, err := NewWriter(key(1), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(make([]byte, 700)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err == nil {
		t.Error("it wrote a part of a sector")
	}
}

// key is one of several keys.
func key(n byte) []byte { return bytes.Repeat([]byte{n}, KeySize) }
