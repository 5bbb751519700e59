package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/provider/depot"
)

// Depots are the providers at which parcels wait besides, by the user's choice. An
// account is one of them, opened by one user.
type Depots interface {
	// For lists the accounts that get what goes to a mailbox of a peer, the best first.
	For(tx *vault.Tx, to peer.ID, m deposit.Mailbox) (accounts []string, err error)
	// Name makes a new name for a block.
	Name() string
	// Open returns an account's depot.
	Open(ctx context.Context, account string) (depot.Depot, error)
	// Called is told how a call at an account went; nil is well.
	Called(ctx context.Context, account string, err error)
	// Removed is told that a block was removed from an account.
	Removed(tx *vault.Tx, account string) error
}

const (
	placeHead  = 2 * time.Second // of a provider before the pointer is put without its addresses
	placeLimit = time.Minute     // one call at a provider
	lookAfter  = 24 * time.Hour  // what lies at a provider
	maxWriters = 16              // calls at one account at a time
)

// errand is what is to be done at a provider.
type errand int

const (
	bring errand = iota
	lookup
	remove
)

// placeJob is one thing to do at an account.
type placeJob struct {
	job
	account string
	name    string
	errand  errand
}

func (p placeJob) key() string { return fmt.Sprint(p.errand, p.name) }

func (p placeJob) at() depot.Ref { return depot.Ref{Name: p.name, CID: p.digest.cid()} }

// placed is what came of it.
type placed struct {
	placeJob
	place depot.Place
	gone  bool          // it does not lie there
	again time.Duration // when to ask again
}

func (o *Outbox) putPlace(p placeJob) {
	if o.Depots != nil {
		o.places.put(p.account, p)
	}
}

// runPlace is one batch at one account. Its first failure that concerns the account
// ends it: the rows are scheduled for another attempt already.
func (o *Outbox) runPlace(ctx context.Context, account string, batch []placeJob) error {
	d, err := o.Depots.Open(ctx, account)
	if err == nil {
		err = o.placeAll(ctx, d, batch)
	}
	if ctx.Err() == nil {
		o.Depots.Called(ctx, account, err)
	}
	return err
}

func (o *Outbox) placeAll(ctx context.Context, d depot.Depot, batch []placeJob) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(max(1, min(d.Limits().Writers, maxWriters)))
	for _, p := range batch {
		if ctx.Err() != nil {
			break
		}
		g.Go(func() error { return o.place(ctx, d, p) })
	}
	return g.Wait()
}

// place does one errand. Its error concerns the account.
func (o *Outbox) place(ctx context.Context, d depot.Depot, p placeJob) error {
	ctx, done := context.WithTimeout(ctx, placeLimit)
	defer done()
	out := placed{placeJob: p}
	var err error
	switch p.errand {
	case bring:
		out.place, err = o.bring(ctx, d, p)
	case lookup:
		out.place, err = d.Locate(ctx, p.at())
	case remove:
		err = d.Delete(ctx, p.at())
	}
	var pending *depot.Pending
	switch {
	case errors.Is(err, errEnded):
		return nil
	case errors.As(err, &pending):
		out.again = max(pending.After, time.Second)
	case errors.Is(err, depot.ErrNotFound) && p.errand != bring:
		out.gone = true
	case err != nil:
		return err
	}
	o.results.put(result{job: p.job, at: &out})
	return nil
}

var errEnded = errors.New("the parcel ended meanwhile")

// bring puts a parcel's bytes, unless it ended meanwhile: then nothing has to be
// removed of what was put.
func (o *Outbox) bring(ctx context.Context, d depot.Depot, p placeJob) (at depot.Place, err error) {
	wanted := false
	err = o.Vault.View(ctx, func(tx *vault.Tx) error {
		wanted, err = isWanted(tx, p)
		return err
	})
	if err != nil || !wanted {
		return at, errors.Join(errEnded, err)
	}
	block, err := o.Folder.Get(ctx, p.digest.cid())
	if err != nil {
		o.logged(ctx, err) // the others may be sound
		return at, errEnded
	}
	at, err = d.Put(ctx, p.at(), block)
	if err != nil && o.isOver(ctx, p) {
		return at, errEnded // whatever failed then, the account need not be at fault
	}
	return at, err
}

// isOver reports whether a parcel ended while it was put.
func (o *Outbox) isOver(ctx context.Context, p placeJob) bool {
	wanted := true
	err := o.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		wanted, err = isWanted(tx, p)
		return err
	})
	return err == nil && !wanted
}

// WakeAccount makes due what waits for an account: it works again. In doubt whether
// what was put still lies there, that is looked for at once.
func (o *Outbox) WakeAccount(tx *vault.Tx, account string, doubt bool) error {
	tx.AfterCommit(o.wake)
	now := time.Now().UnixNano()
	return errors.Join(
		tx.Do("waking placements", `UPDATE placement SET next_at = ?1 WHERE account = ?2 AND (placed IS NULL OR ?3) AND leaving = 0`, now, account, doubt),
		tx.Do("waking removals", `UPDATE removal SET next_at = ?1 WHERE account = ?2 AND after IS NULL`, now, account))
}
