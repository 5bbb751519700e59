//go:build !windows

package identity

import (
	"errors"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

// beginning is a program that makes a folder of recovery words.
const beginning = `package main

import (
	"context"
	"os"

	"restante/node/identity"
	"restante/node/vault"
)

func main() {
	ctx := context.Background()
	v, err := vault.Open(ctx, vault.Options{Dir: os.Args[1], Schemas: []vault.Schema{identity.Schema},
		Begin: func(tx *vault.Tx) error { return identity.Begin(tx, os.Args[2], true) }})
	if err != nil {
		panic(err)
	}
	if err := v.Close(); err != nil {
		panic(err)
	}
}
`

// TestACrashLeavesNothingOrTheWholeIdentity dies at every point of the beginning.
// What is left is a folder with these words, or none: one may begin with others then.
func TestACrashLeavesNothingOrTheWholeIdentity(t *testing.T) {
	bin := buildBeginning(t)
	log := filepath.Join(t.TempDir(), "points")
	if err := begin(bin, t.TempDir(), "", log); err != nil {
		t.Fatal(err)
	}
	points, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	empty, whole := 0, 0
	for k := 1; k <= strings.Count(string(points), "\n"); k++ {
		dir := t.TempDir()
		if err := begin(bin, dir, strconv.Itoa(k), ""); err == nil {
			t.Fatalf("it lived through point %d", k)
		}
		if isEmpty(t, dir) {
			empty++
			beginAgain(t, dir, k)
			continue
		}
		whole++
		wantOwner(t, vaulttest.Open(t, dir, Schema), k, key(t, vectorWords))
	}
	if empty == 0 || whole == 0 {
		t.Errorf("%d points left nothing, and %d a folder: not all of the beginning was seen", empty, whole)
	}
}

func buildBeginning(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	source, bin := filepath.Join(dir, "beginning.go"), filepath.Join(dir, "beginning")
	if err := os.WriteFile(source, []byte(beginning), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "build", "-tags", "crash", "-o", bin, source).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

func begin(bin, dir, at, log string) error {
	cmd := exec.Command(bin, dir, vectorWords)
	cmd.Env = append(os.Environ(), "RESTANTE_CRASH_AT="+at, "RESTANTE_CRASH_LOG="+log)
	return cmd.Run()
}

func isEmpty(t *testing.T, dir string) bool {
	t.Helper()
	f, err := vault.Hold(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err = f.Locks(); err != nil && !errors.Is(err, vault.ErrEmpty) {
		t.Fatal(err)
	}
	return err != nil
}

// beginAgain takes other words in a folder that a crash left.
func beginAgain(t *testing.T, dir string, k int) {
	t.Helper()
	words, err := NewWords()
	if err != nil {
		t.Fatal(err)
	}
	v, err := vault.Open(t.Context(), vault.Options{Dir: dir, Schemas: []vault.Schema{Schema}, Log: slog.New(slog.DiscardHandler),
		Begin: func(tx *vault.Tx) error { return Begin(tx, words, true) }})
	if err != nil {
		t.Fatalf("after a crash at point %d: %v", k, err)
	}
	defer v.Close()
	wantOwner(t, v, k, key(t, words))
}

func wantOwner(t *testing.T, v *vault.Vault, k int, want *Key) {
	t.Helper()
	if got := loadKey(t, v).ID(); got != want.ID() {
		t.Errorf("after a crash at point %d the folder belongs to somebody else", k)
	}
	if kept, err := Kept(t.Context(), v); !kept || err != nil {
		t.Errorf("after a crash at point %d: on paper %v, %v", k, kept, err)
	}
}
