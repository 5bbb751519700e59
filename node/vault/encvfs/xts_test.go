package encvfs

import (
	"bytes"
	"crypto/aes"
	"crypto/rand"
	"testing"

	"golang.org/x/crypto/xts"
)

// The vectors of IEEE 1619 are in the tests of x/crypto; being equal to it on
// random input is being equal to the standard.
func TestSectorCipherIsXTS(t *testing.T) {
	for _, number := range []uint64{0, 1, 0xff, 1 << 31, 1<<kindShift | 7, 1<<64 - 1} {
		key, plain := random(KeySize), random(2*sectorSize)
		reference, err := xts.NewCipher(aes.NewCipher, key)
		if err != nil {
			t.Fatal(err)
		}
		want := make([]byte, len(plain))
		reference.Encrypt(want[:sectorSize], plain[:sectorSize], number)
		reference.Encrypt(want[sectorSize:], plain[sectorSize:], number+1)
		c, err := newSectorCipher(key)
		if err != nil {
			t.Fatal(err)
		}
		got := bytes.Clone(plain)
		if c.encrypt(got, number); !bytes.Equal(got, want) {
			t.Errorf("sector %#x: encrypted differently from x/crypto/xts", number)
		}
		if c.decrypt(got, number); !bytes.Equal(got, plain) {
			t.Errorf("sector %#x: does not decrypt to the plaintext", number)
		}
	}
}

// BenchmarkEncryptPage compares with the implementation that it stands in for.
func BenchmarkEncryptPage(b *testing.B) {
	key, page := random(KeySize), random(4096)
	c, err := newSectorCipher(key)
	if err != nil {
		b.Fatal(err)
	}
	reference, err := xts.NewCipher(aes.NewCipher, key)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("here", func(b *testing.B) {
		b.SetBytes(int64(len(page)))
		for b.Loop() {
			c.encrypt(page, 0)
		}
	})
	b.Run("x-crypto", func(b *testing.B) {
		b.SetBytes(int64(len(page)))
		for b.Loop() {
			for i := 0; i < len(page); i += sectorSize {
				reference.Encrypt(page[i:i+sectorSize], page[i:i+sectorSize], uint64(i)/sectorSize)
			}
		}
	})
}

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b)
	return b
}
