package chats

import (
	"context"

	"restante/gui/names"
	"restante/messaging/delivery"
	"restante/offline/storage"
)

// places are the names of the accounts at providers.
func (p *Page) places(ctx context.Context) (map[string]string, error) {
	all, err := p.accounts(ctx)
	return names.Accounts(all), err
}

func (p *Page) accounts(ctx context.Context) ([]storage.Account, error) {
	if p.o.Places == nil {
		return nil, nil
	}
	return p.o.Places.Accounts(ctx)
}

// keeps tells whether an account takes what is written.
func keeps(a storage.Account) bool {
	return a.Role != storage.None && !a.Leaving && a.Failing.IsZero()
}

// holder is what one who holds a message is called.
func (w *way) holder(h delivery.Holder) string {
	if h.Account == "" {
		return w.t.page.nodeName(h.Node)
	}
	return names.Account(w.places, h.Account)
}

// sign is the icon of what makes sure that it is held.
func (w *way) sign(h delivery.Holder) string {
	if h.Account == "" {
		return "shield-check"
	}
	return "cloud"
}

// signed counts the receipts: accounts give none.
func signed(all []delivery.Holder) (n int) {
	for _, h := range all {
		if h.Account == "" {
			n++
		}
	}
	return n
}
