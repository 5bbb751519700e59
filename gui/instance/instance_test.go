package instance

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func open(t *testing.T, dir string) *Door {
	t.Helper()
	d, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

func TestALaterStartIsHeard(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir)
	for _, link := range []string{"", "restante:card/abc", "restante:" + strings.Repeat("x", maxLink-20)} {
		if err := Knock(t.Context(), dir, link); err != nil {
			t.Fatalf("a link of %d bytes: %v", len(link), err)
		}
		if got := <-d.Knocks; got != link {
			t.Errorf("heard %.40q, want %.40q", got, link)
		}
	}
}

func TestNobodyIsThere(t *testing.T) {
	dir := t.TempDir()
	if err := Knock(t.Context(), dir, ""); !errors.Is(err, ErrNobody) {
		t.Errorf("without a door: %v", err)
	}
	d := open(t, dir)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, open := <-d.Knocks; open {
		t.Error("the knocks go on after the door was closed")
	}
	if err := Knock(t.Context(), dir, ""); !errors.Is(err, ErrNobody) {
		t.Errorf("after the door was closed: %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("it left %v", left)
	}
}

func TestADoorLeftByACrashIsReplaced(t *testing.T) {
	dir := t.TempDir()
	crashed, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(dir, socketFile), Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	crashed.SetUnlinkOnClose(false)
	_ = crashed.Close()
	if err := Knock(t.Context(), dir, ""); !errors.Is(err, ErrNobody) {
		t.Errorf("at the door of a dead program: %v", err)
	}
	d := open(t, dir)
	if err := Knock(t.Context(), dir, "restante:x"); err != nil || <-d.Knocks != "restante:x" {
		t.Errorf("at the new door: %v", err)
	}
}

func TestOnlyTheOwnerMayKnock(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	info, err := os.Stat(filepath.Join(dir, socketFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the door is %v, %v", info.Mode(), err)
	}
}

func TestDeepFolders(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("deep/", 40))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	d := open(t, dir)
	if err := Knock(t.Context(), dir, "restante:x"); err != nil || <-d.Knocks != "restante:x" {
		t.Errorf("in a folder of %d bytes: %v", len(dir), err)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Lstat(filepath.Join(dir, socketFile)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the socket stays: %v", err)
	}
}

// A window that hangs takes only so many knocks, and says so to the next start.
func TestAFullQueueIsNoAnswer(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	for range waiting {
		if err := Knock(t.Context(), dir, ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := Knock(t.Context(), dir, ""); !errors.Is(err, ErrSilent) {
		t.Errorf("at a full queue: %v", err)
	}
}

func TestJunkAtTheDoor(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir)
	c, err := net.Dial("unix", filepath.Join(dir, socketFile))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	go func() { _, _ = io.WriteString(c, strings.Repeat("x", 2*maxLink)) }()
	if b, _ := io.ReadAll(c); len(b) != 0 {
		t.Errorf("junk was answered with %q", b)
	}
	if err := Knock(t.Context(), dir, strings.Repeat("x", maxLink+1)); err == nil {
		t.Error("an endless link was sent")
	}
	if err := Knock(t.Context(), dir, "restante:x"); err != nil || <-d.Knocks != "restante:x" {
		t.Errorf("after the junk: %v", err)
	}
}

func TestAnEndedContextEndsTheKnock(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Knock(ctx, dir, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
