// Package listing is what a shop shows: its listings, itself, and the index between
// them, as signed or hashed bytes that anybody can check.
//
//	signed, hash, err := listing.Sign(key, l)      // l.Shop becomes the key's peer ID
//	l, err := listing.Open(signed)                 // whole, in limits, signed by l.Shop
//	signed, hash, err := listing.SignShop(key, s)
//	page, err := listing.EncodePage(p)             // named by its hash in the shop
//
// # Words
//
// A [Listing] is one version of something on sale. A [Variant] of it is what can be
// put into a cart: with options, such as size and colour, there is one for each
// combination on offer, else exactly one with the ID "". A [Shop] has what all
// listings share: its profile and policies, how it ships ([Profile], [Zone],
// [ShippingService]), its taxes, discounts, collections, and when it is [Away]. A
// [Card] is a listing as it stands in the index, [PerPage] to a [Page].
//
// A region is "DE" or "US-CA" (ISO 3166), and "*" for all that nobody else names.
//
// # Byte by byte
//
//	0   64  Ed25519 signature with the purpose "listing" or "shop"
//	64  .   protobuf (messaging/pb/shop.proto), which names the signer
//
// The hash of a version is the SHA-256 of all of it. As everything here fits one
// block, that is also its name in IPFS, and a version stays verifiable for as long as
// anybody keeps it. Pages are not signed: a shop names theirs.
//
// # What is promised
//
//   - What Open, OpenShop and OpenPage return is within the limits of limits.go and has
//     passed Check: text that can be shown, prices that are amounts, variants that are
//     combinations of the options, each name once.
//   - The signature comes first in the bytes and the signer's ID is part of what is
//     signed, so a version has one spelling: nobody can make other bytes, and so another
//     hash, of what somebody signed.
//   - What Check refuses it refuses with an [Invalid], which says where and why.
//
// # Why
//
// Drafts and hidden listings are not a state in here: they are never signed, and it is
// package storefront that knows them. How many pieces there are is not here either.
// A shop that told it would tell its sales; what a visitor needs to know is whether
// there are any.
//
// All prices of a shop are in one currency. A cart over two would need a rate that both
// sides agree on, and a rate that was signed yesterday is an open door today.
//
// Codes of discounts are published as salted hashes, so that a visitor's program can
// tell at once whether one fits. That keeps them from being read, not from being
// guessed: a code of four letters falls in a second. What a code is worth is bounded
// by its limit, which the merchant counts.
package listing
