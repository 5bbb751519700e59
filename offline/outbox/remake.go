package outbox

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"restante/node/vault"
	"restante/offline/deposit"
)

// What a pointer says about providers is known later than the pointer, and changes:
// another record is made then. Holders get it before the one that it replaces is
// taken back, so that there is always one that leads to the block.

// remade is a record with the addresses of now.
type remade struct {
	pointed
	raw      []byte
	preimage deposit.Preimage
	accounts []string
	changes  int // of the addresses, that it takes in
}

// remake makes those records anew whose addresses are others by now, and leaves out
// what ended meanwhile.
func (o *Outbox) remake(ctx context.Context, ps []pointed) (live []pointed, err error) {
	var all []remade
	for _, p := range ps {
		if p.stale {
			r, found, err := o.remakeOne(ctx, p)
			if err != nil {
				return nil, err
			}
			if !found {
				continue
			}
			all, p = append(all, r), r.pointed
		}
		live = append(live, p)
	}
	if len(all) == 0 {
		return live, nil
	}
	return live, o.Vault.Update(ctx, "outbox pointers", func(tx *vault.Tx) (err error) {
		for _, r := range all {
			err = joined(err, func() error { return r.keep(tx) })
		}
		return err
	})
}

func (o *Outbox) remakeOne(ctx context.Context, p pointed) (r remade, found bool, err error) {
	r.pointed, r.preimage = p, deposit.NewPreimage()
	var size int
	var addrs []string
	err = o.Vault.View(ctx, func(tx *vault.Tx) error {
		found, err = tx.One("reading a pointer", `SELECT p.size, t.stale FROM parcel p JOIN pointer t ON t.ref = p.ref WHERE p.ref = ?`,
			[]any{p.ref}, &size, &r.changes)
		if err != nil || !found {
			return err
		}
		addrs, r.accounts, err = placesOf(tx, p.ref)
		return err
	})
	if err != nil || !found {
		return r, false, err
	}
	err = o.reseal(ctx, &r, size, append(addrs, o.addrs()...))
	return r, true, err
}

// reseal makes the record.
func (o *Outbox) reseal(ctx context.Context, r *remade, size int, addrs []string) error {
	body, err := bodyOf(r.digest, size, addrs)
	if err != nil {
		return err
	}
	r.record.CancelHash, r.record.Stamp = r.preimage.Hash(), [16]byte{}
	if r.record.Body, err = o.Recipients.SealBody(ctx, r.peer, r.record.Mailbox, body); err != nil {
		return err
	}
	r.raw, err = r.record.Encode()
	return err
}

// bodyOf says where a block lies, with as many addresses as there is room for.
func bodyOf(d Digest, size int, addrs []string) (body []byte, err error) {
	for n := min(len(addrs), deposit.MaxAddrs); n >= 0; n-- {
		body, err = deposit.Body{CID: d.cid(), Size: size, Addrs: addrs[:n]}.Encode()
		if err == nil {
			return body, nil
		}
	}
	return nil, err
}

// placesOf are the addresses at which a parcel lies, one of each account first, and
// those accounts. What it leaves is named as long as there is nothing else.
func placesOf(tx *vault.Tx, ref string) (addrs, accounts []string, err error) {
	type place struct {
		account string
		addrs   []string
	}
	rows, err := tx.Query(`SELECT account, addrs FROM placement l WHERE ref = ?1 AND placed IS NOT NULL AND (leaving = 0 OR
		EXISTS (SELECT 1 FROM placement WHERE ref = ?1 AND leaving = 0) AND
		NOT EXISTS (SELECT 1 FROM placement WHERE ref = ?1 AND leaving = 0 AND placed IS NOT NULL)) ORDER BY placed, account`, ref)
	ps, err := vault.Collect("reading the outbox", rows, err, func(r *sql.Rows) (p place, err error) {
		var all string
		err = r.Scan(&p.account, &all)
		p.addrs = strings.Split(all, "\n")
		return p, err
	})
	var rest []string
	for _, p := range ps {
		accounts, addrs, rest = append(accounts, p.account), append(addrs, p.addrs[0]), append(rest, p.addrs[1:]...)
	}
	return append(addrs, rest...), accounts, err
}

// keep puts the record in place of the one before, of which holders may have it. If the
// addresses have changed once more, it is stale already.
func (r remade) keep(tx *vault.Tx) error {
	err := tx.Do("keeping the pointer before", `UPDATE pointer SET old_record = coalesce(record, (SELECT record FROM parcel p WHERE p.ref = pointer.ref)),
		old_preimage = coalesce(preimage, (SELECT preimage FROM parcel p WHERE p.ref = pointer.ref)), old_holders = holders, old_accounts = accounts
		WHERE ref = ? AND holders <> ''`, r.ref)
	return joined(err, func() error {
		return tx.Do("making a pointer anew", `UPDATE pointer SET record = ?, preimage = ?, accounts = ?, stale = stale - ?, holders = '' WHERE ref = ?`,
			r.raw, r.preimage[:], strings.Join(r.accounts, "\n"), r.changes, r.ref)
	})
}

// replaceOld runs once holders have a record: the one before is taken back, and the
// providers that are to be left and are not named any more are.
func (o *Outbox) replaceOld(tx *vault.Tx, ref string, now time.Time) error {
	n, err := withdrawWhere(tx, oldPointers+` AND t.ref = ?`, ref, "", now)
	if n > 0 {
		tx.AfterCommit(o.wake)
		err = joined(err, func() error {
			return tx.Do("forgetting a pointer", `UPDATE pointer SET old_record = NULL, old_preimage = NULL, old_holders = '', old_accounts = '' WHERE ref = ?`, ref)
		})
	}
	return joined(err, func() error { return o.leave(tx, ref, now) })
}
