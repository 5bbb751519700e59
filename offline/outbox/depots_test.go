package outbox

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/provider/depot"
)

// fakeDepots are the accounts of a user, who has chosen some of them.
type fakeDepots struct {
	mu     sync.Mutex
	chosen []string
	all    map[string]*fakeDepot
	health map[string]error // of the last call
}

func newDepots(chosen ...string) *fakeDepots {
	return &fakeDepots{chosen: chosen, all: make(map[string]*fakeDepot), health: make(map[string]error)}
}

func (f *fakeDepots) For(*vault.Tx, peer.ID, deposit.Mailbox) ([]string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.chosen, nil
}

func (f *fakeDepots) Name() string { return depot.NewName() }

func (f *fakeDepots) Open(_ context.Context, account string) (depot.Depot, error) {
	return f.at(account), nil
}

func (f *fakeDepots) Called(_ context.Context, account string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.health[account] = err
}

func (f *fakeDepots) Removed(*vault.Tx, string) error { return nil }

func (f *fakeDepots) at(account string) *fakeDepot {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.all[account] == nil {
		f.all[account] = &fakeDepot{name: account, blocks: make(map[string]string)}
	}
	return f.all[account]
}

// choose is what the user says from now on.
func (f *fakeDepots) choose(w *world, accounts ...string) {
	w.t.Helper()
	f.mu.Lock()
	f.chosen = accounts
	f.mu.Unlock()
	w.update(w.Rearrange)
}

// fakeDepot takes everything unless the test says otherwise.
type fakeDepot struct {
	name string

	mu      sync.Mutex
	blocks  map[string]string
	down    error         // of each call
	pending int           // puts that are answered so first
	takes   time.Duration // a put
	refuses error         // of each put
	last    time.Duration // of addresses; 0: as long as the block
	version int           // of the addresses that Locate gives
	calls   int
}

func (d *fakeDepot) set(f func(*fakeDepot)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f(d)
}

func (d *fakeDepot) place(name string) depot.Place {
	p := depot.Place{Addrs: []string{fmt.Sprintf("https://%s.example/%s/%d", d.name, name, d.version)}}
	if d.last > 0 {
		p.Until = time.Now().Add(d.last)
	}
	return p
}

func (d *fakeDepot) begin() error { d.calls++; return d.down }

func (d *fakeDepot) Put(_ context.Context, r depot.Ref, block []byte) (depot.Place, error) {
	<-time.After(d.takes)
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.begin(); err != nil {
		return depot.Place{}, err
	}
	if d.refuses != nil {
		return depot.Place{}, d.refuses
	}
	if d.pending > 0 {
		d.pending--
		return depot.Place{}, &depot.Pending{After: 10 * time.Second}
	}
	d.blocks[r.Name] = string(block)
	return d.place(r.Name), nil
}

func (d *fakeDepot) Locate(_ context.Context, r depot.Ref) (depot.Place, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.begin(); err != nil {
		return depot.Place{}, err
	}
	if _, found := d.blocks[r.Name]; !found {
		return depot.Place{}, depot.ErrNotFound
	}
	d.version++
	return d.place(r.Name), nil
}

func (d *fakeDepot) Delete(_ context.Context, r depot.Ref) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.begin(); err != nil {
		return err
	}
	delete(d.blocks, r.Name)
	return nil
}

func (d *fakeDepot) List(context.Context, string) (depot.Page, error) { return depot.Page{}, d.down }
func (d *fakeDepot) Usage(context.Context) (depot.Usage, error)       { return depot.Usage{}, d.down }
func (d *fakeDepot) Limits() depot.Limits                             { return depot.Limits{Writers: 4} }

// holds counts the blocks.
func (d *fakeDepot) holds() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.blocks)
}

// has reports whether an address leads to a block.
func (d *fakeDepot) has(addr string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for name := range d.blocks {
		if strings.HasPrefix(addr, "https://"+d.name+".example/"+name+"/") {
			return true
		}
	}
	return false
}

// placing is a bubble whose outbox puts pointers and has accounts.
func placing(t *testing.T, f func(t *testing.T, w *world, d *fakeDHT, a *fakeDepots), chosen ...string) {
	pointing(t, func(t *testing.T, w *world, d *fakeDHT) {
		a := newDepots(chosen...)
		w.Depots, w.Push = a, nil
		w.restart()
		f(t, w, d, a)
	})
}

// leads counts the records with holders by where their block lies, and the mailboxes of which
// no record leads to a block: one that was replaced may, until it is withdrawn. Those in but
// do not count.
func leads(d *fakeDHT, a *fakeDepots, but ...deposit.Mailbox) (to map[string]int, nowhere int) {
	to = make(map[string]int)
	for _, lists := range d.byMailbox(but...) {
		led := false
		for _, addrs := range lists {
			if found := a.having(addrs); found != "" {
				led = true
				to[found]++
			}
		}
		if !led {
			nowhere++
		}
	}
	return to, nowhere
}

// having is where the first of the addresses leads that leads to a block.
func (a *fakeDepots) having(addrs []string) string {
	for _, addr := range addrs {
		for _, name := range []string{"dropbox", "bucket"} {
			if a.at(name).has(addr) {
				return name
			}
		}
	}
	return ""
}

var errDown = errors.New("no such host")
