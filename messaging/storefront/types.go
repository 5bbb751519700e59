package storefront

import (
	"errors"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/attachment"
	"restante/messaging/storefront/listing"
)

// Limits of what is kept here, besides those of listings.
const (
	MaxItems  = listing.MaxListings // on sale, hidden and drafts together
	MaxPieces = 1_000_000_000       // of one variant
	MaxKeys   = 100_000             // of one listing
	MaxFiles  = 10                  // of one listing
	MaxGoods  = 200 << 20           // bytes of all files: what push nodes take of a shop, less the rest of it
	MaxFile   = 200                 // bytes of a file's name
	MaxCSV    = 8 << 20
	MaxCache  = 64 << 20            // bytes of other people's shops
	MaxStale  = 35 * 24 * time.Hour // how long orders on a superseded version are taken
	UsualFew  = 5                   // pieces are low stock, where the shop does not say another number
)

var (
	ErrNoShop   = errors.New("there is no shop yet: give it a name and a currency first")
	ErrNoItem   = errors.New("there is no such listing")
	ErrFull     = errors.New("the shop has as many listings as it can have")
	ErrCurrency = errors.New("listings are in another currency: make drafts of them first")
	ErrProfile  = errors.New("the shop has no shipping profile of this name")
	ErrPhoto    = errors.New("the photo is not here: add it first")
	ErrSoldOut  = errors.New("there are not so many pieces")
	ErrPieces   = errors.New("a number of pieces is from 0 to a thousand million")
	ErrNoKeys   = errors.New("there are not so many licence keys")
	ErrKey      = errors.New("a licence key is one line of at most 500 bytes")
	ErrNoKey    = errors.New("there is no such licence key, or an order has it")
	ErrFile     = errors.New("this is not the name of a file")
	ErrNoFile   = errors.New("there is no such file")
	ErrGoods    = errors.New("all files of the shop together are too large for push nodes")
	ErrUsed     = errors.New("the discount has been used as often as it may be")
	ErrVersion  = errors.New("this is no version of the shop or its listings")
	ErrStale    = errors.New("the version was superseded too long ago")
	ErrPrice    = errors.New("the shop's own versions give another price")
)

// State is where a listing stands.
type State uint8

const (
	Draft  State = iota // may be incomplete, nobody sees it
	OnSale              // in the shop with the next publication
	Hidden              // complete, and not in the shop
)

// Item is a listing as its owner edits it.
type Item struct {
	listing.Listing
	State   State
	Changed time.Time
	Version listing.Hash // of the newest signed version; zero: never published
	Pieces  []Pieces     // of counted variants, in their order
}

// Pieces says how many there are of a variant.
type Pieces struct {
	Variant   string
	Free      uint32
	Reserved  uint32
	Threshold uint32 // at which they are low; 0: they never are
}

// Low reports whether there are few.
func (p Pieces) Low() bool { return p.Threshold > 0 && p.Free <= p.Threshold }

// Threshold is at how many pieces they are low: of a variant, of a whole listing (without
// a variant), or of the shop (without a slug).
type Threshold struct {
	Slug, Variant string
	Pieces        uint32 // 0: they never are
}

// Low is a variant on sale of which there are few pieces, or none.
type Low struct {
	Slug, Title, Variant, SKU string
	Free, Threshold           uint32
}

// File is one that a listing hands over to whoever has bought it.
type File struct {
	Name string
	Size uint64  // bytes
	CID  cid.Cid // of the sealed file in IPFS
	Key  attachment.Key
	Here bool // it is in the store: after a backup was put back it is not
}

// Want is pieces of a variant that an order or a ticket needs.
type Want struct {
	Slug, Variant string
	Pieces        uint32
}

// Changed says that one's shop, or a listing of it, is another than before; without a
// slug it may be any.
type Changed struct{ Slug string }

// RanLow says that there are few pieces of a variant now. It comes once for each time that
// they become few, over restarts.
type RanLow struct{ Slug, Variant string }

// Published says that visitors see the newest shop.
type Published struct{}

// Visited says that there is news of somebody's shop.
type Visited struct{ Peer peer.ID }
