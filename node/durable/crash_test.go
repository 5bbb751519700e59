//go:build !windows

package durable

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// story is a program with two durable steps.
const story = `package main

import (
	"os"

	"restante/node/durable"
)

func main() {
	for _, name := range []string{"a", "b"} {
		if err := durable.WriteFile(os.Args[1], name, []byte("done")); err != nil {
			panic(err)
		}
	}
}
`

// TestCrashPoints builds the story with the tag and dies at each of its points.
func TestCrashPoints(t *testing.T) {
	bin := buildStory(t)
	log := filepath.Join(t.TempDir(), "points")
	if err := runStory(bin, t.TempDir(), "", log); err != nil {
		t.Fatal(err)
	}
	wantFile(t, log, "1 before file write\n2 after file write\n3 before file write\n4 after file write\n")
	for point, want := range map[int]string{1: "", 2: "a", 3: "a", 4: "a b", 5: "a b"} {
		dir := t.TempDir()
		err := runStory(bin, dir, strconv.Itoa(point), "")
		if killed(err) != (point <= 4) {
			t.Errorf("point %d: %v", point, err)
		}
		if got := durableNames(t, dir); got != want {
			t.Errorf("point %d left %q, want %q", point, got, want)
		}
	}
	if err := runStory(bin, t.TempDir(), "soon", ""); err == nil || killed(err) {
		t.Errorf("a crash point that is no number was taken: %v", err)
	}
}

func buildStory(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	source := filepath.Join(dir, "story.go")
	if err := os.WriteFile(source, []byte(story), 0o600); err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(dir, "story")
	out, err := exec.Command("go", "build", "-tags", "crash", "-o", bin, source).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

func runStory(bin, dir, at, log string) error {
	cmd := exec.Command(bin, dir)
	cmd.Env = append(os.Environ(), "RESTANTE_CRASH_AT="+at, "RESTANTE_CRASH_LOG="+log)
	return cmd.Run()
}

func killed(err error) bool {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return false
	}
	status, ok := exit.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL
}

func durableNames(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if !IsTemp(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return strings.Join(names, " ")
}
