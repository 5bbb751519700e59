package terms

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"restante/messaging/storefront/listing"
)

// Limits of terms, besides those of listings.
const (
	MaxSize      = 20 << 10 // bytes, so that they fit an event of an order
	MaxLines     = 50
	MaxQuantity  = 1_000_000
	MaxCodes     = 3
	MaxDiscounts = 100
	MaxTaxes     = 20
)

var (
	ErrTerms = errors.New("no order can be placed on these terms")
	ErrSum   = fmt.Errorf("%w: the sums do not add up", ErrTerms)
	ErrSize  = fmt.Errorf("%w: they have more than %d bytes", ErrTerms, MaxSize)
)

// Check reports what is wrong with terms, wherever they came from. It computes every
// sum again.
func (t Terms) Check() error {
	if err := t.checkFields(); err != nil {
		return err
	}
	again := t
	again.Taxes = slices.Clone(t.Taxes)
	if err := again.sum(); err != nil {
		return fmt.Errorf("%w: %w", ErrSum, err)
	}
	if !again.Equal(t) {
		return ErrSum
	}
	return nil
}

func (t Terms) checkFields() error {
	if err := t.Currency.Check(); err != nil {
		return fmt.Errorf("%w: %w", ErrTerms, err)
	}
	switch {
	case t.Shop == Hash{}:
		return refused("of no shop")
	case t.At.UnixMilli() <= 0 || t.At.Year() > 9999 || t.At.Nanosecond()%1e6 != 0:
		return refused("at no time in whole milliseconds")
	case t.Region != "" && !listing.IsRegion(t.Region):
		return refused("to %.10q", t.Region)
	case t.ShippingTaxClass != "" && !isName(t.ShippingTaxClass):
		return refused("shipping is taxed as %.10q", t.ShippingTaxClass)
	}
	return cmp.Or(t.checkLines(), t.checkShipping(), t.checkDiscounts(), t.checkTaxes())
}

func refused(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrTerms, fmt.Sprintf(format, args...))
}

func isName(s string) bool { return listing.IsLine(s, listing.MaxName) }

func (t Terms) checkLines() error {
	if len(t.Lines) == 0 || len(t.Lines) > MaxLines {
		return refused("%d lines", len(t.Lines))
	}
	seen := make(map[string]bool)
	for i, l := range t.Lines {
		if err := l.check(); err != nil {
			return &LineError{i, err}
		}
		if seen[l.Slug+"/"+l.Variant] {
			return &LineError{i, refused("it is there twice")}
		}
		seen[l.Slug+"/"+l.Variant] = true
	}
	return nil
}

func (l Line) check() error {
	shipped := l.Kind == Physical
	switch {
	case l.Listing == Hash{}:
		return refused("of no listing")
	case l.Kind < Physical || l.Kind > Service:
		return refused("of kind %d", l.Kind)
	case l.Quantity == 0 || l.Quantity > MaxQuantity:
		return refused("%d pieces", l.Quantity)
	case !listing.IsSlug(l.Slug) || l.Variant != "" && !listing.IsSlug(l.Variant):
		return refused("of %.10q, %.10q", l.Slug, l.Variant)
	case !listing.IsLine(l.Title, listing.MaxTitle):
		return refused("the title cannot be shown")
	case l.SKU != "" && !listing.IsLine(l.SKU, listing.MaxSKU) || l.TaxClass != "" && !isName(l.TaxClass):
		return refused("the SKU or the tax class cannot be shown")
	case shipped != (l.Profile != "") || shipped != (l.Service != ""):
		return refused("how it is shipped")
	}
	return l.checkOptions()
}

func (l Line) checkOptions() error {
	if len(l.Options) > listing.MaxOptions || (len(l.Options) == 0) != (l.Variant == "") {
		return refused("%d options of variant %.10q", len(l.Options), l.Variant)
	}
	for _, o := range l.Options {
		if !isName(o.Name) || !isName(o.Choice) {
			return refused("an option cannot be shown")
		}
	}
	return nil
}

// LineError says what is wrong with which line, counted from 0.
type LineError struct {
	Line int
	Why  error
}

func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line+1, e.Why) }

func (e *LineError) Unwrap() error { return e.Why }
