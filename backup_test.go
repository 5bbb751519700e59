package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"restante/messaging"
	"restante/node"
)

// desk is a folder with files of passphrases, and runs commands as a person would.
type desk struct {
	t   *testing.T
	dir string
}

func newDesk(t *testing.T) *desk {
	d := &desk{t, t.TempDir()}
	for name, content := range map[string]string{"mine": "right\n", "theirs": "another\r\nline", "words": "four words of mine\n", "wrong": "four", "empty": "\n"} {
		if err := os.WriteFile(d.path(name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func (d *desk) path(name string) string { return filepath.Join(d.dir, name) }

// runs a command in which each word with a / before it is a file of the desk, and
// wants it to end with this code and to say this.
func (d *desk) runs(command string, code int, says string) {
	d.t.Helper()
	args := strings.Fields(command)
	for i, a := range args {
		if name, ok := strings.CutPrefix(a, "/"); ok {
			args[i] = d.path(name)
		}
	}
	var out bytes.Buffer
	if got := run(d.t.Context(), args, &out, &out); got != code || !strings.Contains(out.String(), says) {
		d.t.Errorf("%s ended with %d and said %q; want %d and %q", command, got, out.String(), code, says)
	}
}

// as opens a data folder with its services.
func (d *desk) as(folder, passphrase string, use func(*node.Node, *messaging.Core) error) {
	d.t.Helper()
	_, f, err := parse([]string{"serve", "--data", d.path(folder), "--passphrase-file", d.path(passphrase), "--loopback", "--listen", "/ip4/127.0.0.1/tcp/0"}, os.Stderr)
	if err == nil {
		err = withCore(d.t.Context(), f, use)
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

// A folder is saved once it is stopped, and restored under another passphrase, by
// which it opens as the same person.
func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var id string
	d.as("elena", "mine", func(n *node.Node, c *messaging.Core) error {
		id = n.Key.ID().String()
		d.runs("backup /b.age --data /elena --passphrase-file /mine --backup-passphrase-file /words", 1, "in use")
		return c.Contacts.SetName(t.Context(), "Elena")
	})
	d.runs("backup /b.age --data /elena --passphrase-file /mine --backup-passphrase-file /words", 0, "b.age")
	d.runs("backup --data /elena --passphrase-file /mine --backup-passphrase-file /words /b.age", 0, "b.age") // over the one before
	d.runs("restore /b.age --data /again --passphrase-file /theirs --backup-passphrase-file /wrong", 1, "passphrase does not open")
	d.runs("restore /b.age --data /elena --passphrase-file /mine --backup-passphrase-file /words", 1, "has a database already")
	d.runs("restore /b.age --data /again --passphrase-file /theirs --backup-passphrase-file /words", 0, id)
	d.runs("audit --data /again --passphrase-file /theirs", 0, "no findings")
	d.as("again", "theirs", func(n *node.Node, c *messaging.Core) error {
		inv, err := c.Contacts.Invite(t.Context())
		if n.Key.ID().String() != id || inv.Name != "Elena" {
			t.Errorf("restored was %s, %q", n.Key.ID(), inv.Name)
		}
		return err
	})
}

func TestBackupMisused(t *testing.T) {
	d := newDesk(t)
	d.runs("backup --backup-passphrase-file /words", 1, "which file")
	d.runs("backup /b.age", 1, "--backup-passphrase-file")
	d.runs("backup /b.age --backup-passphrase-file /empty", 1, "--backup-passphrase-file")
	d.runs("backup /b.age --data /none --backup-passphrase-file /words", 1, "no data folder")
	d.runs("backup /b.age /c.age --backup-passphrase-file /words", 2, "unexpected")
	d.runs("restore /none --data /new --backup-passphrase-file /words", 1, "no such file")
	d.runs("restore /mine --data /new --backup-passphrase-file /words", 1, "not a backup")
	if left, _ := filepath.Glob(d.path("new/*")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
