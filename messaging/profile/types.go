package profile

import (
	"errors"

	"github.com/libp2p/go-libp2p/core/peer"
)

// Limits of what [Service.SetPicture] takes.
const (
	MaxData   = 8 << 20    // bytes of the file
	MaxPixels = 40_000_000 // width times height
)

// Limits of what contacts send each other.
const (
	Side    = 256    // edge of the pictures that this version makes
	MaxSide = 512    // edge of those that it takes
	MaxSize = 20_000 // bytes
)

var (
	ErrFormat    = errors.New("this is not a PNG, JPEG, GIF or WebP picture")
	ErrTooLarge  = errors.New("the picture is larger than 8 MiB")
	ErrTooManyPx = errors.New("the picture has more than 40 megapixels")
)

// Changed says that somebody has another picture, or none any more; it may be
// oneself.
type Changed struct{ Peer peer.ID }
