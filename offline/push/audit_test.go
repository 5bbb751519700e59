package push

import (
	"strings"
	"testing"
	"time"

	"restante/node/vault"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
)

func TestAuditFindsFaults(t *testing.T) {
	for fault, query := range map[string]string{
		"blocks without a deposit":          `INSERT INTO push_blocks (digest, codec, size, data) VALUES (x'01', 85, 1, x'01')`,
		"deposits without a block of their": `UPDATE push_blocks SET data = x'01'`,
		"deposits held past their expiry":   `UPDATE push_deposits SET expires = 1`,
		"deposits that have a tombstone":    `INSERT INTO push_tombstones SELECT key, depositor, expires FROM push_deposits`,
		"counts that are wrong":             `UPDATE push_usage SET bytes = bytes + 1 WHERE owner = x''`,
		"cards of nobody registered":        `INSERT INTO push_cards VALUES (x'01', 1, x'01')`,
		"mailboxes enrolled with nobody":    `UPDATE push_users SET mailbox = x'05'; DELETE FROM push_tokens; DELETE FROM push_pools`,
		"mailboxes enrolled and registered": `INSERT INTO push_users SELECT mailbox, x'02', x'03', 0, 0, 9 FROM push_mailboxes`,
		"deposits of another owner than":    `UPDATE push_deposits SET owner = x'07'`,
		"favours of nobody registered":      `INSERT INTO push_favours VALUES (x'01', x'')`,
		"large deposits that are about to":  `INSERT INTO push_leftovers SELECT digest, codec FROM push_blocks`,
		"sites of nobody registered":        `INSERT INTO push_sites VALUES (x'05', 1, x'01', x'02', 112, 5, x'06')`,
		"sites that are about to": `INSERT INTO push_sites SELECT mailbox, 1, x'01', x'02', 112, 5, x'06' FROM push_users;
			INSERT INTO push_leftovers VALUES (x'02', 112)`,
		"pools of nobody registered":            `DELETE FROM push_tokens; UPDATE push_pools SET owner = x'05'`,
		"pools kept past their expiry":          `UPDATE push_pools SET expires = 1`,
		"withdrawn pools that nobody took from": `DELETE FROM push_tokens; UPDATE push_pools SET closed = 1`,
		"counts that are":                       `UPDATE push_usage SET tokens = tokens + 1 WHERE owner = x''`,
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
	if err := addUser(tx, deposit.Mailbox{1}, "peer", "net", 100, now); err != nil {
		return err
	}
	if ok, err := addMailbox(tx, deposit.Mailbox{2}, deposit.Mailbox{1}, "net"); err != nil || !ok {
		return err
	}
	a := fillArgs{pool: hats, expires: now.Add(time.Hour), tokens: tokens("hat", 2)}
	p, err := openPool(tx, deposit.Mailbox{1}, a, "net")
	if err != nil {
		return err
	}
	if err := addToken(tx, p.id, a.tokens[0]); err != nil {
		return err
	}
	o := &offer{
		depositor: "peer", network: "net", mailbox: deposit.Mailbox{2}, last: now.Add(time.Hour),
		root: root{codec: deposit.CodecRaw}, size: 5, block: []byte("block"),
	}
	err = o.put(tx, Limits{}.withDefaults(), now)
	if err == nil && o.refusal != nil {
		err = o.refusal
	}
	return err
}
