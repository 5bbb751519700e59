package push

import (
	"bytes"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"restante/node/identity/identitytest"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
)

func TestRestart(t *testing.T) {
	dir, k := t.TempDir(), identitytest.New(t)
	v := vaulttest.Open(t, dir, Schema)
	n := openNode(t, k, v, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	a, b := newLetter(t, bob.Mailbox(), 10), newLetter(t, bob.Mailbox(), 20)
	receipts := alice.store(t, n, a, b)
	before := bob.list(t, n)
	if err := bob.Release(t.Context(), n.info, bob, []deposit.Key{b.key}); err != nil {
		t.Fatal(err)
	}
	n.Close()
	n.host.Close()
	v.Close()

	n = openNode(t, k, vaulttest.Open(t, dir, Schema), Limits{})
	es := bob.list(t, n)
	if len(es) != 1 || es[0] != before[0] || !es[0].Expires.Equal(receipts[0].Expires) {
		t.Errorf("after the restart: %v, before: %v", es, before)
	}
	if !bytes.Equal(bob.fetch(t, n, a.CID), a.Block) {
		t.Error("the block is lost")
	}
	if c := alice.refused(t, n, b); c != CodeGone {
		t.Errorf("the tombstone is lost: code %d", c)
	}
	c := newLetter(t, bob.Mailbox(), 30) // bob is still registered
	alice.store(t, n, c)
	if es := bob.list(t, n); es[1].Seq <= before[1].Seq {
		t.Errorf("sequence %d was used before", es[1].Seq)
	}
}

// Whoever got a receipt before or during Close finds the deposit in the table.
func TestCloseLosesNothing(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	var receipts atomic.Int64
	var wg sync.WaitGroup
	begun := make(chan struct{}, 100)
	for range 4 {
		alice := newUser(t)
		wg.Go(func() {
			for {
				l := newLetter(t, bob.Mailbox(), 1000)
				results, err := alice.Store(t.Context(), n.info, []Deposit{l.Deposit})
				if err != nil || results[0].Err != nil {
					return
				}
				receipts.Add(1)
				select {
				case begun <- struct{}{}:
				default:
				}
			}
		})
	}
	for range 10 {
		<-begun
	}
	n.Close()
	n.Close()
	wg.Wait()
	if held := n.usage(t).Deposits; int64(held) < receipts.Load() {
		t.Errorf("%d receipts, %d deposits", receipts.Load(), held)
	}
}

// While one commit is under way the others gather, and a failing one spoils
// nobody else's.
func TestGroupCommit(t *testing.T) {
	v := vaulttest.New(t, Schema)
	c := newCommitter(v)
	entered, hold := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		c.do(func(*vault.Tx) error { close(entered); <-hold; return nil })
	})
	<-entered
	txs := make(map[*vault.Tx]bool)
	failure := errors.New("no")
	for i := range 10 {
		wg.Go(func() {
			err := c.do(func(tx *vault.Tx) error {
				txs[tx] = true
				if i == 7 {
					return failure
				}
				_, err := addBlock(tx, &offer{root: root{digest: [32]byte{byte(i)}}, size: 5, block: []byte("block")})
				return err
			})
			if i == 7 != errors.Is(err, failure) {
				t.Errorf("job %d: %v", i, err)
			}
		})
	}
	for len(c.jobs) < 10 {
		runtime.Gosched()
	}
	close(hold)
	wg.Wait()
	c.close()
	if len(txs) != 11 { // one together, and each alone when that failed
		t.Errorf("%d transactions", len(txs))
	}
	var blocks int
	err := v.View(t.Context(), func(tx *vault.Tx) error {
		return tx.QueryRow(`SELECT count(*) FROM push_blocks`).Scan(&blocks)
	})
	if err != nil || blocks != 9 {
		t.Errorf("%d blocks, %v", blocks, err)
	}
}

// Without a commit there is no receipt, and the depositor may try again.
func TestNoReceiptWithoutCommit(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	n.alter(t, `CREATE TRIGGER broken AFTER INSERT ON push_deposits BEGIN SELECT raise(ABORT, 'broken disk'); END`)
	l := newLetter(t, bob.Mailbox(), 10)
	if c := bob.refused(t, n, l); c != CodeBusy {
		t.Errorf("code = %d", c)
	}
	if has, err := n.Has(t.Context(), l.CID); has || err != nil {
		t.Errorf("half of the deposit is held, %v", err)
	}
	n.alter(t, `DROP TRIGGER broken`)
	bob.store(t, n, l)
}
