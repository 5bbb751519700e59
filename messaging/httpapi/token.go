package httpapi

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"restante/node/durable"
)

const (
	// TokenFile is the name of the token's file in the data folder.
	TokenFile = "api-token"

	tokenSize = 32 // random bytes, written as hex
)

// Token returns the secret that callers must show, from the file api-token in
// dir. The first call makes it; so does a call that finds it damaged or readable
// by others, since then it is no secret.
func Token(dir string) (string, error) {
	token, err := readToken(filepath.Join(dir, TokenFile))
	if err != nil || token != "" {
		return token, err
	}
	token = hex.EncodeToString(randomBytes(tokenSize))
	if err := durable.WriteFile(dir, TokenFile, []byte(token+"\n")); err != nil {
		return "", fmt.Errorf("making the API's token: %w", err)
	}
	return token, nil
}

// readToken returns "" when there is no token that can still be trusted.
func readToken(path string) (string, error) {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("reading the API's token: %w", err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return "", nil // a symbolic link always looks like this
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("reading the API's token: %w", err)
	}
	return validToken(strings.TrimSpace(string(b))), nil
}

func validToken(s string) string {
	if b, err := hex.DecodeString(s); err != nil || len(b) != tokenSize {
		return ""
	}
	return s
}

func randomBytes(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails, it ends the program instead
	return b
}
