package inbox

import (
	"context"
	"crypto/sha256"
	"errors"
	"time"

	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/provider/depot"
)

// Spaces are places of one's own at providers, in which contacts may leave mail.
type Spaces interface {
	Spaces(ctx context.Context) ([]Space, error)
}

// Space is one of them.
type Space struct {
	depot.Depot
	// Ours reports whether a block is one that this user left there for somebody else.
	Ours func(tx *vault.Tx, digest [32]byte) (bool, error)
}

const (
	spacesEvery = 5 * time.Minute
	spaceLimit  = 2 * time.Minute // one look at a space
	spaceMost   = 20_000          // entries of one look
)

// lookIntoSpaces collects from one's own spaces now and then.
func (i *Inbox) lookIntoSpaces(ctx context.Context) {
	t := time.NewTicker(spacesEvery)
	defer t.Stop()
	for ctx.Err() == nil {
		if _, err := i.collectSpaces(ctx); err != nil && ctx.Err() == nil {
			i.Log.Debug("a space of ours was not looked into", "err", err)
		}
		select {
		case <-ctx.Done():
		case <-t.C:
		case <-i.spaced:
		}
	}
}

// collectSpaces takes in what lies in all spaces; one that fails holds up no other.
func (i *Inbox) collectSpaces(ctx context.Context) (found int, err error) {
	all, err := i.Spaces.Spaces(ctx)
	for _, s := range all {
		n, e := i.collectSpace(ctx, s)
		found, err = found+n, errors.Join(err, e)
	}
	return found, err
}

func (i *Inbox) collectSpace(ctx context.Context, s Space) (found int, err error) {
	ctx, done := context.WithTimeout(ctx, spaceLimit)
	defer done()
	es, err := listSpace(ctx, s)
	if err != nil {
		return 0, err
	}
	return i.collectEntries(ctx, s, es)
}

// listSpace lists everything before anything is removed: a cursor may be a count.
func listSpace(ctx context.Context, s Space) (all []depot.Entry, err error) {
	cursor := ""
	for len(all) < spaceMost {
		page, err := s.List(ctx, cursor)
		if err != nil {
			return nil, err
		}
		all = append(all, page.Entries...)
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	return all, nil
}

// collectEntries fetches what is new, hands it up a window at a time, and removes what
// has come in. What cannot be read stays: the space may serve somebody else too.
func (i *Inbox) collectEntries(ctx context.Context, s Space, es []depot.Entry) (found int, err error) {
	fresh, old, err := i.sortSpace(ctx, s, es)
	if err != nil {
		return 0, err
	}
	i.clearSpace(ctx, s, old)
	for len(fresh) > 0 {
		part := fresh[:min(len(fresh), window)]
		fresh = fresh[len(part):]
		batch, refs := i.fetchSpace(ctx, s, part)
		r := i.handUp(ctx, batch)
		if found += r.found; r.err != nil {
			return found, r.err
		}
		var came []depot.Ref
		for _, d := range r.done {
			came = append(came, refs[d])
		}
		i.clearSpace(ctx, s, came)
	}
	return found, ctx.Err()
}

func (i *Inbox) sortSpace(ctx context.Context, s Space, es []depot.Entry) (fresh, old []depot.Ref, err error) {
	err = i.Vault.View(ctx, func(tx *vault.Tx) error {
		for _, e := range es {
			d, err := ipfs.RawDigest(e.CID)
			if err != nil || e.Size > deposit.MaxBlock {
				continue // no message
			}
			ours, err := s.Ours(tx, d)
			if err != nil {
				return err
			}
			switch o, err := Seen(tx, d); {
			case err != nil:
				return err
			case ours:
			case o == 0:
				fresh = append(fresh, e.Ref)
			case o == Done || o == Duplicate:
				old = append(old, e.Ref)
			}
		}
		return nil
	})
	return fresh, old, err
}

// fetchSpace gives those that can be had now.
func (i *Inbox) fetchSpace(ctx context.Context, s Space, refs []depot.Ref) (batch []Sealed, of map[[32]byte]depot.Ref) {
	of = make(map[[32]byte]depot.Ref)
	for _, r := range refs {
		place, err := s.Locate(ctx, r)
		if err != nil {
			i.Log.Debug("a block in a space of ours has no address", "cid", r.CID, "err", err)
			continue
		}
		data, err := i.Web.Get(ctx, r.CID, deposit.MaxBlock, place.Addrs)
		if err != nil {
			i.Log.Debug("a block in a space of ours was not fetched", "cid", r.CID, "err", err)
			continue
		}
		d := sha256.Sum256(data)
		of[d] = r
		batch = append(batch, Sealed{d, data, i.Mailbox.Mailbox()})
	}
	return batch, of
}

// clearSpace may fail: the next look finds the block, its mark, and tries again.
func (i *Inbox) clearSpace(ctx context.Context, s Space, refs []depot.Ref) {
	for _, r := range refs {
		if err := s.Delete(ctx, r); err != nil {
			i.Log.Debug("a block in a space of ours was not removed", "cid", r.CID, "err", err)
		}
	}
}
