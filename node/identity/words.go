package identity

import (
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode"

	"github.com/tyler-smith/go-bip39"
)

const (
	wordCount    = 24
	entropyBits  = 256
	maxWordsText = 1 << 10 // bytes; 24 words have at most 215, and perhaps numbers
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

// SplitWords finds the words in what a person typed or pasted: in any case, on
// several lines, with numbers and commas between them.
func SplitWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
}

// CheckWords says what is wrong with recovery words that a person typed: a
// [*WordError] names the first word that is none, [ErrCount] says that there are
// too few or too many, and [ErrChecksum] that each is one but not all together.
// All of them are [ErrWords].
func CheckWords(text string) error {
	if len(text) > maxWordsText {
		return ErrCount
	}
	list := SplitWords(text)
	for i, w := range list {
		if _, ok := bip39.GetWordIndex(w); !ok {
			return &WordError{Number: i + 1, Word: w}
		}
	}
	if len(list) != wordCount {
		return ErrCount
	}
	if _, err := normalize(text); err != nil {
		return ErrChecksum
	}
	return nil
}

// FromWords makes the key from its recovery words, whatever their case and what
// stands between them.
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
	list := SplitWords(words)
	if len(list) != wordCount {
		return "", fmt.Errorf("%w: %d words", ErrWords, len(list))
	}
	words = strings.Join(list, " ")
	if _, err := bip39.EntropyFromMnemonic(words); err != nil {
		return "", ErrWords
	}
	return words, nil
}
