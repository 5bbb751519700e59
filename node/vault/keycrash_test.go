//go:build !windows

package vault_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"restante/node/vault"
)

// story is a program that opens a vault and does one thing to its key.
const story = `package main

import (
	"context"
	"io"
	"os"

	"restante/node/vault"
)

func says(s string) vault.Unlock {
	return vault.Unlock{New: vault.Passphrase, Passphrase: func(context.Context) ([]byte, error) { return []byte(s), nil }}
}

// take makes another vault of the first, in the folder new of the current one.
func take(_ int64, plain io.Reader) error {
	from := func(w io.Writer) error { _, err := io.Copy(w, plain); return err }
	begin := func(tx *vault.Tx) error { _, err := tx.Exec("CREATE TABLE mark (a)"); return err }
	v, err := vault.Open(context.Background(), vault.Options{Dir: "new", From: from, Begin: begin})
	if err != nil {
		return err
	}
	return v.Close()
}

func main() {
	ctx := context.Background()
	v, err := vault.Open(ctx, vault.Options{Dir: os.Args[2], Unlock: says("old")})
	if err == nil {
		err = map[string]func() error{
			"change":  func() error { return v.ChangePassphrase(ctx, says("new")) },
			"expose":  func() error { return v.ChangePassphrase(ctx, vault.Unlock{}) },
			"destroy": v.Destroy,
			"take":    func() error { return v.Export(ctx, take) },
		}[os.Args[1]]()
	}
	if err == nil {
		err = v.Close()
	}
	if err == nil && os.Args[1] == "destroy" {
		err = vault.Erase(os.Args[2])
	}
	if err != nil {
		panic(err)
	}
}
`

// TestKeyCrashes dies before and after each durable step of a change of what protects
// the key: the folder opens by the old way or by the new one, at each point by exactly
// one of them. Of a destruction nothing is left to open from the first write on.
func TestKeyCrashes(t *testing.T) {
	bin, made := buildStory(t), newFolder(t)
	after := map[string]string{"change": "new", "expose": ""}
	for _, act := range []string{"change", "expose", "destroy"} {
		for i, point := range pointsOf(t, bin, act, made) {
			dir := copyOf(t, made)
			if err := runStory(t, bin, act, dir, strconv.Itoa(i+1), ""); err == nil {
				t.Fatalf("%s did not die at %s", act, point)
			}
			byOld, byNew := opens(t, dir, "old"), act != "destroy" && opens(t, dir, after[act])
			want := i == 0 // before the first step
			if byOld != want || byNew != (!want && act != "destroy") {
				t.Errorf("%s died at %s: the old way opens it %v, the new one %v", act, point, byOld, byNew)
			}
		}
	}
}

// TestTakeCrashes dies at each step of making a vault of another one's export: what is
// left is a whole vault that has begun, or none.
func TestTakeCrashes(t *testing.T) {
	bin, made := buildStory(t), newFolder(t)
	points := pointsOf(t, bin, "take", made)
	for i, point := range points {
		dir := copyOf(t, made)
		if err := runStory(t, bin, "take", dir, strconv.Itoa(i+1), ""); err == nil {
			t.Fatalf("it did not die at %s", point)
		}
		o := vault.Options{Dir: filepath.Join(dir, "new"), Log: quiet}
		_, err := hold(t, o.Dir).Locks()
		if begun := i == len(points)-1; begun != (err == nil) || !begun && !errors.Is(err, vault.ErrEmpty) {
			t.Errorf("died at %s: %v", point, err)
		}
	}
}

// pointsOf are the points at which an act can die.
func pointsOf(t *testing.T, bin, act, made string) []string {
	t.Helper()
	log := filepath.Join(t.TempDir(), "points")
	if err := runStory(t, bin, act, copyOf(t, made), "", log); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(log)
	points := strings.Split(strings.TrimSpace(string(b)), "\n")
	if err != nil || len(points) < 2 {
		t.Fatalf("%s has the points %q, %v", act, points, err)
	}
	return points
}

// newFolder is a folder of a vault with the passphrase old.
func newFolder(t *testing.T) string {
	t.Helper()
	o := withPassphrase(t.TempDir(), "old")
	o.Schemas = nil
	closeVault(t, open(t, o))
	return o.Dir
}

func copyOf(t *testing.T, dir string) string {
	t.Helper()
	again := t.TempDir()
	if err := os.CopyFS(again, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return again
}

func opens(t *testing.T, dir, passphrase string) bool {
	t.Helper()
	o := vault.Options{Dir: dir, Log: quiet}
	if passphrase != "" {
		o.Unlock.Passphrase = says(passphrase)
	}
	v, err := vault.OpenReadOnly(t.Context(), o)
	if err != nil {
		return false
	}
	unprotected := v.Locks()[0] == vault.KeyFile
	closeVault(t, v)
	return unprotected == (passphrase == "")
}

func buildStory(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "story.go"), []byte(story))
	bin := filepath.Join(dir, "story")
	out, err := exec.Command("go", "build", "-tags", "crash", "-o", bin, filepath.Join(dir, "story.go")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

func runStory(t *testing.T, bin, act, dir, at, log string) error {
	t.Helper()
	cmd := exec.Command(bin, act, dir)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "RESTANTE_CRASH_AT="+at, "RESTANTE_CRASH_LOG="+log)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) && !strings.Contains(exit.String(), "killed") {
		t.Fatalf("%s: %v\n%s", act, err, out)
	}
	return err
}
