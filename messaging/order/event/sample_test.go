package event

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
	"restante/node/identity"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 123_000_000, time.UTC)

func keyFrom(t testing.TB, n byte) *identity.Key {
	t.Helper()
	k, err := identity.FromSeed([32]byte(bytes.Repeat([]byte{n}, 32)))
	must(t, err)
	return k
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wants(t testing.TB, name string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", name, err, want)
	}
}

func idFrom(t testing.TB, n byte) peer.ID { return keyFrom(t, n).ID() }

// frozenTerms are two mugs, sent for 4.90.
func frozenTerms() terms.Terms {
	return terms.Terms{
		Shop: [32]byte{1}, At: noon, Region: "DE", Currency: money.Currency{Code: "EUR", Decimals: 2},
		Lines: []terms.Line{{
			Listing: [32]byte{2}, Slug: "mug", Title: "Mug", Kind: terms.Physical, Variant: "blue",
			Options: []terms.Option{{Name: "Colour", Choice: "Blue"}},
			SKU:     "M-1", Quantity: 2, Price: 3500, Profile: "Parcel", Service: "Standard",
		}},
		Shipping:      []terms.Shipping{{Profile: "Parcel", Service: "Standard", Estimate: listing.Days{Min: 2, Max: 4}, Price: 490}},
		Items:         7000,
		ShippingTotal: 490,
		Total:         7490,
	}
}

// order is placed by 1 with 2, and 3 judges.
func order(t testing.TB) Order {
	return Order{
		Merchant: idFrom(t, 2), Moderator: idFrom(t, 3), Terms: frozenTerms(),
		ShipTo: Address{Name: "Zoë Müller", Street: "Hauptstraße 1", City: "Köln", Postcode: "50667", Country: "DE"},
		Memo:   "Ring twice,\nplease.", Contact: "zoe@example.org",
		Tickets: []Ticket{{Line: 0, Token: []byte("token"), Claim: []byte("claim")}},
		Times:   Times{Pay: 72},
		Salt:    [16]byte{9},
	}
}

// samples has a body of every kind.
func samples(t testing.TB) []Body {
	file, err := cid.Decode("bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy")
	must(t, err)
	return []Body{
		order(t),
		Confirm{Note: "Thanks", Ways: []Way{{"bank", "DE02…", "R-1"}}, PayBy: noon.Add(time.Hour), ShipBy: noon.Add(2 * time.Hour)},
		Failure{CodePrice, "the mug costs 36.00"}, Decline{"broken"}, Cancel{"too late"}, Unpaid{},
		Noted{"bank", "R-1", 7490}, Paid{"bank", "R-1", 7490},
		Refund{"bank", "B-1", 3500, "one is cracked", []Part{{0, 1}}},
		Ship{[]Part{{0, 1}, {3, 2}}, "DHL", "00340", "https://example.org/00340", "by the door"},
		Deliver{[]Part{{1, 1}}, "Enjoy.", []string{"AAAA-BBBB"}, []File{{"song.flac", 1 << 20, file, [32]byte{7}}}},
		Complete{"all well"},
		Rate{[]Score{{0, 5}, {1, 1}}, "Fine.", [][]byte{{0xFF, 0xD8, 0xFF, 0xE0}}}, Reply{Hash{8}, "Glad."},
		Return{[]Part{{0, 1}}, "it is chipped", [][]byte{{0xFF, 0xD8, 0xFF, 0xE0}}}, Allow{Hash{8}, "To the workshop, please."},
		Refuse{Hash{8}, "It was whole."}, Receive{Hash{8}, []Part{{0, 1}}, true, "in one piece"},
		Dispute{"cracked"}, Answer{"it was whole"}, Message{"When?\n\tTell."},
		Decision{Buyer: 3000, Merchant: 4490, Found: 1, Text: "A part of it."},
	}
}

// draft is an event around a body, by 1.
func draft(b Body) Event {
	e := Event{At: noon, Body: b}
	if b.Kind() != KindOrder {
		e.Order, e.Parents = ID{4}, []Hash{{5}, {6}}
	}
	return e
}
