package order

import (
	"errors"
	"testing"
	"time"

	"restante/messaging/delivery"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
	"restante/node/vault"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

// What did not reach somebody is shown, and can be sent again; what is under way cannot.
func TestSendAgain(t *testing.T) {
	w := newTrade(t)
	id := w.places(w.merchant.mugs(1))
	h := event.Hash(id)
	if err := w.buyer.SendAgain(ctx, id, h, w.merchant.ID()); !errors.Is(err, ErrUnderWay) {
		t.Errorf("under way: %v", err)
	}
	p := w.buyer.parcels()[0]
	w.buyer.Update(func(tx *vault.Tx) error {
		return errors.Join(w.buyer.Out.Done(tx, p.Ref), w.buyer.Delivery.Changed(tx, p.Ref, outbox.Expired, ""))
	})
	if c := w.buyer.page(id).Copies[h]; len(c) != 1 || c[0].State != delivery.Expired {
		t.Errorf("%+v", c)
	}
	for name, c := range map[string]error{
		"to the moderator": w.buyer.SendAgain(ctx, id, h, w.judge.ID()), "no event": w.buyer.SendAgain(ctx, id, event.Hash{1}, w.merchant.ID()),
	} {
		if !errors.Is(c, ErrNoEvent) {
			t.Errorf("%s: %v", name, c)
		}
	}
	must(t, w.buyer.SendAgain(ctx, id, h, w.merchant.ID()))
	w.settle()
	w.merchant.wants(id, machine.Placed)
	if c := w.buyer.page(id).Copies[h]; len(c) != 1 || c[0].State != delivery.Delivered {
		t.Errorf("%+v", c)
	}
}

// broken is a shop on a computer with a fault.
type broken struct{ Shop }

var errFault = errors.New("the disk is on fire")

func (broken) Recheck(*vault.Tx, terms.Terms, time.Time) (s listing.Shop, err error) {
	return s, errFault
}

// A fault of this computer is no failure of the order: nothing is stored, nothing is
// acknowledged, and it comes again.
func TestOwnFaultIsTriedAgain(t *testing.T) {
	w := newTrade(t)
	id := w.places(w.merchant.mugs(1))
	p := w.buyer.parcels()[0]
	good := w.merchant.Shop
	w.merchant.Shop = broken{good}
	sealed := []inbox.Sealed{{Digest: sum(p.Sealed), Bytes: p.Sealed}}
	if out, err := w.merchant.Delivery.Receive(ctx, sealed); !errors.Is(err, errFault) {
		t.Errorf("%v, %v", out, err)
	}
	if _, err := w.merchant.Page(ctx, id); !errors.Is(err, ErrNoOrder) {
		t.Errorf("something was stored: %v", err)
	}
	w.merchant.Shop = good
	w.carry(w.buyer, p)
	w.merchant.wants(id, machine.Placed)
}

// Answering a stranger's order makes a contact; somebody who is blocked stays blocked, and
// hears what concerns the order all the same.
func TestOrdersOfBlockedPeople(t *testing.T) {
	w := newTrade(t)
	id := w.placed(1)
	must(t, w.merchant.Contacts.Block(ctx, w.buyer.ID()))
	w.merchant.says(id, event.Decline{Reason: "no"})
	w.settle()
	w.buyer.wants(id, machine.Declined)
	w.merchant.View(func(tx *vault.Tx) error {
		shut, err := w.merchant.Contacts.Shut(tx, w.buyer.ID())
		if !shut {
			t.Error("nobody is blocked any more")
		}
		return err
	})
	if _, err := w.merchant.Place(ctx, event.Order{Merchant: w.merchant.ID()}, ""); !errors.Is(err, ErrSelf) {
		t.Errorf("an order with oneself: %v", err)
	}
}

// A long story goes to a moderator whom nobody has heard of in several messages, the
// largest events among them, with one's own card.
func TestLongStoryReachesTheModerator(t *testing.T) {
	w := newTrade(t)
	id := w.placed(1)
	w.merchant.says(id, event.Confirm{})
	w.merchant.says(id, event.Paid{Amount: w.merchant.page(id).Total})
	w.merchant.says(id, event.Ship{Parts: []event.Part{{Quantity: 1}}})
	w.settle()
	jpeg := append([]byte{0xFF, 0xD8, 0xFF}, make([]byte, event.MaxPictures-3)...)
	w.buyer.says(id, event.Rate{Scores: []event.Score{{Stars: 1}}, Text: long(event.MaxNote), Photos: [][]byte{jpeg}})
	for range 6 {
		w.buyer.says(id, event.Message{Text: long(event.MaxText)})
	}
	w.settle()
	w.buyer.says(id, event.Dispute{Text: long(event.MaxText)})
	w.settle()
	w.same(id, w.buyer, w.merchant, w.judge)
	w.judge.wants(id, machine.Disputed)
	if n := len(w.judge.whys()); n != 0 {
		t.Errorf("%d refused", n)
	}
}

func long(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = 'a' + byte(i%26)
	}
	return string(b)
}
