package chat

import (
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
)

// Limits of a message, in bytes of UTF-8.
const (
	MaxSubject = 500
	MaxText    = 20_000
	MaxPage    = 100_000 // messages in one answer
)

var (
	ErrSubjectTooLong = errors.New("the subject is longer than 500 bytes")
	ErrTooLong        = errors.New("the message is longer than 20,000 bytes")
	ErrDraftTooLong   = errors.New("the draft is longer than 100,000 bytes")
	ErrNotUTF8        = errors.New("the text is not valid UTF-8")
	ErrKeyUsed        = errors.New("this key belongs to another message")
	ErrNoMessage      = errors.New("there is no such message")
	ErrSelf           = errors.New("this is your own peer ID")
	ErrNotAgain       = errors.New("only a failed or expired message can be sent again")
)

// Message is one line of a conversation.
type Message struct {
	ID       string // base58 multihash over text, subject and time
	Peer     peer.ID
	Subject  string
	Text     string
	Outgoing bool
	Read     bool
	Time     time.Time      // as its sender claims
	State    delivery.State // of an outgoing message
	Reason   string         // why it failed
	Expires  time.Time      // until when an outgoing one is tried
	Request  bool           // from someone who is not a contact yet
	Healed   uint32         // messages ago its sender agreed on new keys, 1 at least; 0: first contact, not in a session
	Custody  []delivery.Holder
}

// Conversation is one row of the people list.
type Conversation struct {
	Peer        peer.ID
	Name        string
	Unread      int
	LastMessage string
	Time        time.Time
	Outgoing    bool
	State       delivery.State
	Request     bool
}

// Query chooses messages of one conversation.
type Query struct {
	Limit   int     // 0 means 50
	Before  string  // older than this message; "" starts at the newest
	After   string  // newer than this message, nearest first cut, still newest first
	Subject *string // nil means any
}

// MessageChanged says that a message appeared or has a new state.
type MessageChanged struct {
	Peer peer.ID
	ID   string
}

// ConversationChanged says that a row of the people list changed or went.
type ConversationChanged struct{ Peer peer.ID }

// ExpiresSoon says that a message which its recipient has not come for will be given
// up at that time; it comes once, three days before.
type ExpiresSoon struct {
	Peer peer.ID
	ID   string
	At   time.Time
}

// Typing says that a peer types; it is over at Until.
type Typing struct {
	Peer  peer.ID
	Until time.Time
}
