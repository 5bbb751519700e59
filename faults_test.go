package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fails runs a command that must end with this exit code and one line that says
// all of this. Nothing may come out on standard output.
func fails(t *testing.T, code int, says []string, args ...string) {
	t.Helper()
	ctx, done := context.WithTimeout(t.Context(), patience)
	defer done()
	var out, errs bytes.Buffer
	if got := run(ctx, append(args, "--log", "error"), &out, &errs); got != code {
		t.Errorf("%v: exit code %d, want %d\n%s", args, got, code, errs.String())
	}
	line := errs.String()
	if strings.Count(line, "\n") != 1 {
		t.Errorf("%v says %q, want one line", args, line)
	}
	for _, s := range says {
		if !strings.Contains(line, s) {
			t.Errorf("%v says %q, want %q in it", args, line, s)
		}
	}
	if out.Len() > 0 {
		t.Errorf("%v printed %q", args, out.String())
	}
}

// folder makes a data folder that was used once, and gives its database's bytes.
func folder(t *testing.T, args ...string) (dir string, before []byte) {
	t.Helper()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	m := newMachine(t, bin, t.TempDir(), "alice", "serve", append(args, "--listen", freeAddr(t))...)
	m.mustStart()
	m.stop()
	if before, err = os.ReadFile(filepath.Join(m.dir, "restante.db")); err != nil {
		t.Fatal(err)
	}
	return m.dir, before
}

func secret(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "passphrase")
	if err := os.WriteFile(file, []byte(text+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestWrongPassphrase(t *testing.T) {
	t.Parallel()
	dir, before := folder(t, "--passphrase-file", secret(t, "correct horse"))
	for _, command := range []string{"serve", "audit"} {
		fails(t, 1, []string{"passphrase"}, command, "--data", dir, "--passphrase-file", secret(t, "wrong horse"))
		fails(t, 1, []string{"passphrase"}, command, "--data", dir)
	}
	unchanged(t, dir, before)
}

func unchanged(t *testing.T, dir string, before []byte) {
	t.Helper()
	after, err := os.ReadFile(filepath.Join(dir, "restante.db"))
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the database was changed (%v)", err)
	}
}

func TestFolderInUse(t *testing.T) {
	t.Parallel()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	m := newMachine(t, bin, t.TempDir(), "alice", "serve", "--listen", freeAddr(t))
	m.mustStart()
	for _, command := range []string{"serve", "push", "audit"} {
		fails(t, 1, []string{"in use"}, command, "--data", m.dir)
	}
	m.stop()
}

func TestCorruptedDatabase(t *testing.T) {
	t.Parallel()
	dir, before := folder(t)
	broken := append(bytes.Repeat([]byte{0xff}, 4096), before[4096:]...)
	if err := os.WriteFile(filepath.Join(dir, "restante.db"), broken, 0o600); err != nil {
		t.Fatal(err)
	}
	fails(t, 1, []string{"damaged"}, "serve", "--data", dir)
	unchanged(t, dir, broken)
}

func TestLostDatabase(t *testing.T) {
	t.Parallel()
	dir, _ := folder(t)
	if err := os.Remove(filepath.Join(dir, "restante.db")); err != nil {
		t.Fatal(err)
	}
	fails(t, 1, nil, "serve", "--data", dir)
	if _, err := os.Stat(filepath.Join(dir, "restante.db")); err == nil {
		t.Error("an empty database took the place of the lost one")
	}
}

func TestPortInUse(t *testing.T) {
	t.Parallel()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	m := newMachine(t, bin, t.TempDir(), "alice", "serve", "--listen", freeAddr(t))
	m.mustStart()
	taken, _, _ := strings.Cut(m.ready.Addrs[0], "/p2p/")
	fails(t, 1, []string{"listen"}, "serve", "--data", t.TempDir(), "--loopback", "--listen", taken)
	api := strings.TrimPrefix(m.ready.API, "http://")
	fails(t, 1, []string{"address already in use"}, "serve", "--data", t.TempDir(), "--loopback", "--listen", freeAddr(t), "--api", api)
	m.stop()
}

func TestFolderOfAnotherKind(t *testing.T) {
	t.Parallel()
	dir, before := folder(t)
	fails(t, 1, nil, "push", "--data", dir)
	unchanged(t, dir, before)
}

func TestMisuse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"dance"}, "unknown command"},
		{[]string{"audit", "--data", filepath.Join(t.TempDir(), "none")}, "no data folder"},
	} {
		var out, errs bytes.Buffer
		if run(context.Background(), c.args, &out, &errs) == 0 || !strings.Contains(errs.String(), c.says) {
			t.Errorf("%v says %q, want %q in it", c.args, errs.String(), c.says)
		}
	}
	for _, args := range [][]string{
		{"serve", "--listen", "here"}, {"serve", "--push-node", "/ip4/127.0.0.1/tcp/1"}, {"serve", "--without", "wings"},
		{"serve", "--log", "loud"}, {"serve", "--dance"}, {"serve", "more"},
	} {
		var out, errs bytes.Buffer
		if code := run(context.Background(), args, &out, &errs); code != 2 || errs.Len() == 0 {
			t.Errorf("%v: exit code %d, says %q; want 2 and a reason", args, code, errs.String())
		}
	}
	fails(t, 1, []string{"--api-public"}, "serve", "--data", t.TempDir(), "--loopback", "--listen", freeAddr(t), "--api", "0.0.0.0:0")
}
