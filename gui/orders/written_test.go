package orders

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// clipboard is what was copied last.
func clipboard() string { return fyne.CurrentApp().Clipboard().Content() }

// quarrel is a case that one has to judge, with a claim as long as the core takes.
func quarrel(t *testing.T, claim string) *desk {
	w := guitest.WithOrders(guitest.Busy())
	x := w.Orders.Place(machine.Moderator, guitest.ID("Ines Duarte"), guitest.ID("Jonas Berg"), w.Me.Peer, guitest.Now.Add(-time.Hour), guitest.Terms(0, guitest.Goods("Shelf", 1, 100)))
	x.Say(machine.Merchant, guitest.Now.Add(-time.Hour), event.Confirm{}, "")
	x.Say(machine.Buyer, guitest.Now, event.Dispute{Text: claim}, "")
	return deskAt(t, w, large, casesView)
}

// A moderator reads a claim to its last word, and copies it as it was written.
func TestAClaimIsReadWhole(t *testing.T) {
	claim := strings.Repeat("The shelf is not what was agreed on. ", event.MaxText/38) + "\nThe end."
	d := quarrel(t, claim)
	d.silent(claim)
	d.press("Copy the text")
	if clipboard() != claim {
		t.Errorf("copied is %q", clipboard())
	}
	d.press("Show all")
	if _, ok := guitest.Find[fyne.CanvasObject](d.window.Canvas().Overlays().Top(), "Moderator called"); !ok {
		t.Error("the sheet does not say what it shows")
	}
	if s := test.RenderToMarkup(d.window.Canvas()); !strings.Contains(s, "The end.") {
		t.Error("the sheet does not show the end")
	}
	fyne.CurrentApp().Clipboard().SetContent("")
	d.press("Copy all")
	if clipboard() != claim || d.notice != "Copied" {
		t.Errorf("copied is %q", clipboard())
	}
}

// A short text stands in the timeline whole, with its lines.
func TestAShortTextStandsWhole(t *testing.T) {
	d := quarrel(t, "It never came.\nI asked twice.")
	d.says("It never came.\nI asked twice.")
	d.silent("Show all")
}

// What is not drawn of a text is not lost: it is offered, and copied as it was written.
func TestWhatIsNotDrawnIsCopied(t *testing.T) {
	for what, s := range guitest.Hostile {
		if strings.TrimSpace(s) == "" {
			continue
		}
		d := quarrel(t, s)
		d.press("Copy the text")
		if clipboard() != s {
			t.Errorf("%s: copied is %.40q", what, clipboard())
		}
		if short := beginning(s); len(short) > foldAfter+8 || strings.Count(short, "\n") > foldLines {
			t.Errorf("%s: %d bytes stand in the panel", what, len(short))
		}
	}
	for s, whole := range map[string]bool{"plain": true, "two\nlines": true, "two\r\nlines": true, "a\u202eb": false, "a\x00b": false, "a\u200bb": false, "Grüße, سلام": true} {
		if shows(beginning(s), s) != whole {
			t.Errorf("%q: shown whole is not %v", s, whole)
		}
	}
}

// Whatever kind of event has words, they are told.
func TestEveryKindTellsItsWords(t *testing.T) {
	for _, b := range []event.Body{event.Confirm{}, event.Failure{}, event.Decline{}, event.Cancel{}, event.Unpaid{}, event.Refund{}, event.Ship{}, event.Deliver{}, event.Complete{},
		event.Rate{}, event.Reply{}, event.Return{}, event.Allow{}, event.Refuse{}, event.Receive{}, event.Dispute{}, event.Answer{}, event.Decision{}, event.Message{}} {
		v := reflect.New(reflect.TypeOf(b)).Elem()
		for _, name := range []string{"Text", "Note", "Reason"} {
			if f := v.FieldByName(name); f.IsValid() {
				f.SetString("the words")
			}
		}
		if got := writtenIn(v.Interface().(event.Body)); got != "the words" {
			t.Errorf("%T tells %q", b, got)
		}
	}
}

// Keys that were delivered stand in a line each, whole, and are copied to the byte.
func TestKeysAreCopied(t *testing.T) {
	d := deskAt(t, guitest.Delivered(machine.Buyer), large, purchasesView)
	x := d.world.Orders.All[0]
	e := x.Events[len(x.Events)-1]
	b := e.Body.(event.Deliver)
	b.Keys = []string{strings.Repeat("K", event.MaxKey), "one\u00adtwo", "third"}
	x.Events[len(x.Events)-1].Body = b
	x.State = machine.Fold(x.ID, x.Events)
	d.page.Reload()
	d.settle()
	d.says(b.Keys...)
	for i, want := range b.Keys {
		buttons := allNamed(d.page.panel.object, "Copy the key")
		if len(buttons) != len(b.Keys) {
			t.Fatalf("%d keys can be copied", len(buttons))
		}
		test.Tap(buttons[i])
		if clipboard() != want {
			t.Errorf("copied is %.40q", clipboard())
		}
	}
	d.press("Copy all keys")
	if clipboard() != strings.Join(b.Keys, "\n") {
		t.Errorf("copied is %.40q", clipboard())
	}
}

// allNamed are the round buttons of a name, in their order.
func allNamed(o fyne.CanvasObject, name string) (all []*widget.RoundButton) {
	for {
		b, ok := guitest.Find[*widget.RoundButton](o, name)
		if !ok {
			break
		}
		all = append(all, b)
		b.Hide()
	}
	for _, b := range all {
		b.Show()
	}
	return all
}

// What the buyer wrote with the order is read whole, by whoever packs it.
func TestTheMemoIsReadWhole(t *testing.T) {
	w := guitest.WithOrders(guitest.Busy())
	x := w.Orders.Place(machine.Merchant, guitest.ID("Ines Duarte"), w.Me.Peer, "", guitest.Now, guitest.Terms(0, guitest.Goods("Shelf", 1, 100)))
	first := x.Events[0].Body.(event.Order)
	first.Memo = strings.Repeat("Ring twice. ", event.MaxNote/12)
	x.Events[0].Body = first
	x.State = machine.Fold(x.ID, x.Events)
	d := newDesk(t, w, large)
	d.press("Show all")
	d.press("Copy all")
	if clipboard() != first.Memo {
		t.Errorf("copied is %q", clipboard())
	}
}
