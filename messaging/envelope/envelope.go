package envelope

import (
	"encoding/hex"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
)

// Sizes of a sealed envelope. There are no others.
const (
	Small = 8 << 10
	Large = 32 << 10
)

// Limits of a [Message]. Together they fit a Large envelope.
const (
	MaxBody  = 26 << 10
	MaxID    = 128
	MaxAside = 2 << 10
)

var (
	// ErrUnreadable covers all blocks that are not for us, broken, forged or in a
	// form that this version does not know. Text behind it says which.
	ErrUnreadable = errors.New("the envelope cannot be read")
	// ErrTooLarge is returned for a message that exceeds [MaxBody], [MaxID] or [MaxAside].
	ErrTooLarge = errors.New("the message is too large for an envelope")
	// ErrMessage is returned for a message that lacks a kind or a time.
	ErrMessage = errors.New("the message is not complete")
	// ErrPrekey is returned for a prekey that is not a key of suite 1.
	ErrPrekey = errors.New("the prekey is not valid")
)

// Device is the random ID of one installation.
type Device [16]byte

func (d Device) String() string { return hex.EncodeToString(d[:4]) }

// Kind says what the body of a message is. A receiver gets kinds it doesn't know,
// too, and decides itself.
type Kind uint8

const (
	KindChat      Kind = 1 // a pb.Chat
	KindReceipt   Kind = 2 // a pb.Receipt
	KindPicture   Kind = 3 // a pb.Picture
	KindReset     Kind = 4 // a pb.Reset
	KindGrant     Kind = 5 // a pb.Grant
	KindOrder     Kind = 6 // a pb.OrderEvents
	KindOrderSync Kind = 7 // a pb.OrderCheck
)

// Hash names a message whatever it is sealed in.
type Hash = [32]byte

// Message is one thing that a device says to a peer.
type Message struct {
	Sender peer.ID // set by Open; Seal takes it from the key
	Device Device
	Seq    uint64    // from 1, per device and recipient; 0 takes no part in the order
	Prev   Hash      // of the message before; zero for the first
	SentAt time.Time // by the sender's clock
	Kind   Kind
	ID     string // what it means depends on the kind
	Body   []byte

	// Aside travels beside the message: it belongs to one generation and is no part
	// of the hash. At most MaxAside bytes.
	Aside []byte
	// Locked is set by Open instead of what follows Seq, for a message in a session.
	Locked *Locked
}
