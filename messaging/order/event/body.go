package event

import (
	"time"

	"github.com/ipfs/go-cid"

	"restante/messaging/money"
)

// Confirm takes the order and says how to pay.
type Confirm struct {
	Note          string
	Ways          []Way
	PayBy, ShipBy time.Time // zero is the usual
}

// Way is one way to pay.
type Way struct {
	Method    string
	To        string // an account, an invoice, a link
	Reference string // what the buyer shall name
}

// Failure says that the merchant's program cannot take the order. Codes are for
// programs, the reason is for people.
type Failure struct{ Code, Reason string }

// Codes of failures. There may be others.
const (
	CodePrice   = "price"   // the terms are not what the merchant computes
	CodeListing = "listing" // nothing like that is sold
	CodeStock   = "stock"
	CodeTicket  = "ticket"
	CodeTimes   = "times"
)

// Decline, Cancel and Unpaid end an order, each in its way.
type (
	Decline struct{ Reason string }
	Cancel  struct{ Reason string }
	Unpaid  struct{ Reason string }
)

// Payment is money on its way. The same reference is the same payment, unless it is
// empty.
type Payment struct {
	Method    string
	Reference string
	Amount    money.Amount
}

// Noted is a payment that the buyer says to have made; Paid is one that the merchant
// says to have.
type (
	Noted Payment
	Paid  Payment
)

// Refund is money that goes back.
type Refund struct {
	Method    string
	Reference string
	Amount    money.Amount
	Reason    string
	Parts     []Part // what will not be sent any more
}

// Ship sends goods.
type Ship struct {
	Parts    []Part
	Carrier  string
	Tracking string
	URL      string
	Note     string
}

// Deliver hands over digital goods, or says that a service was done.
type Deliver struct {
	Parts []Part
	Text  string
	Keys  []string
	Files []File
}

// File is an encrypted file in IPFS.
type File struct {
	Name string
	Size uint64
	CID  cid.Cid
	Key  [keySize]byte
}

// Complete says that all is well.
type Complete struct{ Note string }

// Rate rates lines of the order.
type Rate struct {
	Scores []Score
	Text   string
	Photos [][]byte // JPEG
}

// Score is from 1 to [MaxStars].
type Score struct{ Line, Stars uint32 }

// Reply is to one rating.
type Reply struct {
	Rating Hash
	Text   string
}

// Dispute, Answer and Message are words.
type (
	Dispute struct{ Text string }
	Answer  struct{ Text string }
	Message struct{ Text string }
)

// Decision shares what the merchant holds, to the unit. Found is what was paid
// according to the moderator, though the merchant has not confirmed it; it is shared
// as well.
type Decision struct {
	Buyer, Merchant money.Amount
	Found           money.Amount
	Text            string
}

func (Confirm) Kind() Kind  { return KindConfirm }
func (Failure) Kind() Kind  { return KindFailure }
func (Decline) Kind() Kind  { return KindDecline }
func (Cancel) Kind() Kind   { return KindCancel }
func (Unpaid) Kind() Kind   { return KindUnpaid }
func (Noted) Kind() Kind    { return KindNoted }
func (Paid) Kind() Kind     { return KindPaid }
func (Refund) Kind() Kind   { return KindRefund }
func (Ship) Kind() Kind     { return KindShip }
func (Deliver) Kind() Kind  { return KindDeliver }
func (Complete) Kind() Kind { return KindComplete }
func (Rate) Kind() Kind     { return KindRate }
func (Reply) Kind() Kind    { return KindReply }
func (Dispute) Kind() Kind  { return KindDispute }
func (Answer) Kind() Kind   { return KindAnswer }
func (Message) Kind() Kind  { return KindMessage }
func (Decision) Kind() Kind { return KindDecision }
