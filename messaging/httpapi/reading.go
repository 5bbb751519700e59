package httpapi

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
	"restante/node/ipfs"
)

// reading reads what stands in a form as text, and keeps the first mistake.
type reading struct{ err error }

func (r *reading) must(err error) {
	if r.err == nil {
		r.err = err
	}
}

func (r *reading) peer(s string) peer.ID {
	id, err := parsePeer(s)
	r.must(err)
	return id
}

func (r *reading) cid(s string) cid.Cid {
	c, err := parseCID(s)
	r.must(err)
	return c
}

func (r *reading) hash(s string) listing.Hash {
	h, err := parseHash(s)
	r.must(err)
	return h
}

func (r *reading) photo(f *imageForm) listing.Photo {
	if f == nil {
		return listing.Photo{}
	}
	return listing.Photo{Alt: f.Alt, Large: r.picture(f.Large), Medium: r.picture(f.Medium), Small: r.picture(f.Small)}
}

func (r *reading) picture(f pictureForm) listing.Picture {
	return listing.Picture{CID: r.cid(f.CID), Size: f.Size}
}

// currency takes the well-known decimals where none are given.
func (r *reading) currency(f currencyForm) money.Currency {
	if f.Divisibility != nil {
		return money.Currency{Code: f.Code, Decimals: *f.Divisibility}
	}
	c, err := money.Known(f.Code)
	r.must(err)
	return c
}

// mostSeconds is more than any time that is told here.
const mostSeconds = 1 << 32

func (r *reading) seconds(n int64) time.Duration {
	if n < 0 || n > mostSeconds {
		r.must(bad("a number of seconds is out of range"))
		return 0
	}
	return time.Duration(n) * time.Second
}

// words are the values that a field may have.
type words[T comparable] struct {
	field string
	of    map[string]T
}

func (w words[T]) text(v T) string {
	for text, x := range w.of {
		if x == v {
			return text
		}
	}
	return ""
}

// parse reads one; no word is the zero value.
func (w words[T]) parse(text string) (v T, err error) {
	v, known := w.of[text]
	if !known && text != "" {
		return v, bad(w.field + " must be one of " + strings.Join(slices.Sorted(maps.Keys(w.of)), ", "))
	}
	return v, nil
}

func value[T comparable](r *reading, w words[T], text string) T {
	v, err := w.parse(text)
	r.must(err)
	return v
}

// parseCID reads the name of a block; it is one of ours or of nobody.
func parseCID(s string) (cid.Cid, error) {
	c, err := cid.Decode(s)
	if err != nil {
		return cid.Undef, bad("a cid is not one")
	}
	return c, nil
}

// parseHash reads the name of a signed version, as [hashText] writes it.
func parseHash(s string) (h listing.Hash, err error) {
	c, err := cid.Decode(s)
	if err == nil {
		h, err = ipfs.RawDigest(c)
	}
	if err != nil {
		return h, bad("a hash is not that of a shop or a listing")
	}
	return h, nil
}

// hashText is the CID of a signed version, "" of none.
func hashText(h listing.Hash) string {
	if h == (listing.Hash{}) {
		return ""
	}
	return ipfs.CIDOf(h).String()
}

// each converts a list; none is an empty one.
func each[A, B any](all []A, f func(A) B) []B {
	out := make([]B, len(all))
	for i, a := range all {
		out[i] = f(a)
	}
	return out
}

// some converts a list; none is nil.
func some[A, B any](all []A, f func(A) B) []B {
	if len(all) == 0 {
		return nil
	}
	return each(all, f)
}

// texts is a list that is never null.
func texts(all []string) []string { return append([]string{}, all...) }
