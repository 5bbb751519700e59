package terms

import (
	"fmt"
	"time"

	"google.golang.org/protobuf/proto"

	"restante/messaging/money"
	"restante/messaging/pb"
	"restante/messaging/storefront/listing"
)

// Encode gives the bytes of terms that pass Check.
func Encode(t Terms) ([]byte, error) {
	if err := t.Check(); err != nil {
		return nil, err
	}
	b, err := proto.MarshalOptions{Deterministic: true}.Marshal(t.toWire())
	if err == nil && len(b) > MaxSize {
		err = ErrSize
	}
	return b, err
}

// Decode reads terms that came from anywhere, and checks them.
func Decode(b []byte) (Terms, error) {
	if len(b) > MaxSize {
		return Terms{}, ErrSize
	}
	var w pb.Terms
	if err := proto.Unmarshal(b, &w); err != nil {
		return Terms{}, fmt.Errorf("%w: %w", ErrTerms, err)
	}
	t := fromWire(&w)
	if err := t.Check(); err != nil {
		return Terms{}, err
	}
	return t, nil
}

func (t Terms) toWire() *pb.Terms {
	return &pb.Terms{
		Shop: t.Shop[:], At: t.At.UnixMilli(), Region: t.Region,
		Currency: &pb.ShopCurrency{Code: t.Currency.Code, Decimals: uint32(t.Currency.Decimals)},
		Lines:    each(t.Lines, lineToWire), Shipping: each(t.Shipping, shippingToWire), ShippingTaxClass: t.ShippingTaxClass,
		Discounts: each(t.Discounts, discountToWire), Taxes: each(t.Taxes, taxToWire),
		Items: uint64(t.Items), ShippingTotal: uint64(t.ShippingTotal), DiscountTotal: uint64(t.DiscountTotal),
		TaxTotal: uint64(t.TaxTotal), Total: uint64(t.Total),
	}
}

func fromWire(w *pb.Terms) Terms {
	return Terms{
		Shop: hash(w.Shop), At: time.UnixMilli(w.At).UTC(), Region: w.Region,
		Currency: money.Currency{Code: w.Currency.GetCode(), Decimals: uint8(min(w.Currency.GetDecimals(), 255))},
		Lines:    each(w.Lines, lineFromWire), Shipping: each(w.Shipping, shippingFromWire), ShippingTaxClass: w.ShippingTaxClass,
		Discounts: each(w.Discounts, discountFromWire), Taxes: each(w.Taxes, taxFromWire),
		Items: amount(w.Items), ShippingTotal: amount(w.ShippingTotal), DiscountTotal: amount(w.DiscountTotal),
		TaxTotal: amount(w.TaxTotal), Total: amount(w.Total),
	}
}

// each converts a list; none is always nil.
func each[A, B any](list []A, f func(A) B) (out []B) {
	for _, a := range list {
		out = append(out, f(a))
	}
	return out
}

// hash gives zeros, and amount and days what is out of range, for what Check refuses.
func hash(b []byte) (h Hash) {
	if len(b) == len(h) {
		h = Hash(b)
	}
	return h
}

func amount(n uint64) money.Amount { return money.Amount(min(n, money.Max+1)) }

func days(w *pb.ShopDays) listing.Days {
	return listing.Days{Min: uint16(min(w.GetMin(), 1<<16-1)), Max: uint16(min(w.GetMax(), 1<<16-1))}
}
