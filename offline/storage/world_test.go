package storage

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/event"
	"restante/node/identity/identitytest"
	"restante/node/ipfs"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
	"restante/offline/outbox"
	"restante/offline/provider/depot"
)

// cloud is a provider with as many accounts as there are passwords.
type cloud struct {
	mu     sync.Mutex
	boxes  map[string]*box
	same   map[string]string // a password for the account of another one
	opened int
}

// box is one account.
type box struct {
	blocks   map[string][]byte
	wrong    bool // other bytes are given back
	nowhere  bool // no address is told
	down     error
	nameless bool         // lists by content alone
	here     depot.Blocks // from which it fetches
}

func (c *cloud) box(password string) *box {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.boxes == nil {
		c.boxes = make(map[string]*box)
	}
	if c.boxes[password] == nil {
		c.boxes[password] = &box{blocks: make(map[string][]byte)}
	}
	return c.boxes[password]
}

func (c *cloud) kind() depot.Kind {
	return depot.Kind{Name: "cloud", Title: "Cloud", Fields: []depot.Field{
		{Name: "password", Label: "Password", Secret: true},
		{Name: "folder", Label: "Folder", Optional: true, Place: true},
		{Name: "region", Label: "Region", Choices: []string{"north", "south"}},
	}, Open: func(s depot.Settings, _ depot.Deps) (depot.Depot, error) {
		c.mu.Lock()
		c.opened++
		c.mu.Unlock()
		if s["password"] == "malformed" {
			return nil, fmt.Errorf("%w: no such password", depot.ErrPermanent)
		}
		return c.box(s["password"]), nil
	}, Where: func(_ context.Context, s depot.Settings, _ depot.Deps) (depot.Where, error) {
		return depot.Where{Place: cmp.Or(c.same[s["password"]], s["password"]) + "/" + s["folder"]}, nil
	}, Connect: func(_ context.Context, s depot.Settings, _ depot.Deps, browse func(string) error) (depot.Settings, error) {
		if err := browse("https://cloud.example/allow?folder=" + s["folder"]); err != nil {
			return nil, fmt.Errorf("%w: %w", depot.ErrAuth, err)
		}
		return depot.Settings{"folder": s["folder"], "password": "from the browser"}, nil
	}}
}

func (b *box) Put(ctx context.Context, r depot.Ref, block []byte) (depot.Place, error) {
	if b.down != nil {
		return depot.Place{}, b.down
	}
	b.blocks[r.Name] = block
	if b.here != nil {
		if _, err := b.here.Get(ctx, r.CID); err != nil {
			return depot.Place{}, err
		}
	}
	if b.nowhere {
		return depot.Place{}, nil
	}
	return depot.Place{Addrs: []string{"https://cloud.example/" + r.Name}}, nil
}

func (b *box) Locate(context.Context, depot.Ref) (depot.Place, error) { return depot.Place{}, b.down }

func (b *box) Delete(_ context.Context, r depot.Ref) error {
	delete(b.blocks, r.Name)
	return b.down
}

// List gives one entry a page.
func (b *box) List(_ context.Context, cursor string) (p depot.Page, err error) {
	for name := range b.blocks {
		if name > cursor && (len(p.Entries) == 0 || name < p.Entries[0].Name) {
			p.Entries = []depot.Entry{{Ref: depot.Ref{Name: name}}}
			p.Next = name
		}
	}
	if b.nameless && len(p.Entries) > 0 {
		p.Entries[0].Name = ""
	}
	return p, b.down
}

func (b *box) Usage(context.Context) (depot.Usage, error) {
	return depot.Usage{Used: 1000, Quota: 5000}, b.down
}

func (b *box) Limits() depot.Limits { return depot.Limits{Writers: 1, Deadline: time.Minute} }

// Get implements [Fetcher].
func (c *cloud) Get(_ context.Context, _ cid.Cid, _ int, addrs []string) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, b := range c.boxes {
		if data, found := b.blocks[strings.TrimPrefix(addrs[0], "https://cloud.example/")]; found && !b.wrong {
			return data, nil
		}
	}
	return []byte("something else"), nil
}

// world is a storage over an outbox that does nothing by itself.
type world struct {
	*Storage
	t     *testing.T
	cloud *cloud
	out   *outbox.Outbox
}

// open makes a world in a database, or a new one.
func open(t *testing.T, v *vault.Vault) *world {
	t.Helper()
	if v == nil {
		v = vaulttest.New(t, outbox.Schema, Schema)
	}
	w := &world{t: t, cloud: &cloud{}}
	log := slog.New(slog.DiscardHandler)
	folder, err := ipfs.OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	bus := new(event.Bus)
	w.out = outbox.New(outbox.Options{Vault: v, Folder: folder, Bus: bus, Log: log})
	w.Storage, err = Make(t.Context(), Options{Vault: v, Bus: bus, Log: log, Kinds: []depot.Kind{w.cloud.kind()}, Outbox: w.out, Fetch: w.cloud,
		Deps: depot.Deps{Here: folder}})
	if err != nil {
		t.Fatal(err)
	}
	w.out.Depots = w.Storage
	return w
}

// add connects an account.
func (w *world) add(password string, r Role) (id string) {
	w.t.Helper()
	id, err := w.Add(w.t.Context(), New{Kind: "cloud", Title: password, Settings: depot.Settings{"password": password}, Role: r})
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

func (w *world) accounts() []Account {
	w.t.Helper()
	all, err := w.Accounts(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

func (w *world) account(id string) (a Account) {
	w.t.Helper()
	for _, a := range w.accounts() {
		if a.ID == id {
			return a
		}
	}
	w.t.Fatalf("there is no account %q", id)
	return a
}

// goesTo lists where messages to somebody wait, by the titles of the accounts.
func (w *world) goesTo(to peer.ID, m deposit.Mailbox) string {
	w.t.Helper()
	var titles []string
	err := w.Vault.View(w.t.Context(), func(tx *vault.Tx) error {
		ids, err := w.For(tx, to, m)
		for _, id := range ids {
			r, e := readRow(tx, id)
			if e != nil {
				return e
			}
			titles = append(titles, r.Title)
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return strings.Join(titles, " ")
}

func newPeer(t *testing.T) peer.ID { return identitytest.New(t).ID() }

// pair is the mailbox of a contact.
var pair = deposit.Mailbox{1, 2, 3}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func within(at time.Time, d time.Duration) bool { return time.Since(at) < d && !at.IsZero() }
