package listing

import "errors"

var (
	ErrBytes     = errors.New("this is not a listing of a shop") // nor a shop, nor a page: malformed
	ErrTooLarge  = errors.New("it has more bytes than a listing may have")
	ErrSignature = errors.New("it is not signed by the shop that it names")
)

// Why something is not valid; see [Invalid].
var (
	ErrMissing  = errors.New("is missing")
	ErrLong     = errors.New("is too long")
	ErrText     = errors.New("has characters that cannot be shown")
	ErrMany     = errors.New("has too many entries")
	ErrTwice    = errors.New("is there twice")
	ErrUnknown  = errors.New("names what is not there")
	ErrUnfit    = errors.New("does not fit the kind of listing")
	ErrRange    = errors.New("is out of range")
	ErrSlug     = errors.New("is not made of a to z, 0 to 9 and single hyphens")
	ErrRegion   = errors.New("is not a region such as DE, US-CA or *")
	ErrPeer     = errors.New("is not a peer ID")
	ErrPicture  = errors.New("is not a picture")
	ErrCurrency = errors.New("is not a currency")
)

// Invalid says what is wrong with a listing or a shop: where, such as "variants[2].price",
// and why, which is one of the errors above.
type Invalid struct {
	Field string
	Why   error
}

func (e *Invalid) Error() string { return e.Field + " " + e.Why.Error() }

func (e *Invalid) Unwrap() error { return e.Why }
