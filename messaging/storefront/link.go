package storefront

import (
	"errors"
	"strings"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/storefront/listing"
	"restante/node/identity"
)

// ErrLink is a text that leads to no shop.
var ErrLink = errors.New("this is no link to a shop")

const (
	linkStart = "restante:shop/"
	maxLink   = 300 // characters; it fits a QR code
)

// Link is what leads to a shop, or with a slug to a listing of it:
//
//	restante:shop/12D3KooW.../blue-mug
type Link struct {
	Owner peer.ID
	Slug  string // "" for the shop
}

func (l Link) String() string {
	if l.Slug == "" {
		return linkStart + l.Owner.String()
	}
	return linkStart + l.Owner.String() + "/" + l.Slug
}

// ParseLink reads what somebody pasted or scanned.
func ParseLink(text string) (Link, error) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(text), linkStart)
	if !ok || len(text) > maxLink {
		return Link{}, ErrLink
	}
	id, slug, more := strings.Cut(rest, "/")
	owner, err := identity.ParseID(id)
	if err != nil || more && !listing.IsSlug(slug) {
		return Link{}, errors.Join(ErrLink, err)
	}
	return Link{owner, slug}, nil
}
