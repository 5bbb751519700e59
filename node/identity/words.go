package identity

import (
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/tyler-smith/go-bip39"
)

const (
	wordCount    = 24
	entropyBits  = 256
	maxWordsText = 1 << 10 // bytes; 24 words have at most 215
	seedSize     = 32
	seedInfo     = "restante/1/identity ed25519"
)

// NewWords makes the recovery words of a new identity.
func NewWords() (string, error) {
	entropy, err := bip39.NewEntropy(entropyBits)
	if err != nil {
		return "", fmt.Errorf("making recovery words: %w", err)
	}
	return bip39.NewMnemonic(entropy)
}

// FromWords makes the key from its recovery words, whatever their case and the
// space between them.
func FromWords(words string) (*Key, error) {
	words, err := normalize(words)
	if err != nil {
		return nil, err
	}
	seed, err := hkdf.Key(sha256.New, bip39.NewSeed(words, ""), nil, seedInfo, seedSize)
	if err != nil {
		return nil, fmt.Errorf("deriving the key: %w", err)
	}
	return newKey(seed)
}

// normalize returns the words in their one spelling, or ErrWords. The errors of
// bip39 are not passed on: they can quote the words.
func normalize(words string) (string, error) {
	if len(words) > maxWordsText {
		return "", ErrWords
	}
	list := strings.Fields(strings.ToLower(words))
	if len(list) != wordCount {
		return "", fmt.Errorf("%w: %d words", ErrWords, len(list))
	}
	words = strings.Join(list, " ")
	if _, err := bip39.EntropyFromMnemonic(words); err != nil {
		return "", ErrWords
	}
	return words, nil
}
