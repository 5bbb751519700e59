package messaging

import (
	"path/filepath"
	"slices"
	"testing"

	"restante/node"
	"restante/node/ipfs"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

// The audit of a user's folder looks at what lies there for others too.
func TestAuditCoversWhatIsHeld(t *testing.T) {
	dir := t.TempDir()
	v := vaulttest.Open(t, dir, node.Schemas(Schemas...)...)
	folder, err := ipfs.OpenFolder(filepath.Join(dir, node.OutboxFolder))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		fault string
		want  []string
	}{
		{"SELECT 1", nil},
		{"INSERT INTO push_blocks (digest, codec, size, data) VALUES (x'00', 85, 1, x'00')", []string{"push: 1 blocks without a deposit"}},
	} {
		err := v.Update(t.Context(), "test", func(tx *vault.Tx) error {
			if _, err := tx.Exec(c.fault); err != nil {
				return err
			}
			findings, err := Audit(tx, folder)
			if !slices.Equal(findings, c.want) {
				t.Errorf("after %s: %q", c.fault, findings)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
