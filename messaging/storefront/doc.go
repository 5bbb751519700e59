// Package storefront is one's own shop, and those of others that one visits.
//
//	err := s.SaveShop(ctx, shop)                        // name, currency, shipping, taxes, discounts
//	photo, err := s.AddPhoto(ctx, file, "from above")   // three sizes, nothing but pixels
//	slug, err := s.Save(ctx, l, storefront.OnSale)      // a listing; Draft may be incomplete
//	err = s.SetPieces(ctx, slug, "red-xl", 12)
//	low, err := s.LowStock(ctx)                         // what there are few pieces of
//	err = s.Publish(ctx)                                // or Start, which does it by itself
//
//	front, err := s.Visit(ctx, owner)                   // somebody's shop
//	page, err := s.Page(ctx, owner, 0)                  // a hundred cards
//	l, err := s.Listing(ctx, owner, page.Cards[3].Hash)
//	t, err := terms.Quote(front.Shop, listings, cart, time.Now())
//
// Package listing is what is shown, package terms what an order is placed on. Package
// order calls Recheck, Reserve, Release, Take, TakeKeys and UseDiscounts in its own
// transactions, with the order's ID as holder: each may be called again with the same
// holder, and nothing is taken twice.
//
// # What is published
//
// A folder of IPFS, under one's own name:
//
//	shop               the signed shop; it names the pages below by hash
//	index/000, 001     cards of a hundred listings, the newest first
//	listings/blue-mug  the signed listing
//	photos/3f/baf...   JPEGs by CID, spread over folders by the first byte of their digest
//
// Everything but the folders is one block, and everything but the root can be checked
// by who asks for it: the shop by its signature, a page by its hash in the shop, a
// listing by its hash on a card and by its signature, a picture by its hash in the
// listing. Whoever mirrors the shop can keep things back, and not change them; an older
// shop than one that was seen is not believed.
//
// # One publication
//
//  1. Listings that may say something new are signed: those that were edited, and those
//     of which a variant was sold out or came back. What says the same keeps its version.
//  2. The index is made of all that is on sale, and the shop signed if it, or any page
//     of it, is another.
//  3. The root is noted in the database, then the blocks that the store lacks are
//     written, then the root is pinned.
//  4. The [Namer] gives the name to the new root. Only then the old one is unpinned: as
//     long as somebody may be sent to it, it is there.
//  5. One push node that has all of it is enough, or the network's directory. Push nodes
//     that were away are told when they are back.
//
// A stop anywhere in between leaves at most a root too many, which the next publication
// lets go of.
//
// # What is promised
//
//   - A piece is in the stock, or reserved for one holder, or gone: reserving takes it
//     out of the stock in the transaction in which the order is accepted.
//   - A licence key is handed to one order for ever.
//   - Of what has become low its owner hears once, until there are enough of it again.
//   - Every version of a listing that was ever signed stays in the database, so that an
//     order on it can be checked; the shop's for over twice as long as orders on it are
//     taken. Recheck takes superseded versions for [MaxStale].
//   - What visitors fetched is kept up to [MaxCache], and can be looked at while nobody
//     is there. Pictures of strangers are decoded once before they are shown.
//
// # Why
//
// Photos lie in the database, although the store has them too once they are published:
// a draft's photo is nobody's business, the store is not encrypted, and a backup of the
// database then is a backup of the shop.
//
// The index is rewritten as a whole, in memory; only blocks whose hash is new are
// written. A thousand listings are ten pages, and planning them costs less than keeping
// track of what need not be planned.
//
// The newest listing comes first, though that moves a card on every page when one is
// added: a visitor looks at the first page, and a page is twenty kilobytes.
//
// A superseded version is taken for five weeks because mail may be under way for thirty
// days: somebody who ordered at the old price while both were away is not to be told
// that they forged it. It also means that a discount can be had for so long after its
// end by who dates an order back; what matters has a limit, which the merchant counts.
//
// Reserving is by listing as it is edited now, not by the version that was ordered: the
// stock is that of today.
package storefront
