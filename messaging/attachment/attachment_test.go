package attachment

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

func sealed(t testing.TB, file []byte, k Key) []byte {
	t.Helper()
	r, err := Seal(bytes.NewReader(file), k)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func opened(b []byte, k Key) ([]byte, error) {
	r, err := Open(bytes.NewReader(b), k)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// A file comes back as it was, whatever its size, and takes no more room than is said.
func TestFilesComeBack(t *testing.T) {
	for _, size := range []int{0, 1, 64<<10 - 1, 64 << 10, 1 << 20} {
		file, k := bytes.Repeat([]byte("restante"), size/8+1)[:size], NewKey()
		b := sealed(t, file, k)
		if got, err := opened(b, k); err != nil || !bytes.Equal(got, file) {
			t.Errorf("%d bytes: %d came back, %v", size, len(got), err)
		}
		if int64(len(b)) > Sealed(uint64(size)) {
			t.Errorf("%d bytes take %d, over %d", size, len(b), Sealed(uint64(size)))
		}
		if size > 8 && bytes.Contains(b, file[:8]) {
			t.Error("the file can be read")
		}
	}
}

func TestNobodyElseOpensOrChangesAFile(t *testing.T) {
	file, k := []byte(strings.Repeat("a", 200<<10)), NewKey()
	b := sealed(t, file, k)
	if _, err := opened(b, NewKey()); !errors.Is(err, ErrDamaged) {
		t.Errorf("another key: %v", err)
	}
	for _, bad := range [][]byte{nil, b[:20], b[:len(b)-1], b[:len(b)-(8<<10)], append(bytes.Clone(b), 0), flipped(b, len(b)/2), flipped(b, 40)} {
		got, err := opened(bad, k)
		if !errors.Is(err, ErrDamaged) || !bytes.HasPrefix(file, got) {
			t.Errorf("%d bytes: %d came back, %v", len(bad), len(got), err)
		}
	}
}

func flipped(b []byte, at int) []byte {
	b = bytes.Clone(b)
	b[at] ^= 1
	return b
}

// zeros never ends.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func TestFilesHaveAnEnd(t *testing.T) {
	r, err := Seal(io.LimitReader(zeros{}, MaxSize+1), Key{})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, r); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%d bytes, %v", n, err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("age-encryption.org/v1\n"))
	f.Add(sealed(f, []byte("file"), Key{}))
	f.Fuzz(func(t *testing.T, b []byte) {
		if got, err := opened(b, Key{}); err != nil && !errors.Is(err, ErrDamaged) {
			t.Errorf("%d bytes, %v", len(got), err)
		}
	})
}
