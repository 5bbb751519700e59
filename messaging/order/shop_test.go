package order

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/contact"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront"
	"restante/node/identity"
	"restante/node/identity/identitytest"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/inbox"
)

// Licence keys go out by themselves once the order is confirmed and paid, each once.
func TestKeysAreHandedOut(t *testing.T) {
	w := newTrade(t)
	_, err := w.merchant.shop.AddKeys(ctx, "font", []string{"K1", "K2", "K3"})
	must(t, err)
	id := w.places(w.merchant.fonts(2))
	w.settle()
	w.merchant.says(id, event.Paid{Reference: "1", Amount: 1})
	w.merchant.wants(id, machine.Placed)
	w.merchant.says(id, event.Confirm{})
	w.merchant.wants(id, machine.Confirmed)
	w.merchant.says(id, event.Paid{Reference: "2", Amount: w.merchant.page(id).Total - 1})
	w.settle()
	st := w.buyer.wants(id, machine.Shipped)
	last := st.Timeline[len(st.Timeline)-1]
	if d, ok := last.Body.(event.Deliver); !ok || len(d.Keys) != 2 || d.Keys[0] != "K1" || d.Keys[1] != "K2" {
		t.Errorf("%+v", last.Body)
	}
	if left, taken, err := w.merchant.shop.Keys(ctx, "font"); left != 1 || taken != 2 || err != nil {
		t.Errorf("%d left, %d taken, %v", left, taken, err)
	}
}

// Many keys go in several events.
func TestManyKeys(t *testing.T) {
	w := newTrade(t)
	var keys []string
	for i := range 2*keysAtOnce + 1 {
		keys = append(keys, fmt.Sprint(i, strings.Repeat("x", event.MaxKey-2)))
	}
	_, err := w.merchant.shop.AddKeys(ctx, "font", keys)
	must(t, err)
	id := w.places(w.merchant.fonts(uint32(len(keys))))
	w.settle()
	w.merchant.says(id, event.Confirm{})
	w.merchant.says(id, event.Paid{Amount: w.merchant.page(id).Total})
	w.settle()
	var got []string
	for _, e := range w.buyer.wants(id, machine.Shipped).Timeline {
		if d, ok := e.Body.(event.Deliver); ok {
			got = append(got, d.Keys...)
		}
	}
	if !slices.Equal(got, keys) {
		t.Errorf("%d keys came, want %d", len(got), len(keys))
	}
}

// Where there are too few nothing goes, and the operator delivers by hand.
func TestTooFewKeys(t *testing.T) {
	w := newTrade(t)
	_, err := w.merchant.shop.AddKeys(ctx, "font", []string{"K1"})
	must(t, err)
	id := w.places(w.merchant.fonts(2))
	w.settle()
	w.merchant.says(id, event.Confirm{})
	w.merchant.says(id, event.Paid{Amount: w.merchant.page(id).Total})
	w.merchant.wants(id, machine.Paid)
	w.merchant.says(id, event.Deliver{Parts: []event.Part{{Quantity: 2}}, Text: "by mail"})
	w.merchant.wants(id, machine.Shipped)
}

// Every end gives the pieces back that were not sent, and only those.
func TestStockComesBackOnce(t *testing.T) {
	w := newTrade(t)
	cancelled, declined := w.placed(1), w.placed(1)
	w.wantFree(1)
	w.buyer.says(cancelled, event.Cancel{})
	w.settle()
	w.merchant.says(declined, event.Decline{Reason: "broken"})
	w.wantFree(3)
	sent := w.placed(3)
	total := w.merchant.page(sent).Total
	w.merchant.says(sent, event.Confirm{})
	w.merchant.says(sent, event.Paid{Amount: total})
	w.merchant.says(sent, event.Ship{Parts: []event.Part{{Quantity: 1}}})
	w.wantFree(0)
	w.merchant.says(sent, event.Refund{Amount: 1, Parts: []event.Part{{Quantity: 2}}})
	w.wantFree(2)
}

// claim is a push node's word that it gave a token to somebody.
func claim(t testing.TB, of, to peer.ID, token []byte, node *identity.Key) []byte {
	t.Helper()
	tk, err := OpenTicket(of, token)
	must(t, err)
	c := deposit.Claim{Owner: of, Pool: Pool(tk.Slug, tk.Variant, tk.Expires), Token: sum(token), Asker: to, Time: time.Now()}
	b, err := c.Sign(node)
	must(t, err)
	return b
}

// A ticket holds its piece for whoever has it, while the rest is sold.
func TestTicketsHoldPieces(t *testing.T) {
	w := newTrade(t)
	tokens, err := w.merchant.IssueTickets(ctx, w.merchant.lot(time.Now().Add(time.Hour)), 2)
	must(t, err)
	if _, err := w.merchant.IssueTickets(ctx, w.merchant.lot(time.Now().Add(time.Hour)), 2); !errors.Is(err, storefront.ErrSoldOut) {
		t.Errorf("more tickets than pieces: %v", err)
	}
	w.wantFree(1)
	w.placed(1)
	w.wantFree(0)
	order := func(c []byte, token []byte) string {
		o := w.wish(w.merchant.mugs(1))
		o.Tickets = []event.Ticket{{Token: token, Claim: c}}
		id, err := w.buyer.Place(ctx, o, "")
		must(t, err)
		w.settle()
		if end := w.buyer.page(id).State.Ended; end != nil {
			return end.Code
		}
		return "taken"
	}
	good := claim(t, w.merchant.ID(), w.buyer.ID(), tokens[0], w.merchant.node)
	for name, c := range map[string][]byte{
		"somebody else's":  claim(t, w.merchant.ID(), w.mallory.ID(), tokens[0], w.merchant.node),
		"a foreign node's": claim(t, w.merchant.ID(), w.buyer.ID(), tokens[0], identitytest.New(t)),
		"another token's":  claim(t, w.merchant.ID(), w.buyer.ID(), tokens[1], w.merchant.node),
		"none":             nil,
	} {
		if st := order(c, tokens[0]); st != event.CodeTicket {
			t.Errorf("%s claim: %s", name, st)
		}
	}
	if st := order(good, tokens[0]); st != "taken" {
		t.Errorf("with a ticket: %s", st)
	}
	if st := order(good, tokens[0]); st != event.CodeTicket {
		t.Errorf("with the same ticket again: %s", st)
	}
	w.wantFree(0)
}

// An order that fails uses up its ticket: nobody else could have the piece until it expires.
func TestTicketOfAFailedOrderGivesItsPieceBack(t *testing.T) {
	w := newTrade(t)
	tokens, err := w.merchant.IssueTickets(ctx, w.merchant.lot(time.Now().Add(time.Hour)), 1)
	must(t, err)
	w.wantFree(2)
	c := claim(t, w.merchant.ID(), w.buyer.ID(), tokens[0], w.merchant.node)
	for _, n := range []uint32{4, 1} {
		o := w.wish(w.merchant.mugs(n))
		o.Tickets = []event.Ticket{{Token: tokens[0], Claim: c}}
		id, err := w.buyer.Place(ctx, o, "")
		must(t, err)
		w.settle()
		if want := map[uint32]machine.Stage{4: machine.Failed, 1: machine.Placed}[n]; w.buyer.page(id).Stage != want {
			t.Errorf("%d: %s, want %s", n, w.buyer.page(id).Stage, want)
		}
		w.wantFree(map[uint32]uint32{4: 3, 1: 2}[n]) // the second is taken without it
	}
}

// A stranger with a ticket comes in without a stamp; with a false one the order is left
// where it lies.
func TestStrangerWithATicket(t *testing.T) {
	w := newTrade(t)
	tokens, err := w.merchant.IssueTickets(ctx, w.merchant.lot(time.Now().Add(time.Hour)), 1)
	must(t, err)
	for name, want := range map[string]inbox.Outcome{"true": inbox.Done, "false": inbox.Aside} {
		stranger := newSide(t)
		stranger.Adds(w.merchant.Person)
		o := w.wish(w.merchant.mugs(1))
		token := tokens[0]
		o.Tickets = []event.Ticket{{Token: token, Claim: claim(t, w.merchant.ID(), stranger.ID(), token, w.merchant.node)}}
		if want == inbox.Aside {
			o.Tickets[0].Claim[0]++
		}
		_, err := stranger.Place(ctx, o, "")
		must(t, err)
		w.merchant.Delivery.Price = 30 // so that no stamp is good
		for _, out := range stranger.Carry(w.merchant.Person, stranger.parcels()...) {
			if out != want {
				t.Errorf("%s: outcome %d, want %d", name, out, want)
			}
		}
		w.merchant.Delivery.Price = 1
		if want == inbox.Aside {
			continue
		}
		rows, err := w.merchant.List(ctx, Query{Filter: Filter{Buyer: stranger.ID()}})
		must(t, err)
		if len(rows) != 1 || rows[0].Stage != machine.Placed {
			t.Errorf("%s: %+v", name, rows)
		}
		w.merchant.Delivery.Price = 30
		if in, err := w.welcomes(stranger, rows[0].ID); !in || err != nil { // sealed anew, as after a lost receipt
			t.Errorf("the order does not come in again: %v", err)
		}
		for range contact.MaxShown + 1 { // and goes on to speak about it
			stranger.says(rows[0].ID, event.Noted{Amount: 1})
			if out := stranger.Carry(w.merchant.Person, stranger.parcels()...); out[0] != inbox.Done {
				t.Errorf("what is said about the order: outcome %d", out[0])
			}
		}
		if asks, err := w.merchant.Contacts.Requests(ctx); err != nil || len(asks) != 0 {
			t.Errorf("the order is a contact request: %+v, %v", asks, err)
		}
		if in, err := w.mallory.asStranger(w, rows[0].ID); in || err != nil {
			t.Errorf("somebody else speaks about it: %v", err)
		}
		w.merchant.Delivery.Price = 1
	}
}

// asStranger has somebody whom an order does not name speak about it.
func (s *side) asStranger(w *trade, id event.ID) (in bool, err error) {
	_, raw, err := event.Sign(s.Key, event.Event{Order: id, Parents: []event.Hash{event.Hash(id)}, At: time.Now(), Body: event.Cancel{}})
	must(w, err)
	body, err := eventsToWire([][]byte{raw})
	must(w, err)
	w.merchant.View(func(tx *vault.Tx) error {
		in, err = w.merchant.Welcome(tx, s.ID(), body)
		return err
	})
	return in, err
}

// welcomes reports whether the merchant would take an order that is here from a stranger.
func (w *trade) welcomes(from *side, id event.ID) (in bool, err error) {
	w.merchant.View(func(tx *vault.Tx) error {
		l, err2 := loadLog(tx, id)
		must(w, err2)
		body, err2 := eventsToWire([][]byte{l.raw[event.Hash(id)]})
		must(w, err2)
		in, err = w.merchant.Welcome(tx, from.ID(), body)
		return err
	})
	return in, err
}

func sum(b []byte) [32]byte { return sha256.Sum256(b) }

// lot is where tickets for blue mugs lie.
func (s *side) lot(until time.Time) Lot { return Lot{s.node.ID(), "blue-mug", "blue-s", until} }

// A cancel is stored whatever the stock is said to be: its pieces go where there is room.
func TestCancelWithAFullStock(t *testing.T) {
	w := newTrade(t)
	id := w.placed(1)
	must(t, w.merchant.shop.SetPieces(ctx, "blue-mug", "blue-s", storefront.MaxPieces))
	w.buyer.says(id, event.Cancel{})
	w.settle()
	w.merchant.wants(id, machine.Cancelled)
	w.same(id, w.buyer, w.merchant)
	w.wantFree(storefront.MaxPieces)
}
