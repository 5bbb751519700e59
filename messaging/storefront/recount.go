package storefront

import (
	"context"
	"fmt"

	"restante/node/vault"
)

// Recount sets how many pieces of a variant there are, where there still are as many as
// were seen. Else nothing changes and it is a [*MovedError]: who wrote the number did not
// know of what was ordered meanwhile.
func (s *Service) Recount(ctx context.Context, slug, variant string, seen, pieces uint32) error {
	return s.update(ctx, "stock recount", slug, func(tx *vault.Tx) error {
		if _, err := counted(tx, slug, variant); err != nil {
			return err
		}
		free, err := readFree(tx, slug, variant)
		if err == nil && free != int64(seen) {
			err = &MovedError{Seen: seen, Free: uint32(free)}
		}
		if err != nil {
			return err
		}
		return s.setFree(tx, slug, variant, int64(pieces))
	})
}

// MovedError says how many pieces there are, where somebody saw another number.
type MovedError struct{ Seen, Free uint32 }

func (e *MovedError) Error() string {
	return fmt.Sprintf("there were %d pieces, and are %d now", e.Seen, e.Free)
}
