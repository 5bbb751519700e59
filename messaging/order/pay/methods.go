package pay

import (
	"cmp"

	"restante/messaging/order/event"
)

// Bank is a transfer that names the order, so that a statement tells which one was paid.
type Bank struct{ Manual }

func (Bank) Name() string { return "bank" }

func (m Bank) Ask(b Bill) (event.Way, error) {
	b.Called = orName(b, m)
	return m.Manual.Ask(b)
}

// Cash needs no place to be sent to.
type Cash struct{ Manual }

func (Cash) Name() string { return "cash" }

func (m Cash) Ask(b Bill) (event.Way, error) { return b.way(m) }

// Link is a page in the web, or the link of a wallet.
type Link struct{ Manual }

func (Link) Name() string { return "link" }

func (m Link) Ask(b Bill) (event.Way, error) {
	if f := FormOf(b.To); b.To != "" && f != Page && f != Wallet {
		return event.Way{}, ErrLink
	}
	b.Called = orName(b, m)
	return m.Manual.Ask(b)
}

// Lightning is an invoice, an offer or an address of that network.
type Lightning struct{ Manual }

func (Lightning) Name() string { return "lightning" }

func (m Lightning) Ask(b Bill) (event.Way, error) {
	if b.To != "" && !isInvoice(b.To) && !isAddress(b.To) {
		return event.Way{}, ErrInvoice
	}
	if asked, ok := millisats(b.To); ok && !fits(asked, b) {
		return event.Way{}, ErrAmount
	}
	b.Called = orName(b, m)
	return m.Manual.Ask(b)
}

func orName(b Bill, m Method) string { return cmp.Or(b.Called, m.Name()) }
