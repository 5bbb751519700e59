package storage

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
	"restante/messaging/delivery"
)

// under is an outbox with these items.
type under []delivery.Pending

func (u under) Outbox(context.Context) ([]delivery.Pending, error) { return u, nil }

var (
	marta = guitest.ID("Marta Oliveira")
	tomas = guitest.ID("Tomás Rivera")
	far   = guitest.Now.AddDate(0, 0, 30)
)

// collecting is the page with these items under way.
func collecting(t *testing.T, all ...delivery.Pending) *desk {
	d := newDesk(t, guitest.Stored())
	d.page.o.Mail = under(all)
	d.page.Reload()
	d.press("This computer")
	return d
}

// What goes to one person is one row; receipts for all people are one, the last.
func TestBundles(t *testing.T) {
	ago := func(minutes int) time.Time { return guitest.Now.Add(-time.Duration(minutes) * time.Minute) }
	node, box := delivery.Holder{Node: marta, Expires: far}, delivery.Holder{Account: "box", Expires: far.Add(-time.Hour)}
	all := bundles([]delivery.Pending{
		{Kind: "receipt", Peer: tomas, Size: 1, Accepted: ago(90)},
		{Kind: "chat", Peer: marta, Size: 10, Accepted: ago(5), Expires: far, Holders: []delivery.Holder{box}},
		{Kind: "picture", Peer: marta, Accepted: ago(50), Expires: far},
		{Kind: "chat", Peer: marta, Size: 20, Accepted: ago(60), Expires: far.Add(-time.Minute), Holders: []delivery.Holder{box, node}},
		{Kind: "receipt", Peer: marta, Size: 2, Accepted: ago(2)},
	})
	want := []bundle{
		{whose{"chat", marta}, 2, 30, ago(60), far.Add(-time.Minute), far, []holder{{account: "box"}, {node: marta}}},
		{whose{"picture", marta}, 1, 0, ago(50), far, time.Time{}, nil},
		{whose{kind: "receipt"}, 2, 3, ago(90), time.Time{}, time.Time{}, nil},
	}
	if fmt.Sprint(all) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", all, want)
	}
}

func TestWhatWaitsIsTold(t *testing.T) {
	chat := delivery.Pending{Kind: "chat", Peer: marta, Size: 2 << 20, Accepted: guitest.Now.Add(-25 * time.Hour), Expires: far}
	second, other, picture := chat, chat, chat
	second.Holders = []delivery.Holder{{Account: "box", Expires: guitest.Now.AddDate(0, 0, 9)}, {Account: "s3", Expires: guitest.Now.AddDate(0, 0, 8)}, {Node: tomas, Expires: guitest.Now}}
	other.Peer, other.Expires, other.Size, other.Accepted = tomas, guitest.Now.Add(50*time.Hour), 0, guitest.Now.Add(-3*time.Hour)
	picture.Kind, picture.Holders = "picture", []delivery.Holder{{Node: tomas, Expires: guitest.Now.AddDate(0, 0, 10)}}
	d := collecting(t, chat, second, other, picture, delivery.Pending{Kind: "grant", Peer: tomas, Expires: far, Accepted: guitest.Now, Holders: []delivery.Holder{{Account: "gone", Expires: far}}},
		delivery.Pending{Kind: "receipt", Peer: marta, Size: 1 << 10, Accepted: guitest.Now.Add(-7 * time.Minute), Expires: far}, delivery.Pending{Kind: "request", Peer: marta, Accepted: guitest.Now, Expires: far})
	d.says("Waiting to be collected", "7 items · 6.0 MiB", "Marta Oliveira", "2 messages", "4.0 MiB", "1 day", "30 Nov", "Dropbox + 2",
		"Tomás Rivera", "Message", "not sealed yet", "3 hours", "in 2 days", "Your picture", "This computer + 1", "1 Dec",
		"Permission to leave mail", "an account you left", "Receipts", "1 KiB", "7 min", "1 item", "Requests for keys", "–")
	d.silent("Nothing waits.")
}

// In its last three days an item says how long it still has.
func TestTheEndIsTold(t *testing.T) {
	d := collecting(t)
	d.says("Nothing waits.")
	d.silent("Held until", "0 items")
	for want, left := range map[string]time.Duration{"within a day": time.Hour, "in 1 day": 47 * time.Hour, "in 2 days": delivery.WarnBefore - time.Minute, "–": delivery.WarnBefore} {
		d.page.o.Mail = under{{Kind: "chat", Peer: marta, Accepted: guitest.Now, Expires: guitest.Now.Truncate(time.Minute).Add(left)}}
		d.page.Reload()
		d.says(want)
	}
}

func TestWhatWaitsForSomebodyOpensTheConversation(t *testing.T) {
	d := collecting(t, delivery.Pending{Kind: "receipt", Peer: tomas, Expires: far}, delivery.Pending{Kind: "chat", Peer: marta, Accepted: guitest.Now, Expires: far})
	d.press("Open the conversation")
	if d.with != marta {
		t.Errorf("opened %s", d.with)
	}
}

// The minutes pass without a change in the core, and the keyboard stays on its row.
func TestTheAgeOfWhatWaitsGrows(t *testing.T) {
	d := collecting(t, delivery.Pending{Kind: "chat", Peer: marta, Accepted: guitest.Now, Expires: far})
	tap := func() fyne.Focusable { return d.page.mail.rows[whose{"chat", marta}].object.(fyne.Focusable) }
	d.window.Canvas().Focus(tap())
	d.world.Loop.Advance(3 * time.Minute)
	d.says("3 min")
	if d.window.Canvas().Focused() != tap() {
		t.Error("a reading took the keyboard")
	}
}

func TestManyBundlesAreCounted(t *testing.T) {
	var all []delivery.Pending
	for i := range maxBundles + 2 {
		all = append(all, delivery.Pending{Kind: "chat", Peer: guitest.ID(fmt.Sprint(i)), Accepted: guitest.Now.Add(time.Duration(i) * time.Second), Expires: far})
	}
	d := collecting(t, slices.Concat(all, all[maxBundles:])...)
	d.says("54 items", "and 4 more items")
	if n := len(d.page.mail.rows); n != maxBundles {
		t.Errorf("%d rows", n)
	}
}

// Beside an account, only that account is told of.
func TestWhatWaitsIsToldOfThisComputer(t *testing.T) {
	d := collecting(t)
	d.press("Dropbox")
	d.silent("Waiting to be collected")
}
