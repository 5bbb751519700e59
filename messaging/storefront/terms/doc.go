// Package terms is what an order is placed on: lines, shipping, discounts, taxes and
// totals, frozen, so that both sides mean the same for ever.
//
//	t, err := terms.Quote(shop, listings, cart, time.Now())   // by the buyer
//	b, err := terms.Encode(t)                                 // into the order
//	t, err = terms.Decode(b)                                  // in limits, and it adds up
//	again, err := terms.Quote(shop, listings, t.Cart(), t.At) // by the merchant
//	if !again.Equal(t) { ... }                                // somebody changed a price
//
// # How a price comes about
//
//  1. Each line is the price of its variant times the quantity.
//  2. The discounts that apply are taken in the order in which the shop lists them, each
//     from what the ones before it left: first the automatic ones and those of the
//     buyer's codes alike. One for some listings is taken from their lines; one for the
//     whole order from all lines, in proportion to what is left of each.
//  3. The lines of one shipping profile and service are one parcel: the price of its
//     first piece, and the extra price of each further one.
//  4. A tax is on all that is of one class: what is left of the lines, and the shipping,
//     which has a class of its own. It is computed once, not line by line, and half a
//     unit is rounded up. One that is included is a part of the prices; the others come
//     on top.
//
// # What is promised
//
//   - [Quote] depends on nothing but its arguments, and Cart gives back what it was
//     computed from: the merchant computes the same terms from its own signed versions.
//   - [Terms.Check] computes every sum again. Terms that do not add up, name an amount
//     out of range, a discount of more than there is, or a parcel without goods are
//     nobody's terms: Encode does not write them and Decode does not read them.
//   - Encoded terms have at most [MaxSize] bytes.
//
// # Why
//
// The terms name the version of the shop and of every listing by hash, and yet repeat
// what was agreed: a person reads them in ten years without the shop, and a moderator
// who never saw it decides on them.
//
// Whether a thing is still there is not asked here. A merchant counts pieces, and a
// ticket may hold one that the listing calls sold out: see package storefront. Nor is
// how often a discount was taken, which only the merchant knows.
//
// Discounts for the whole order are spread over the lines because taxes are: what is
// taken off a book must not lower the tax on the wine beside it.
package terms
