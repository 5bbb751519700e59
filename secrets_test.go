package main

import (
	"bytes"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// wiretap passes on what is sent to an address, and keeps a copy of all of it.
type wiretap struct {
	addr string // to send to instead
	mu   sync.Mutex
	kept bytes.Buffer
}

// tap listens in on a machine whose address is /ip4/127.0.0.1/tcp/<port>/p2p/<ID>.
func tap(t *testing.T, addr string) *wiretap {
	t.Helper()
	parts := strings.Split(addr, "/")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	target := net.JoinHostPort(parts[2], parts[4])
	_, parts[4], _ = net.SplitHostPort(l.Addr().String())
	w := &wiretap{addr: strings.Join(parts, "/")}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go w.pass(c, target)
		}
	}()
	return w
}

func (w *wiretap) pass(from net.Conn, addr string) {
	defer from.Close()
	to, err := net.Dial("tcp", addr)
	if err != nil {
		return
	}
	defer to.Close()
	go func() {
		defer from.Close()
		io.Copy(from, io.TeeReader(to, w)) // it ends as the connection does
	}()
	io.Copy(to, io.TeeReader(from, w))
}

func (w *wiretap) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.kept.Write(b)
}

func (w *wiretap) bytes() []byte {
	w.mu.Lock()
	defer w.mu.Unlock()
	return bytes.Clone(w.kept.Bytes())
}

// found are the words that stand in some bytes.
func found(b []byte, words []string) (all []string) {
	for _, w := range words {
		if bytes.Contains(b, []byte(w)) {
			all = append(all, w)
		}
	}
	return all
}

// foundUnder looks into every file of a folder.
func foundUnder(t *testing.T, dir string, words []string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, w := range found(b, words) {
			all = append(all, w+" in "+path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// What people write to each other, and what it is about, stands nowhere to be read:
// not in a data folder, not at the push node, not between the processes. Each file of
// the outbox has one of two sizes, whatever is in it.
func TestNothingToBeRead(t *testing.T) {
	t.Parallel()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	oslo := newMachine(t, bin, root, "oslo", "push", "--listen", freeAddr(t))
	oslo.mustStart()
	wire := tap(t, oslo.ready.Addrs[0])
	person := func(name string) *machine {
		m := newMachine(t, bin, root, name, "serve", "--listen", freeAddr(t), "--push-node", wire.addr)
		m.mustStart()
		m.registered()
		m.must("POST", "/ob/config", map[string]string{"name": "Name of " + name}, nil)
		return m
	}
	w := &town{oslo: oslo, alice: person("alice"), bob: person("bob")}
	w.alice.add(w.bob.link())
	w.bob.add(w.alice.link())
	words := []string{"Zimtsternbäcker", "about the cinnamon", "a long story"}
	lines := []string{words[0], "x", strings.Repeat(words[2]+", ", 1000)}

	w.bob.sends(w.alice.ready.PeerID, []string{words[0] + " first"})
	w.alice.hasAll(w.bob.ready.PeerID, []string{words[0] + " first"})
	w.bob.allAre(w.alice.ready.PeerID, 1, "delivered")
	w.bob.stop()
	for _, text := range lines {
		w.alice.must("POST", "/ob/chat", map[string]string{"peerId": w.bob.ready.PeerID, "subject": words[1], "message": text}, nil)
	}
	w.alice.allAre(w.bob.ready.PeerID, len(lines), "stored")
	files := w.alice.outboxFiles()
	if len(files) < len(lines) {
		t.Fatalf("%d files wait in the outbox", len(files))
	}
	for _, f := range files {
		if i, err := os.Stat(filepath.Join(w.alice.dir, "outbox", filepath.Base(f))); err != nil || i.Size() != 8<<10 && i.Size() != 32<<10 {
			t.Errorf("a file of %d bytes in the outbox, %v", i.Size(), err)
		}
	}
	w.alice.stop()
	noneUnder(t, root, words)
	w.bob.mustStart()
	w.bob.until("all that was sent", func() bool { return len(w.bob.messages(w.alice.ready.PeerID)) == 1+len(lines) })
	w.alice.mustStart()
	w.alice.allAre(w.bob.ready.PeerID, len(lines), "delivered")
	w.end(t)
	noneUnder(t, root, words)
	if b := wire.bytes(); len(b) < 3*(8<<10) || found(b, words) != nil {
		t.Errorf("%d bytes were overheard, in which stands %q", len(b), found(b, words))
	}
}

// noneUnder fails if one of the words stands in a file; it would find one.
func noneUnder(t *testing.T, root string, words []string) {
	t.Helper()
	if all := foundUnder(t, root, words); all != nil {
		t.Errorf("to be read: %q", all)
	}
	probe := filepath.Join(root, "probe")
	if err := os.WriteFile(probe, []byte("…"+words[0]), 0o600); err != nil {
		t.Fatal(err)
	}
	if len(foundUnder(t, root, words)) != 1 {
		t.Error("the search finds nothing at all")
	}
	if err := os.Remove(probe); err != nil {
		t.Fatal(err)
	}
}
