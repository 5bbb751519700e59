package shop

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/form"
	"restante/gui/widget"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// threshold is the field of how many pieces are few: of the shop, or without a number as
// the shop says.
type threshold struct {
	field *widget.Field
	was   string
}

func newThreshold(f *form.Form, hint string) (threshold, fyne.CanvasObject) {
	t := threshold{field: widget.NewField(strconv.Itoa(storefront.UsualFew), "", 36, nil)}
	row := widget.Row(8, widget.Fixed(72, 36, t.field), widget.Label(lang.L("pieces or fewer"), 13), widget.Spring())
	f.Focus("threshold", t.field)
	return t, f.Put("threshold", lang.L("Low stock at"), hint, row)
}

// fill shows the number of a listing, or of the shop.
func (t *threshold) fill(all []storefront.Threshold, slug string) {
	for _, one := range all {
		if one.Slug == slug && one.Variant == "" {
			t.was = strconv.FormatUint(uint64(one.Pieces), 10)
		}
	}
	t.field.SetText(t.was)
}

func (t *threshold) text() string { return strings.TrimSpace(t.field.Text()) }

func (t *threshold) changed() bool { return t.text() != t.was }

// read gives what keeps the number under a slug.
func (t *threshold) read() (keep func(ctx context.Context, core Listings, slug string) error, err error) {
	if !t.changed() {
		return func(context.Context, Listings, string) error { return nil }, nil
	}
	if t.text() == "" {
		return func(ctx context.Context, core Listings, slug string) error { return core.DropThreshold(ctx, slug, "") }, nil
	}
	n, err := strconv.ParseUint(t.text(), 10, 32)
	if err != nil || n > storefront.MaxPieces {
		return nil, &listing.Invalid{Field: "threshold", Why: form.ErrAmount}
	}
	return func(ctx context.Context, core Listings, slug string) error {
		return core.SetThreshold(ctx, storefront.Threshold{Slug: slug, Pieces: uint32(n)})
	}, nil
}
