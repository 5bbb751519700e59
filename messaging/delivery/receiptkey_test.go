package delivery

import (
	"slices"
	"testing"

	"restante/node/vault"
	"restante/offline/outbox"
)

// A receipt under way is made anew for another key; one that a push node holds only
// for another device.
func TestReceiptFollowsTheKey(t *testing.T) {
	for _, c := range []struct {
		name   string
		held   bool
		device bool
		want   int
	}{{"prekey", false, false, 1}, {"device", false, true, 1}, {"held, prekey", true, false, 0}, {"held, device", true, true, 1}} {
		alice, bob := pair(t)
		_, p := alice.send(bob, "m1")
		bob.gets(p.Sealed)
		first := alice.receiptOf(bob.receipts()[0])
		if c.held {
			bob.update(func(tx *vault.Tx) error {
				_, err := tx.Exec(`UPDATE parcel SET state = ? WHERE ref = ?`, int(outbox.HandedOn), receiptRef(alice.id()))
				return err
			})
		}
		now := alice
		if c.device {
			now = alice.reinstalled()
		} else {
			alice.rotates()
		}
		bob.meets(now)
		rs := bob.receipts()
		if len(rs) != c.want {
			t.Fatalf("%s: %d receipts, want %d", c.name, len(rs), c.want)
		}
		if c.want == 0 {
			continue
		}
		if r := now.receiptOf(rs[0]); r.version <= first.version || !slices.Equal(r.arrived[alice.run], first.arrived[alice.run]) {
			t.Errorf("%s: %+v became %+v", c.name, first, r)
		}
	}
}
