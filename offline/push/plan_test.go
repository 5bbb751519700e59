package push

import (
	"strings"
	"testing"

	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

// Whoever comes to a full node may come often: to find those who make room costs
// a few rows, not a look at all of them.
func TestRoomIsFoundByIndex(t *testing.T) {
	v := vaulttest.New(t, Schema)
	for index, query := range map[string]string{
		"push_room_owner": fromOwner, "push_room_depositor": fromDepositor, "push_room_node": fromNode,
	} {
		var plan []string
		err := v.View(t.Context(), func(tx *vault.Tx) error {
			rows, err := tx.Query("EXPLAIN QUERY PLAN "+query, []byte{}, 1)
			if err != nil {
				return err
			}
			for rows.Next() {
				var id, parent, unused int
				var step string
				if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
					return err
				}
				plan = append(plan, step)
			}
			return rows.Err()
		})
		if all := strings.Join(plan, "; "); err != nil || !strings.Contains(all, index) || strings.Contains(all, "TEMP B-TREE") {
			t.Errorf("%s: %s, %v", index, all, err)
		}
	}
}
