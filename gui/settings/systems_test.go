package settings

import (
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/messaging/webhook"
)

// newPost is the section of one's own systems, of which there are three.
func newPost(t *testing.T) *desk {
	told := guitest.Told()
	d := newDesk(t, func(o *Options) { o.Systems = told.Hooks })
	d.world.Hooks = told.Hooks
	d.page.Show("systems")
	return d
}

// calls are those of the systems' own world.
func (d *desk) calls() []string { return d.world.Hooks.World.Calls }

func (d *desk) called(want string) {
	d.t.Helper()
	if all := d.calls(); len(all) == 0 || all[len(all)-1] != want {
		d.t.Errorf("called %q, want %q", all, want)
	}
}

func TestSystemsSayHowTheyDo(t *testing.T) {
	d := newPost(t)
	d.says("Bookkeeping", "Works", "Warehouse", "Failing", "hooks.example", "Paused", "Orders · Stock · Shop", "Orders · Stock",
		"Nothing has arrived since 21 Nov, 11:12. Restante goes on trying by itself. 4 events wait.",
		"Restante has paused it: it answered 410, so it wants nothing any more. 1 event waits.")
	d.world.Hooks.All[2].Why = "nothing has arrived there for five days: it answered 500"
	d.page.Events([]any{webhook.Paused{Hook: "list"}})
	d.says("Restante has paused it: nothing has arrived there for five days. 1 event waits.")
	d.press("Resume")
	d.called("pause list")
	d.says("Events go there as they happen.")
	d.press("Pause")
	d.called("pause books")
	d.says("You have paused it. Events wait, for 30 days.")
}

func TestASystemIsAddedAndItsSecretShownOnce(t *testing.T) {
	d := newPost(t)
	d.press("Add an address")
	test.Type(d.window.Canvas().Focused(), " http://books.example/in ")
	d.world.Hooks.World.Err = webhook.ErrFar
	d.press("Add")
	d.says("Plain http goes only to this computer and its own network. Use https.")
	d.press("Add")
	added := d.world.Hooks.All[3]
	if added.URL != "http://books.example/in" || added.Types != nil {
		t.Errorf("added %+v", added)
	}
	d.says(guitest.Secret, "books.example")
	d.press("Copy")
	if got := d.app.Clipboard().Content(); got != guitest.Secret {
		t.Errorf("copied %q", got)
	}
	d.press("Done")
	d.silent(guitest.Secret)
}

func TestASystemIsToldWhatWasChosen(t *testing.T) {
	d := newPost(t)
	d.press("Add an address")
	test.Type(d.window.Canvas().Focused(), "https://books.example/in")
	for _, off := range []string{"Orders", "Stock", "Shop"} {
		d.press(off)
	}
	d.press("Add")
	d.says("Choose what it is told.")
	d.press("Stock")
	d.press("Messages")
	d.press("Add")
	want := []string{webhook.StockOut, webhook.StockLow, webhook.StockIn, webhook.MessageCame}
	if got := d.world.Hooks.All[3].Types; !slices.Equal(got, want) {
		t.Errorf("it is told %q, want %q", got, want)
	}
}

func TestASystemIsTested(t *testing.T) {
	d := newPost(t)
	for want, a := range map[string]webhook.Answer{
		"The test has arrived":                                    {Status: 204},
		"The test has not arrived. It answered 500.":              {Status: 500, Why: "it answered 500"},
		"The test has not arrived. There was no answer: no route": {Why: "no\nroute"},
	} {
		d.world.Hooks.Answer = a
		d.press("Send a test")
		d.called("test books")
		if d.notice != want {
			t.Errorf("said %q, want %q", d.notice, want)
		}
	}
	d.world.Hooks.World.Err = errors.New("the line broke")
	d.press("Send a test")
	if d.notice != "the line broke" {
		t.Errorf("said %q", d.notice)
	}
}

func TestDeliveriesAreListedAndSentAgain(t *testing.T) {
	d := newPost(t)
	d.silent("order.placed")
	d.press("Deliveries")
	d.says("order.placed", "Waits", "21 Nov, 13:36 · 3 attempts · It answered 500.", "stock.out", "Given up", "order.paymentconfirmed", "Arrived")
	d.press("Send again")
	d.called("again books 12")
	d.world.Hooks.Sent = []webhook.Delivery{{ID: 13, Body: []byte("no JSON")}}
	d.press("Hide deliveries")
	d.silent("order.placed")
	d.press("Deliveries")
	d.says("?")
}

func TestRemovingASystemIsAsked(t *testing.T) {
	d := newPost(t)
	d.press("Remove")
	d.says("Tell Bookkeeping nothing any more?")
	d.press("Cancel")
	d.says("Bookkeeping")
	d.press("Remove")
	d.press("Remove")
	d.called("remove books")
	d.silent("Bookkeeping")
}

func TestANewSecretIsAskedAndShown(t *testing.T) {
	d := newPost(t)
	d.press("New secret")
	d.silent(guitest.Secret)
	d.press("New secret")
	d.called("rotate books")
	d.says(guitest.Secret)
	d.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	d.silent(guitest.Secret)
}

func TestAWindowWithoutSystemsHasNoSection(t *testing.T) {
	d := newDesk(t, func(o *Options) { o.Systems = nil })
	d.silent("Your own systems")
}
