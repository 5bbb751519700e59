package encvfs

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/subtle"
	"encoding/binary"
)

// A sectorCipher is AES-256-XTS (IEEE 1619) for whole sectors. It gives the same
// as golang.org/x/crypto/xts, which a test compares, in less than half the time:
// that one mixes byte by byte. The tweaks of a sector are made first and mixed in
// all at once, not block by block, since a processor that is to load 16 bytes which
// were just stored as two words has to wait for them.
type sectorCipher struct {
	data  cipher.Block
	tweak cipher.Block
}

func newSectorCipher(key []byte) (*sectorCipher, error) {
	data, err := aes.NewCipher(key[:KeySize/2])
	if err != nil {
		return nil, err
	}
	tweak, err := aes.NewCipher(key[KeySize/2:])
	if err != nil {
		return nil, err
	}
	return &sectorCipher{data, tweak}, nil
}

// A tweak is what XTS mixes into one block: a number of 128 bits.
type tweak struct{ lo, hi uint64 }

// encrypt works in place on whole sectors, of which the first has this number.
func (c *sectorCipher) encrypt(b []byte, number uint64) { c.apply(c.data.Encrypt, b, number) }

func (c *sectorCipher) decrypt(b []byte, number uint64) { c.apply(c.data.Decrypt, b, number) }

func (c *sectorCipher) apply(crypt func(dst, src []byte), b []byte, number uint64) {
	var tweaks [sectorSize]byte
	scratch := make([]byte, aes.BlockSize)
	for ; len(b) >= sectorSize; b = b[sectorSize:] {
		c.first(number, scratch).fill(&tweaks)
		sector := b[:sectorSize]
		subtle.XORBytes(sector, sector, tweaks[:])
		for i := 0; i < sectorSize; i += aes.BlockSize {
			block := sector[i : i+aes.BlockSize]
			crypt(block, block)
		}
		subtle.XORBytes(sector, sector, tweaks[:])
		number++
	}
}

// first is the tweak of a sector's first block: its number, encrypted.
func (c *sectorCipher) first(number uint64, scratch []byte) tweak {
	binary.LittleEndian.PutUint64(scratch, number)
	binary.LittleEndian.PutUint64(scratch[8:], 0)
	c.tweak.Encrypt(scratch, scratch)
	return tweak{binary.LittleEndian.Uint64(scratch), binary.LittleEndian.Uint64(scratch[8:])}
}

// next doubles the tweak in GF(2^128) modulo x^128 + x^7 + x^2 + x + 1.
func (t tweak) next() tweak {
	const polynomial = 1<<7 | 1<<2 | 1<<1 | 1
	carry := -(t.hi >> 63) & polynomial
	return tweak{t.lo<<1 ^ carry, t.hi<<1 | t.lo>>63}
}

// fill makes the tweaks of a sector from that of its first block.
func (t tweak) fill(tweaks *[sectorSize]byte) {
	for i := 0; i < sectorSize; i += aes.BlockSize {
		binary.LittleEndian.PutUint64(tweaks[i:], t.lo)
		binary.LittleEndian.PutUint64(tweaks[i+8:], t.hi)
		t = t.next()
	}
}
