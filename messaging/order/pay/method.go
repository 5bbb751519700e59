package pay

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"restante/messaging/money"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

var (
	ErrMissing = errors.New("where to pay is missing")
	ErrLong    = errors.New("where to pay is too long") // more than event.MaxTo bytes
	ErrInvoice = errors.New("this is no Lightning invoice, or not all of it")
	ErrAmount  = errors.New("the invoice is over another amount")
	ErrOnce    = errors.New("an invoice is for one payment")
	ErrLink    = errors.New("this is no link to pay at")
)

// Method settles payments somewhere outside.
type Method interface {
	// Name is what it is found by; people call it otherwise, each in their language.
	Name() string
	// Ask makes the way to pay of a bill, or says what is wrong with where it shall go.
	Ask(b Bill) (event.Way, error)
	// View tells how far the payment of an order is.
	View(s machine.State) View
}

// Bill is what a method asks money for.
type Bill struct {
	Number    string // of the order
	Currency  money.Currency
	Due       money.Amount
	Called    string // what the shop calls the method; "": its name
	To        string // an account, an invoice, a link
	Reference string // what the payment shall name; "": the number of the order
}

// View is how far a payment is.
type View struct {
	Target    money.Amount
	Noted     money.Amount // of it the buyer says to have sent
	Seen      money.Amount // of it came, says the merchant
	Remaining money.Amount
	Expires   time.Time // zero: it does not
}

// Methods are all that there are; the first is offered first.
func Methods() []Method { return []Method{Bank{}, Lightning{}, Link{}, Cash{}, Manual{}} }

// Named is the method of a name; of one that nobody knows it is [Manual].
func Named(name string) Method {
	for _, m := range Methods() {
		if m.Name() == name {
			return m
		}
	}
	return Manual{}
}

// Of is the method of a text: an invoice is checked as one whatever the shop calls it.
func Of(text string) Method {
	switch f := FormOf(text); {
	case begins(bare(text)):
		return Lightning{}
	case f == Page || f == Wallet:
		return Link{}
	}
	return Manual{}
}

// Manual is settled by people: it takes any words, and sees what the merchant notes.
type Manual struct{}

func (Manual) Name() string { return "manual" }

func (m Manual) Ask(b Bill) (event.Way, error) {
	if strings.TrimSpace(b.To) == "" {
		return event.Way{}, ErrMissing
	}
	return b.way(m)
}

func (Manual) View(s machine.State) View {
	m := s.Money
	return View{Target: m.Total, Noted: m.Noted, Seen: m.Paid, Remaining: m.Due, Expires: s.Due.Pay}
}

// way is what a confirmation says.
func (b Bill) way(m Method) (event.Way, error) {
	w := event.Way{Method: cmp.Or(b.Called, m.Name()), To: strings.TrimSpace(b.To), Reference: cmp.Or(strings.TrimSpace(b.Reference), b.Number)}
	if len(w.To) > event.MaxTo {
		return event.Way{}, fmt.Errorf("%w: %d bytes, at most %d", ErrLong, len(w.To), event.MaxTo)
	}
	return w, nil
}
