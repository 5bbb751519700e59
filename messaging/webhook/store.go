package webhook

import (
	"database/sql"
	"strings"
	"time"

	"restante/node/vault"
)

const hookColumns = `SELECT id, url, about, types, paused, why, made, failing, until,
	(SELECT count(*) FROM hook_delivery WHERE hook = id AND state = 0) FROM hook`

func readHooks(tx *vault.Tx) ([]Hook, error) {
	rows, err := tx.Query(hookColumns + ` ORDER BY made, id`)
	return vault.Collect("reading webhooks", rows, err, scanHook)
}

func readHook(tx *vault.Tx, id string) (Hook, error) {
	rows, err := tx.Query(hookColumns+` WHERE id = ?`, id)
	all, err := vault.Collect("reading a webhook", rows, err, scanHook)
	if err == nil && len(all) == 0 {
		err = ErrNoHook
	}
	if err != nil {
		return Hook{}, err
	}
	return all[0], nil
}

func scanHook(r *sql.Rows) (h Hook, err error) {
	var types string
	var made, failing, until int64
	err = r.Scan(&h.ID, &h.URL, &h.Description, &types, &h.Paused, &h.Why, &made, &failing, &until, &h.Waiting)
	h.Types = strings.Fields(types)
	h.Made, h.Failing = moment(made), moment(failing)
	if time.Now().UnixNano() < until {
		h.Former = moment(until)
	}
	return h, err
}

// moment is zero for 0.
func moment(nanos int64) time.Time {
	if nanos == 0 {
		return time.Time{}
	}
	return time.Unix(0, nanos).UTC()
}

// target is what an attempt needs of a hook.
type target struct {
	hook, url string
	secrets   [][]byte
}

func readTarget(tx *vault.Tx, id string, now time.Time) (t target, err error) {
	var key, former []byte
	var until int64
	found, err := tx.One("reading a webhook's secret", `SELECT url, secret, former, until FROM hook WHERE id = ?`,
		[]any{id}, &t.url, &key, &former, &until)
	if err == nil && !found {
		err = ErrNoHook
	}
	t.hook, t.secrets = id, [][]byte{key}
	if now.UnixNano() < until {
		t.secrets = append(t.secrets, former)
	}
	return t, err
}

const deliveryColumns = `SELECT row, event, body, state, made, attempts, next, last, status, took, answer, why FROM hook_delivery`

func scanDelivery(r *sql.Rows) (d Delivery, err error) {
	var made, next, last int64
	err = r.Scan(&d.ID, &d.Event, &d.Body, &d.State, &made, &d.Attempts, &next, &last, &d.Status, &d.Took, &d.Text, &d.Why)
	d.Made, d.Last = moment(made), moment(last)
	if d.State == Waiting {
		d.Next = moment(next)
	}
	return d, err
}
