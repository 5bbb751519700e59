package storage

import (
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"strings"
	"time"

	"restante/node/vault"
	"restante/offline/provider/depot"
)

// tagLength makes it unlikely that two databases have the same.
const tagLength = 8

// tagOf reads the tag, or makes one.
func tagOf(tx *vault.Tx) (tag string, err error) {
	found, err := tx.One("reading the tag", `SELECT tag FROM tag`, nil, &tag)
	if err != nil || found {
		return tag, err
	}
	tag = strings.ToLower(rand.Text()[:tagLength])
	return tag, tx.Do("making a tag", `INSERT INTO tag (tag) VALUES (?)`, tag)
}

// row is an account as it is stored.
type row struct {
	Account
	settings depot.Settings
	place    string
}

const rowQuery = `SELECT id, kind, title, settings, place, role, inbox, coalesce(granted, 0), cap, price, currency, added, removed IS NOT NULL, coalesce(worked, 0), coalesce(failing, 0),
	error, advice, used, quota, coalesce(asked, 0) FROM account`

func readRows(tx *vault.Tx) ([]row, error) {
	rows, err := tx.Query(rowQuery + ` ORDER BY role DESC, added, id`)
	return vault.Collect("reading accounts", rows, err, scanRow)
}

func readRow(tx *vault.Tx, id string) (row, error) {
	rows, err := tx.Query(rowQuery+` WHERE id = ?`, id)
	all, err := vault.Collect("reading an account", rows, err, scanRow)
	if err == nil && len(all) == 0 {
		err = ErrUnknown
	}
	if err != nil {
		return row{}, err
	}
	return all[0], nil
}

func scanRow(r *sql.Rows) (v row, err error) {
	var settings []byte
	var granted, added, worked, failing, asked int64
	err = r.Scan(&v.ID, &v.Kind, &v.Title, &settings, &v.place, &v.Role, &v.Inbox, &granted, &v.Cap, &v.Price, &v.Currency, &added, &v.Leaving, &worked, &failing,
		&v.Error, &v.Advice, &v.Usage.Used, &v.Usage.Quota, &asked)
	if err != nil {
		return v, err
	}
	v.Granted, v.Added, v.Worked, v.Failing, v.Asked = timeOf(granted), timeOf(added), timeOf(worked), timeOf(failing), timeOf(asked)
	return v, json.Unmarshal(settings, &v.settings)
}

func insertRow(tx *vault.Tx, id string, n New, at depot.Where, now time.Time) error {
	settings, err := json.Marshal(n.Settings)
	if err != nil {
		return err
	}
	return tx.Do("adding an account", `INSERT INTO account (id, kind, title, settings, place, holder, role, added, worked)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)`, id, n.Kind, n.Title, string(settings), at.Place, at.Holder, int(n.Role), now.UnixNano())
}

// onePrimary takes the role from the primary before, if there is a new one.
func onePrimary(tx *vault.Tx, id string, r Role) error {
	if r != Primary {
		return nil
	}
	return tx.Do("changing the primary account", `UPDATE account SET role = ? WHERE role = ? AND id <> ?`, int(None), int(Primary), id)
}

func readSweeps(tx *vault.Tx) (map[string]Sweep, error) {
	type found struct {
		account string
		Sweep
	}
	rows, err := tx.Query(`SELECT account, at, seen, orphans, error FROM sweep`)
	all, err := vault.Collect("reading sweeps", rows, err, func(r *sql.Rows) (f found, err error) {
		var at int64
		err = r.Scan(&f.account, &at, &f.Seen, &f.Orphans, &f.Error)
		f.At = timeOf(at)
		return f, err
	})
	by := make(map[string]Sweep)
	for _, f := range all {
		by[f.account] = f.Sweep
	}
	return by, err
}

// timeOf is the reverse of UnixNano, and zero of 0.
func timeOf(nano int64) time.Time {
	if nano == 0 {
		return time.Time{}
	}
	return time.Unix(0, nano)
}

func keepSettings(tx *vault.Tx, id string, s depot.Settings, at depot.Where) error {
	settings, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return tx.Do("changing an account", `UPDATE account SET settings = ?, holder = ?, failing = NULL, error = '', advice = '' WHERE id = ?`,
		string(settings), at.Holder, id)
}

// drop forgets an account and what may still lie there.
func (s *Storage) drop(tx *vault.Tx, id string) error {
	if err := s.Outbox.Forget(tx, id); err != nil {
		return err
	}
	for _, table := range []string{"account WHERE id", "sweep WHERE account", "choice WHERE account"} {
		if err := tx.Do("forgetting an account", `DELETE FROM `+table+` = ?`, id); err != nil {
			return err
		}
	}
	return nil
}

// dropLeft forgets the accounts that were left for good and where nothing lies any more.
func (s *Storage) dropLeft(tx *vault.Tx) error {
	rows, err := readRows(tx)
	for _, r := range rows {
		if err == nil && r.Leaving {
			err = s.Removed(tx, r.ID)
		}
	}
	return err
}
