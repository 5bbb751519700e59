package shop

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"restante/gui/shop/form"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// free is how many pieces there are of a variant.
func free(all []storefront.Pieces, id string) uint32 {
	for _, p := range all {
		if p.Variant == id {
			return p.Free
		}
	}
	return 0
}

// see shows how many pieces there are.
func (r *variantRow) see(n uint32) {
	r.seen = &n
	r.pieces.SetText(strconv.FormatUint(uint64(n), 10))
}

// count is a number of pieces that was typed.
type count struct {
	row     *variantRow
	at      int // its place
	variant string
	seen    *uint32
	pieces  uint32
}

// counts are the numbers of what is counted that are others than were seen.
func (v *variants) counts(all []listing.Variant) (counts []*count, err error) {
	for _, one := range all {
		i := slices.IndexFunc(v.rows, func(r *variantRow) bool { return slices.Equal(r.variant.Choices, one.Choices) })
		if !one.Counted || i < 0 {
			continue
		}
		r := v.rows[i]
		n, bad := strconv.ParseUint(strings.TrimSpace(r.pieces.Text()), 10, 32)
		if bad != nil || n > storefront.MaxPieces {
			return nil, &listing.Invalid{Field: fmt.Sprintf("variants[%d].pieces", i), Why: form.ErrAmount}
		}
		if r.seen == nil || *r.seen != uint32(n) {
			counts = append(counts, &count{row: r, at: i, variant: one.ID, seen: r.seen, pieces: uint32(n)})
		}
	}
	return counts, nil
}

// keep sets the number, unless some of what was seen has gone meanwhile: then that is
// seen, and whoever saves again has read it.
func (c *count) keep(ctx context.Context, core Listings, slug string) (err error) {
	if c.seen == nil {
		err = core.SetPieces(ctx, slug, c.variant, c.pieces)
	} else {
		err = core.Recount(ctx, slug, c.variant, *c.seen, c.pieces)
	}
	var moved *storefront.MovedError
	switch {
	case err == nil:
		c.seen = &c.pieces
	case errors.As(err, &moved):
		c.seen = &moved.Free
		err = &listing.Invalid{Field: fmt.Sprintf("variants[%d].pieces", c.at), Why: err}
	}
	return err
}

// countsChanged tells whether other numbers of pieces were typed.
func (v *variants) countsChanged() bool {
	_, all, err := v.compose()
	counts, bad := v.counts(all)
	return err != nil || bad != nil || len(counts) > 0 || v.few.changed()
}
