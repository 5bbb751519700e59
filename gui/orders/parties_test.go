package orders

import (
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/guitest"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// All three see who takes part, and write to the others.
func TestWhoTakesPart(t *testing.T) {
	views := map[machine.Role]view{machine.Buyer: purchasesView, machine.Merchant: salesView, machine.Moderator: casesView}
	for role, at := range views {
		w := guitest.WithOrders(guitest.Busy())
		names := map[machine.Role]string{machine.Buyer: "Ines Duarte", machine.Merchant: "Jonas Berg", machine.Moderator: "Kenji Watanabe"}
		who := map[machine.Role]peer.ID{role: w.Me.Peer}
		delete(names, role)
		for r, name := range names {
			who[r] = guitest.ID(name)
		}
		x := w.Orders.Place(role, who[machine.Buyer], who[machine.Merchant], who[machine.Moderator], guitest.Now, guitest.Terms(0, guitest.Goods("Shelf", 1, 100)))
		x.Say(machine.Merchant, guitest.Now, event.Confirm{}, "")
		x.Say(machine.Buyer, guitest.Now, event.Dispute{Text: "It never came."}, "")
		d := deskAt(t, w, large, at)
		d.says("Who takes part", "Seller", "Moderator")
		for _, name := range names {
			d.says(name)
			d.press("Write to " + name)
			if d.with != guitest.ID(name) {
				t.Errorf("role %v writes to %v, not to %s", role, d.with, name)
			}
		}
	}
}

// Where nobody was named, that is said.
func TestWithoutAModerator(t *testing.T) {
	w := guitest.WithOrders(guitest.Busy())
	w.Orders.Place(machine.Merchant, guitest.ID("Ines Duarte"), w.Me.Peer, "", guitest.Now, guitest.Terms(0, guitest.Goods("Shelf", 1, 100)))
	d := newDesk(t, w, large)
	d.says("No moderator was agreed on.")
	d.silent("Moderator")
}

// The number of a parcel is copied, and its page opened after a question, by both sides.
func TestAParcelIsFollowed(t *testing.T) {
	for role, at := range map[machine.Role]view{machine.Buyer: purchasesView, machine.Merchant: salesView} {
		d := deskAt(t, parcel(role, event.Ship{Carrier: "DHL", Tracking: "00340434161094042557", URL: "https://evil.example/x"}), large, at)
		d.press("Copy the tracking number")
		if clipboard() != "00340434161094042557" {
			t.Errorf("copied is %q", clipboard())
		}
		d.press("See where it is")
		if d.browsed != "" {
			t.Error("it opened unasked")
		}
		d.says("Open this page?")
		d.press("Open the page")
		if d.browsed != "https://www.dhl.de/en/privatkunden/pakete-empfangen/verfolgen.html?piececode=00340434161094042557" {
			t.Errorf("opened is %q", d.browsed)
		}
		d.silent("Open this page?")
	}
}

// parcel is an order that was sent.
func parcel(role machine.Role, b event.Ship) *guitest.World {
	w := guitest.WithOrders(guitest.Busy())
	buyer, merchant := w.Me.Peer, guitest.ID("Jonas Berg")
	if role == machine.Merchant {
		buyer, merchant = merchant, buyer
	}
	x := w.Orders.Place(role, buyer, merchant, "", guitest.Now, guitest.Terms(0, guitest.Goods("Shelf", 1, 100)))
	x.Say(machine.Merchant, guitest.Now, event.Confirm{}, "")
	b.Parts = []event.Part{{Line: 0, Quantity: 1}}
	x.Say(machine.Merchant, guitest.Now, b, "")
	return w
}

// A page that does not say where it leads is not offered.
func TestOnlyPlainPagesOpen(t *testing.T) {
	for address, want := range map[string]bool{
		"https://tracking.example/1?n=2": true, "http://10.0.0.1:80/x": true,
		"": false, "ftp://x.example/": false, "file:///etc/passwd": false, "javascript:alert(1)": false, "https://": false,
		"https://dhl.example@evil.example/": false, "https://\u0430pple.example/": false, "restante:card/x": false, "//x.example": false,
	} {
		if got := parcelPage(event.Ship{Carrier: "Rui's van", Tracking: "1", URL: address}); (got == address && got != "") != want {
			t.Errorf("%q gives %q", address, got)
		}
	}
	d := deskAt(t, parcel(machine.Buyer, event.Ship{Carrier: "Rui's van", Tracking: "1", URL: "https://dhl.example@evil.example/"}), large, purchasesView)
	d.says("Rui's van 1")
	d.silent("See where it is")
}
