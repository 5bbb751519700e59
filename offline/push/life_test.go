package push

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"restante/node/record"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// subscribe returns what the subscription says, and its end.
func (u *user) subscribe(t testing.TB, ctx context.Context, n *node) (<-chan Entry, <-chan error) {
	entries, end := make(chan Entry, 100), make(chan error, 1)
	go func() { end <- u.Subscribe(ctx, n.info, u, func(e Entry) { entries <- e }) }()
	return entries, end
}

func TestSubscribe(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob, carol := newUser(t), newUser(t).registered(t, n), newUser(t).registered(t, n)
	ctx, cancel := context.WithCancel(t.Context())
	entries, end := bob.subscribe(t, ctx, n)
	if e := <-entries; e != (Entry{}) {
		t.Errorf("first notice = %+v, want an empty one", e)
	}
	l := newLetter(t, bob.Mailbox(), 10)
	alice.store(t, n, newLetter(t, carol.Mailbox(), 10), l)
	if e := <-entries; e != bob.list(t, n)[0] || e.Key != l.key {
		t.Errorf("notice = %+v", e)
	}
	alice.store(t, n, l) // nothing new
	second := newLetter(t, bob.Mailbox(), 10)
	alice.store(t, n, second)
	if e := <-entries; e.Key != second.key {
		t.Errorf("notice = %+v", e)
	}
	cancel()
	if err := <-end; !errors.Is(err, context.Canceled) {
		t.Errorf("Subscribe() = %v", err)
	}
}

func TestSubscribeUnregistered(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t)
	err := bob.Subscribe(t.Context(), n.info, bob, func(Entry) { t.Error("notified") })
	if c := code(t, err); c != CodeNotServed {
		t.Errorf("code = %d", c)
	}
}

func TestSubscriptionEndsWithTheServer(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	entries, end := bob.subscribe(t, t.Context(), n)
	<-entries
	n.Close()
	if err := <-end; err == nil {
		t.Error("Subscribe() = nil")
	}
	if len(n.hub.subs) != 0 {
		t.Error("the subscription is still there")
	}
}

// A subscriber that does not read holds nobody up, and is told that it missed
// something.
func TestSlowSubscriber(t *testing.T) {
	var h hub
	m := deposit.Mailbox{1}
	s, other := h.subscribe(m), h.subscribe(m)
	for i := range maxPending {
		h.publish(m, Entry{Seq: uint64(i)})
	}
	if es, lost := s.take(); len(es) != maxPending || lost {
		t.Errorf("take() = %d entries, lost %v", len(es), lost)
	}
	for range 10 * maxPending {
		h.publish(m, Entry{})
	}
	if es, lost := s.take(); len(es) != 0 || !lost {
		t.Errorf("take() = %d entries, lost %v; want to be told to list", len(es), lost)
	}
	if len(other.pending) > maxPending {
		t.Errorf("%d entries wait", len(other.pending))
	}
	s.close()
	other.close()
	if len(h.subs) != 0 {
		t.Error("closed subscriptions are still there")
	}
}

func TestSubscriberThatNeverReads(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	l := bob.open(t, n)
	req, err := l.sign(bob, opSubscribe, &pb.Subscribe{})
	if err != nil {
		t.Fatal(err)
	}
	say(t, l, req)
	hear(t, l) // live; nothing is read from here on
	alice := newUser(t)
	for range 5 {
		var ls []letter
		for range 2 * maxPending {
			ls = append(ls, newLetter(t, bob.Mailbox(), 1))
		}
		alice.store(t, n, ls...)
	}
}

func TestCards(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t)
	card := func(u *user, version uint64, text string) []byte {
		t.Helper()
		b, err := record.Seal(u.key, "card", version, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	get := func() string {
		t.Helper()
		b, err := alice.Card(t.Context(), n.info, bob.host.ID())
		if errors.Is(err, ErrNoCard) {
			return ""
		}
		r, err2 := record.Open(b)
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		return string(r.Payload)
	}
	put := func(b []byte) error { return alice.PutCard(t.Context(), n.info, b) }

	if c := code(t, put(card(bob, 2, "early"))); c != CodeNotRegistered {
		t.Errorf("before Register: code %d", c)
	}
	if _, err := bob.Register(t.Context(), n.info, bob, card(bob, 2, "two")); err != nil || get() != "two" {
		t.Errorf("Register(): %v, card %q", err, get())
	}
	if err := put(card(bob, 3, "three")); err != nil || get() != "three" {
		t.Errorf("newer: %v, card %q", err, get())
	}
	if err := put(card(bob, 1, "one")); err != nil || get() != "three" {
		t.Errorf("older: %v, card %q", err, get())
	}
	forged := card(bob, 4, "four")
	forged[len(forged)-1]++
	for name, b := range map[string][]byte{
		"forged": forged, "empty": nil, "large": make([]byte, maxCard+1),
		"future": card(bob, uint64(time.Now().Add(48*time.Hour).UnixMilli()), "future"),
	} {
		if c := code(t, put(b)); c != CodeBadCard {
			t.Errorf("%s: code %d", name, c)
		}
	}
	_, err := bob.Register(t.Context(), n.info, bob, card(alice, 9, "not mine"))
	if c := code(t, err); c != CodeBadCard {
		t.Errorf("registering another one's card: code %d", c)
	}
	if err := bob.Unregister(t.Context(), n.info, bob); err != nil || get() != "" {
		t.Errorf("Unregister(): %v, card %q", err, get())
	}
}

func TestIdleUsersAreForgotten(t *testing.T) {
	n := newNode(t, Limits{MaxIdle: 10 * day})
	newUser(t).registered(t, n)
	if err := n.sweep(t.Context(), time.Now().Add(9*day)); err != nil || n.usage(t).Users != 1 {
		t.Errorf("after nine days: %+v, %v", n.usage(t), err)
	}
	if err := n.sweep(t.Context(), time.Now().Add(12*day)); err != nil || n.usage(t).Users != 0 {
		t.Errorf("after twelve days: %+v, %v", n.usage(t), err)
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
				_, err := addBlock(tx, [32]byte{byte(i)}, []byte("block"))
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
	alter := func(query string) {
		t.Helper()
		err := n.Vault.Update(t.Context(), "test", func(tx *vault.Tx) error { return exec(tx, "test", query) })
		if err != nil {
			t.Fatal(err)
		}
	}
	alter(`CREATE TRIGGER broken AFTER INSERT ON push_deposits BEGIN SELECT raise(ABORT, 'broken disk'); END`)
	l := newLetter(t, bob.Mailbox(), 10)
	if c := bob.refused(t, n, l); c != CodeBusy {
		t.Errorf("code = %d", c)
	}
	if has, err := n.Has(t.Context(), l.CID); has || err != nil {
		t.Errorf("half of the deposit is held, %v", err)
	}
	alter(`DROP TRIGGER broken`)
	bob.store(t, n, l)
}

func TestAuditFindsFaults(t *testing.T) {
	for fault, query := range map[string]string{
		"blocks without a deposit":          `INSERT INTO push_blocks (digest, data) VALUES (x'01', x'01')`,
		"deposits without a block of their": `UPDATE push_blocks SET data = x'01'`,
		"deposits held past their expiry":   `UPDATE push_deposits SET expires = 1`,
		"deposits that have a tombstone":    `INSERT INTO push_tombstones SELECT key, depositor, expires FROM push_deposits`,
		"counts that are wrong":             `UPDATE push_usage SET bytes = bytes + 1 WHERE owner = x''`,
		"cards of nobody registered":        `INSERT INTO push_cards VALUES (x'01', 1, x'01')`,
	} {
		v := vaulttest.New(t, Schema)
		var before, after []string
		err := v.Update(t.Context(), "test", func(tx *vault.Tx) (err error) {
			if err := plant(tx); err != nil {
				return err
			}
			if before, err = Audit(tx); err != nil {
				return err
			}
			if _, err := tx.Exec(query); err != nil {
				return err
			}
			after, err = Audit(tx)
			return err
		})
		if err != nil || len(before) != 0 || len(after) != 1 || !strings.Contains(after[0], fault) {
			t.Errorf("%s: before %q, after %q, %v", fault, before, after, err)
		}
	}
}

// plant stores one sound deposit.
func plant(tx *vault.Tx) error {
	now := time.Now()
	if err := addUser(tx, deposit.Mailbox{1}, "peer", 100, now); err != nil {
		return err
	}
	o := &offer{depositor: "peer", mailbox: deposit.Mailbox{1}, last: now.Add(time.Hour), size: 5, block: []byte("block")}
	err := o.put(tx, Limits{}.withDefaults(), now)
	if err == nil && o.refusal != nil {
		err = o.refusal
	}
	return err
}
