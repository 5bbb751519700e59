package demo

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p"

	"restante/messaging"
	"restante/node"
	"restante/node/ipfs"
	"restante/node/p2p/p2ptest"
	"restante/node/vault"
	"restante/offline"
)

// lines are what was told, for tests to look at while it goes on.
type lines struct {
	mu  sync.Mutex
	all []string
}

func (l *lines) tell(s string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = append(l.all, s)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.all, "\n")
}

// wantInOrder fails unless the lines hold these parts, one after the other.
func (l *lines) wantInOrder(t *testing.T, parts ...string) {
	t.Helper()
	rest := l.String()
	for _, p := range parts {
		_, after, found := strings.Cut(rest, p)
		if !found {
			t.Fatalf("%q is missing, or too early, in:\n%s", p, l)
		}
		rest = after
	}
}

// virtually runs a world on simulated links, under the virtual clock and at the
// pace of people.
func virtually(t *testing.T, f func(t *testing.T, w *World, told *lines)) {
	synctest.Test(t, func(t *testing.T) {
		told := new(lines)
		w := open(t, Options{Pace: Human, Tell: told.tell, Place: onLinks(t)})
		f(t, w, told)
	})
}

// onLinks places machines on simulated links.
func onLinks(t *testing.T) func() ([]string, []libp2p.Option) {
	net := p2ptest.NewWorld(t, 5*time.Millisecond)
	return func() ([]string, []libp2p.Option) {
		o := net.Options()
		// There is no TCP here to fall back on when libp2p takes UDP for blocked.
		return o.Listen, append(o.Extra, libp2p.UDPBlackHoleSuccessCounter(nil))
	}
}

// open starts a world that is closed and audited at the end of the test.
func open(t *testing.T, o Options) *World {
	t.Helper()
	o.Dir, o.Log = t.TempDir(), logger()
	w, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
		auditAll(t, w)
	})
	return w
}

// logger is silent unless RESTANTE_TEST_LOG is set.
func logger() *slog.Logger {
	if os.Getenv("RESTANTE_TEST_LOG") == "" {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// auditAll checks every folder that a closed world has left.
func auditAll(t *testing.T, w *World) {
	t.Helper()
	for _, p := range w.people() {
		audit(t, p.dir, messaging.Schemas, func(tx *vault.Tx) ([]string, error) {
			folder, err := ipfs.OpenFolder(filepath.Join(p.dir, node.OutboxFolder))
			if err != nil {
				return nil, err
			}
			return messaging.Audit(tx, folder)
		})
	}
	for _, name := range []string{"node-1", "node-2"} {
		audit(t, filepath.Join(w.Dir, name), offline.PushNodeSchemas, offline.AuditPushNode)
	}
}

func audit(t *testing.T, dir string, above []vault.Schema, check func(*vault.Tx) ([]string, error)) {
	t.Helper()
	ctx := context.Background()
	v, err := vault.OpenReadOnly(ctx, vault.Options{Dir: dir, Schemas: node.Schemas(above...), Log: logger()})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	err = v.View(ctx, func(tx *vault.Tx) error {
		findings, err := check(tx)
		for _, f := range findings {
			t.Errorf("audit of %s: %s", filepath.Base(dir), f)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
