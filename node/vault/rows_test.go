package vault_test

import (
	"context"
	"strings"
	"testing"

	"restante/node/vault"
)

// What reads rows tells nothing found from what went wrong, and says what was
// being done.
func TestRows(t *testing.T) {
	v := open(t, options(t.TempDir(), notes(notes1)))
	defer closeVault(t, v)
	err := v.Update(context.Background(), "rows", func(tx *vault.Tx) error {
		for _, text := range []string{"one", "two"} {
			if err := tx.Do("writing", `INSERT INTO notes (body) VALUES (?)`, text); err != nil {
				return err
			}
		}
		var text string
		if found, err := tx.One("looking", `SELECT body FROM notes WHERE body = ?`, []any{"two"}, &text); !found || err != nil || text != "two" {
			t.Errorf("%q, %v, %v", text, found, err)
		}
		if found, err := tx.One("looking", `SELECT body FROM notes WHERE body = ?`, []any{"three"}, &text); found || err != nil {
			t.Errorf("what is not there: %v, %v", found, err)
		}
		if found, err := tx.One("looking", `SELECT nonsense FROM notes`, nil, &text); found || err == nil || !strings.HasPrefix(err.Error(), "looking: ") {
			t.Errorf("what goes wrong: %v, %v", found, err)
		}
		rows, err := tx.Query(`SELECT body FROM notes ORDER BY body`)
		all, err := vault.Collect("listing", rows, err, vault.Column[string])
		if err != nil || strings.Join(all, " ") != "one two" {
			t.Errorf("%q, %v", all, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
