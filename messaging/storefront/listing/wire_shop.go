package listing

import (
	"fmt"
	"time"

	"restante/messaging/pb"
)

func (s Shop) toWire() ([]byte, error) {
	return marshal(&pb.Shop{
		Key: keyOf(s.Peer), Updated: timeToWire(s.Updated),
		Name: s.Name, Tagline: s.Tagline, About: s.About, Location: s.Location, Contact: s.Contact, Website: s.Website,
		Logo: photoToWire(s.Logo), Banner: photoToWire(s.Banner), Terms: s.Terms, Returns: s.Returns, Privacy: s.Privacy,
		Payments: each(s.Payments, paymentToWire), Moderators: each(s.Moderators, keyOf),
		Collections: each(s.Collections, collectionToWire), Away: each(s.Away, awayToWire), Answers: uint64(s.Answers / time.Second),
		Currency: currencyToWire(s.Currency), Shipping: each(s.Shipping, profileToWire), ShippingTaxClass: s.ShippingTaxClass,
		Taxes: each(s.Taxes, taxToWire), Discounts: each(s.Discounts, discountToWire),
		Pages: each(s.Pages, digestOf), Listings: s.Listings, ReturnDays: uint32(s.ReturnDays),
	})
}

// Draft is the bytes of a shop as it is edited: unsigned, and valid or not.
func (s Shop) Draft() ([]byte, error) { return s.toWire() }

func shopFromWire(b []byte) (Shop, error) {
	s, err := OpenShopDraft(b)
	if err == nil {
		err = s.Check()
	}
	if err != nil {
		return Shop{}, err
	}
	return s, nil
}

// OpenShopDraft reads what Draft wrote.
func OpenShopDraft(b []byte) (Shop, error) {
	var w pb.Shop
	if err := unmarshal(b, &w); err != nil {
		return Shop{}, err
	}
	for _, d := range w.Discounts {
		if !whole(d) {
			return Shop{}, fmt.Errorf("%w: the code of a discount is cut short", ErrBytes)
		}
	}
	return Shop{
		Peer: peerOf(w.Key), Updated: timeFromWire(w.Updated),
		Name: w.Name, Tagline: w.Tagline, About: w.About, Location: w.Location, Contact: w.Contact, Website: w.Website,
		Logo: photoFromWire(w.Logo), Banner: photoFromWire(w.Banner), Terms: w.Terms, Returns: w.Returns, Privacy: w.Privacy,
		Payments: each(w.Payments, paymentFromWire), Moderators: each(w.Moderators, peerOf),
		Collections: each(w.Collections, collectionFromWire), Away: each(w.Away, awayFromWire), Answers: secondsFromWire(w.Answers),
		Currency: currencyFromWire(w.Currency), Shipping: each(w.Shipping, profileFromWire), ShippingTaxClass: w.ShippingTaxClass,
		Taxes: each(w.Taxes, taxFromWire), Discounts: each(w.Discounts, discountFromWire),
		Pages: each(w.Pages, cidOf), Listings: w.Listings, ReturnDays: narrow[uint16](w.ReturnDays),
	}, nil
}

func paymentToWire(p Payment) *pb.Shop_Payment { return &pb.Shop_Payment{Name: p.Name, Text: p.Text} }

func paymentFromWire(w *pb.Shop_Payment) Payment { return Payment{w.GetName(), w.GetText()} }

func collectionToWire(c Collection) *pb.Shop_Collection {
	return &pb.Shop_Collection{Slug: c.Slug, Title: c.Title, About: c.About}
}

func collectionFromWire(w *pb.Shop_Collection) Collection {
	return Collection{w.GetSlug(), w.GetTitle(), w.GetAbout()}
}

func awayToWire(a Away) *pb.Shop_Away {
	return &pb.Shop_Away{From: timeToWire(a.From), Until: timeToWire(a.Until), Message: a.Message}
}

func awayFromWire(w *pb.Shop_Away) Away {
	return Away{timeFromWire(w.GetFrom()), timeFromWire(w.GetUntil()), w.GetMessage()}
}
