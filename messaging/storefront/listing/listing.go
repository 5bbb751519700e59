package listing

import (
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/money"
)

// Kind is what is sold.
type Kind uint8

const (
	Physical Kind = 1 + iota // it is shipped
	Digital                  // keys or files
	Service                  // work
)

// Condition is how used a thing is; the zero value says nothing.
type Condition uint8

const (
	New Condition = 1 + iota
	LikeNew
	Used
	Refurbished
)

// Delivery is how a digital good is handed over.
type Delivery uint8

const (
	ByHand Delivery = iota // the merchant sends it
	ByKey                  // a licence key of a pool, by itself
	ByFile                 // a file, by itself
)

// Listing is one version of something that a shop sells.
type Listing struct {
	Shop    peer.ID // the signer
	Updated time.Time
	Slug    string // its name in the shop for good, such as "blue-mug"

	Kind        Kind
	Title       string
	Description string
	Category    string
	Condition   Condition
	Tags        []string
	Collections []string // their slugs
	Photos      []Photo

	Currency money.Currency
	Options  []Option
	Variants []Variant // one without options; else those combinations that there are

	Shipping   []string // names of the shop's profiles; of physical goods only
	Delivery   Delivery // of digital goods only
	TaxClass   string   // "" is the usual one
	Processing Days     // until it is shipped, delivered or begun
	Returns    string   // instead of the shop's policy
	Terms      string   // besides the shop's
}

// Option is what a buyer chooses, such as a size.
type Option struct {
	Name    string
	Choices []string
}

// Variant is what is put into a cart: one combination of choices.
type Variant struct {
	ID      string   // "" without options, else its own in the listing, such as "red-xl"
	Choices []string // one of each option, in their order
	Price   money.Amount
	SKU     string
	Counted bool // there are only so many; how many is not published
	SoldOut bool
}

// Photo is one picture in three sizes, all JPEG and one block each.
type Photo struct {
	Alt                  string
	Large, Medium, Small Picture // at most 1,280, 640 and 160 pixels a side
}

// Picture is a file under its name in IPFS.
type Picture struct {
	CID  cid.Cid
	Size uint32
}

// Days is a time as people say it: from 2 to 5 days. Zeros say nothing.
type Days struct{ Min, Max uint16 }

// Variant finds a variant by its ID.
func (l Listing) Variant(id string) (v Variant, found bool) {
	for _, v := range l.Variants {
		if v.ID == id {
			return v, true
		}
	}
	return Variant{}, false
}
