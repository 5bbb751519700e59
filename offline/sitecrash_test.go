//go:build !windows

package offline

import (
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ipfs/go-cid"

	"restante/node"
	"restante/node/identity"
	"restante/node/ipns"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/push"
)

// publishing is a program that opens the folders of a push node and of a user, and
// publishes a site of the user's.
const publishing = `package main

import (
	"context"
	"log/slog"
	"os"
	"strconv"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node"
	"restante/node/ipns"
	"restante/offline"
	"restante/offline/push"
)

func main() {
	ctx := context.Background()
	quiet := slog.New(slog.DiscardHandler)
	here := []string{"/ip4/127.0.0.1/tcp/0"}
	n := must(node.Open(ctx, node.Options{Dir: os.Args[1], Schemas: offline.PushNodeSchemas, Listen: here, Loopback: true,
		Server: true, Stores: offline.PushNodeStores, Log: quiet}))
	p := must(offline.OpenPushNode(n, push.Limits{}))
	user := must(node.Open(ctx, node.Options{Dir: os.Args[2], Listen: here, Loopback: true, Log: quiet}))
	sequence := must(strconv.ParseUint(os.Args[3], 10, 64))
	b := must(ipns.Make(user.Key, must(cid.Decode(os.Args[4])), sequence, time.Now()))
	if err := push.NewClient(user.Host, quiet).PutSite(ctx, n.Host.Info(), b, 1<<20); err != nil {
		panic(err)
	}
	for _, c := range []func() error{user.Close, p.Close, n.Close} {
		if err := c(); err != nil {
			panic(err)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
`

// TestACrashLeavesTheSiteBeforeOrTheNewOne dies at every point at which a push node
// replaces a site. What it has then is one of the two, whole; the other one goes.
func TestACrashLeavesTheSiteBeforeOrTheNewOne(t *testing.T) {
	w := newSiteTown(t)
	points := w.points(t)
	found := make(map[cid.Cid]int)
	lived := 0 // through the last ones, at times: the sweep begins by itself
	for _, k := range points {
		town := w.copy(t)
		if err := town.publish(2, w.new, strconv.Itoa(k), ""); err == nil {
			lived++
		}
		found[town.check(t, k)]++
	}
	t.Logf("%d points: the old one %d times, the new one %d times", len(points), found[w.old], found[w.new])
	if found[w.old] == 0 || found[w.new] == 0 || len(found) != 2 || lived > len(points)/2 {
		t.Errorf("found %v; it lived through %d points", found, lived)
	}
}

// siteTown is a push node and a user who has two versions of a site, of which the
// first is published.
type siteTown struct {
	bin, node, user string
	old, new        cid.Cid
}

func newSiteTown(t *testing.T) *siteTown {
	t.Helper()
	n, _ := openPushNode(t)
	bob := open(t, nil, n)
	register(t, bob, n)
	w := &siteTown{bin: build(t), node: n.Vault.Dir(), user: bob.Vault.Dir()}
	var size int64
	w.old, size = add(t, bob, stock("one hat"))
	w.new, _ = add(t, bob, stock("two hats"))
	publish(t, bob, n, 1, w.old, size)
	bob.Close()
	closeAll(t, n)
	return w
}

// closeAll stops a push node before the test does.
func closeAll(t *testing.T, n *node.Node) {
	t.Helper()
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
}

func build(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	source, bin := filepath.Join(dir, "publishing.go"), filepath.Join(dir, "publishing")
	if err := os.WriteFile(source, []byte(publishing), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "build", "-tags", "crash,headless", "-o", bin, source).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

func (w *siteTown) publish(sequence int, root cid.Cid, at, log string) error {
	cmd := exec.Command(w.bin, w.node, w.user, strconv.Itoa(sequence), root.String())
	cmd.Env = append(os.Environ(), "RESTANTE_CRASH_AT="+at, "RESTANTE_CRASH_LOG="+log)
	return cmd.Run()
}

// copy is the same town in folders of its own.
func (w *siteTown) copy(t *testing.T) *siteTown {
	t.Helper()
	c, dir := *w, t.TempDir()
	c.node, c.user = filepath.Join(dir, "node"), filepath.Join(dir, "user")
	for from, to := range map[string]string{w.node: c.node, w.user: c.user} {
		if err := os.CopyFS(to, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	return &c
}

// points are those that the program passes.
func (w *siteTown) points(t *testing.T) (ks []int) {
	t.Helper()
	log := filepath.Join(t.TempDir(), "points")
	if err := w.copy(t).publish(2, w.new, "", log); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		number, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		k, err := strconv.Atoi(number)
		if err != nil {
			t.Fatal(err)
		}
		ks = append(ks, k)
	}
	return ks
}

// check starts the push node again and returns which of the two it has. It is there
// whole, and nothing else is left.
func (w *siteTown) check(t *testing.T, k int) cid.Cid {
	t.Helper()
	n, err := node.Open(t.Context(), node.Options{Dir: w.node, Schemas: PushNodeSchemas, Listen: []string{"/ip4/127.0.0.1/tcp/0"},
		Loopback: true, Server: true, Stores: PushNodeStores, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatalf("point %d: %v", k, err)
	}
	defer n.Close()
	p, err := OpenPushNode(n, push.Limits{})
	if err != nil {
		t.Fatalf("point %d: %v", k, err)
	}
	defer p.Close()
	us, err := p.Users(t.Context(), deposit.Mailbox{}, 2)
	if err != nil || len(us) != 1 {
		t.Fatalf("point %d: %d users, %v", k, len(us), err)
	}
	owner, err := identity.IDOf(us[0].Mailbox[:])
	if err != nil {
		t.Fatal(err)
	}
	r, err := ipns.Open(owner, us[0].Site)
	if err != nil {
		t.Fatalf("point %d: %v", k, err)
	}
	until(t, "the other one to go", func() bool { return slices.Equal(n.Pinned.Pins(), []cid.Cid{r.Root}) })
	if err := n.Pinned.Pin(t.Context(), r.Root); err != nil {
		t.Errorf("point %d: the site is not whole: %v", k, err)
	}
	err = n.Vault.View(t.Context(), func(tx *vault.Tx) error {
		findings, err := AuditPushNode(tx)
		if len(findings) > 0 {
			t.Errorf("point %d: %q", k, findings)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return r.Root
}
