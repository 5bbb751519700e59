package vault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
	"testing"

	sqlite3 "modernc.org/sqlite/lib"
)

func TestSentences(t *testing.T) {
	for code, want := range map[int]error{
		sqlite3.SQLITE_FULL:               ErrFull,
		sqlite3.SQLITE_CORRUPT:            ErrCorrupt,
		sqlite3.SQLITE_CORRUPT_INDEX:      ErrCorrupt,
		sqlite3.SQLITE_NOTADB:             ErrCorrupt,
		sqlite3.SQLITE_READONLY_DIRECTORY: ErrReadOnly,
		sqlite3.SQLITE_READONLY_DBMOVED:   ErrReadOnly,
		sqlite3.SQLITE_PERM:               ErrReadOnly,
		sqlite3.SQLITE_BUSY:               nil,
		sqlite3.SQLITE_CONSTRAINT_UNIQUE:  nil,
	} {
		if got := sqliteSentence(code); got != want {
			t.Errorf("code %d is %v, want %v", code, got, want)
		}
	}
}

func TestExplain(t *testing.T) {
	for _, c := range []struct{ err, want error }{
		{&fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, ErrFull},
		{fmt.Errorf("saving: %w", &os.LinkError{Op: "rename", Err: syscall.EDQUOT}), ErrFull},
		{&fs.PathError{Op: "open", Path: "x", Err: syscall.EROFS}, ErrReadOnly},
		{&fs.PathError{Op: "open", Path: "x", Err: syscall.EACCES}, ErrReadOnly},
	} {
		got := explain(c.err)
		if !errors.Is(got, c.want) || !errors.Is(got, c.err) {
			t.Errorf("explain(%v) = %v, want %v in front of it", c.err, got, c.want)
		}
		if again := explain(got); again != got {
			t.Errorf("explained twice: %v", again)
		}
	}
	other := errors.New("something else")
	if got := explain(other); got != other {
		t.Errorf("explain(%v) = %v", other, got)
	}
	if explain(nil) != nil {
		t.Error("explain(nil) is not nil")
	}
}
