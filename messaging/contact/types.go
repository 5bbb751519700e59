package contact

import (
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
)

var (
	ErrUnknown    = errors.New("this person is not known here")
	ErrName       = errors.New("a name has 1 to 64 bytes of UTF-8")
	ErrSelf       = errors.New("this is your own link")
	ErrBlocked    = errors.New("this person is blocked")
	ErrCode       = errors.New("this is no code of a safety number")
	ErrOther      = errors.New("this code belongs to two other people")
	ErrOwnCode    = errors.New("this is your own code: the one from the other person's screen is needed")
	ErrNumber     = errors.New("the safety numbers differ")
	ErrThemselves = errors.New("people are introduced to others, by somebody else")
	ErrManyOut    = errors.New("there are 10,000 blocked people already")
)

// Contact is a person, known by peer ID.
type Contact struct {
	Peer        peer.ID
	Name        string // given here, else the one on the card, else a short peer ID
	Added       time.Time
	LastSeen    time.Time
	Online      bool
	Hidden      bool      // shows nobody whether they are here: neither of the two above is ever set
	CardVersion uint64    // 0: no card, so no key to seal for
	PushNodes   int       // that hold this person's mail
	Request     bool      // wrote to us and was not answered yet
	Shown       int       // messages that came in while they were a stranger
	Left        int       // messages of a stranger that lie where they lay
	Blocked     time.Time // since when; zero: not
	NewDevice   bool      // waits to be confirmed; till then nothing is sent
	Verified    time.Time // when the safety numbers were compared; zero: not, or before the device became another one
	Introducer  peer.ID   // the contact who introduced them; "" for none
}

// About is what is known of a person beyond the row in a list.
type About struct {
	Contact
	Signed time.Time       // when the card was; zero without one
	Nodes  []peer.AddrInfo // that hold this person's mail, as the card has them
	Addrs  int             // addresses of their own on the card
}

// Invite is what one gives away so that others can write.
type Invite struct {
	Link  string // with the whole card
	Short string // for a QR code, <= 300 bytes
	Peer  peer.ID
	Name  string
}

// Introduction is what one person is given so that they can write to another.
type Introduction struct {
	Link string // to the other, with this user's word
	Name string // as the other has it on their card; "" without one
}

// Safety lets two people make sure that they talk to each other.
type Safety struct {
	Number   string    // 60 digits, the same for both
	Code     string    // to show as a QR code: the number, and for whom it is
	Verified time.Time // when they were compared; zero: not
}

// NewDevice says that a person's newest card names another device: nothing is sent
// to it before [Service.ConfirmDevice].
type NewDevice struct{ Peer peer.ID }

// Changed says that a person was added, renamed, answered, or came or went.
type Changed struct{ Peer peer.ID }
