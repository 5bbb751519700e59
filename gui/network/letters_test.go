package network

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"restante/gui/guitest"
	"restante/messaging/chat"
	"restante/messaging/delivery"
)

func TestLettersTellWhereTheyAre(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.says("Marta Oliveira", "The tracking number follows tonight.", "waiting for the keys of Marta", "not sealed yet, so it waits here",
		"waits on this computer: keep it on", "announced to 20 peers", "next try 14:37", "1 try · until 21 Dec",
		"held by 3 until 21 Dec", "push-oslo.example, push-lima.example, Kenji Watanabe", "next try 14:52", "3 tries · until 21 Dec",
		"held by 1 until 28 Nov", "given up on 23 Nov unless they come",
		"2 held elsewhere", "2 only here", "2 receipts for what you got are on their way too")
}

// What waits for the user's own word says so.
func TestANewDeviceIsTheUsersToConfirm(t *testing.T) {
	w := guitest.Busy()
	w.Contact(guitest.ID("Marta Oliveira")).NewDevice = true
	d := newDesk(t, w)
	d.says("waits until you confirm the new device of Marta")
	d.silent("waiting for the keys of Marta")
}

func TestAboutALetter(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	far := guitest.Now.AddDate(0, 0, 20)
	for want, p := range map[string]delivery.Pending{
		"nobody else holds it yet":            {State: delivery.Queued, Expires: far},
		"the push node is full":               {State: delivery.Queued, Expires: far, Reason: "the push node is full", Pointers: 3},
		"announced to 1 peer":                 {State: delivery.Queued, Expires: far, Pointers: 1},
		"given up on 22 Nov unless they come": {State: delivery.Queued, Expires: guitest.Now.AddDate(0, 0, 1), Pointers: 3},
		"not sealed yet, so it waits here":    {State: delivery.Waiting, Expires: far, Reason: "no key of the recipient is known yet"},
		"push-oslo.example":                   {State: delivery.Stored, Expires: far, Pointers: 3, Holders: []delivery.Holder{{Node: guitest.ID("push-oslo"), Expires: far}}},
		"Kenji Watanabe, push-oslo.example": {State: delivery.Stored, Expires: far, Holders: []delivery.Holder{
			{Node: guitest.ID("push-oslo"), Expires: far}, {Node: guitest.ID("Kenji Watanabe"), Expires: far.Add(time.Hour)}}},
	} {
		if got, _ := d.page.about(letter{Pending: p}, d.page.last); got != want {
			t.Errorf("%+v says %q, want %q", p, got, want)
		}
	}
}

func TestTheNextTry(t *testing.T) {
	d := newDesk(t, guitest.Empty())
	for want, at := range map[string]time.Time{
		"": {}, "trying now": guitest.Now.Add(-time.Second), "next try 15:36": guitest.Now.Add(time.Hour), "next try 22 Nov": guitest.Now.AddDate(0, 0, 1),
	} {
		if got := d.page.next(at); got != want {
			t.Errorf("%v is %q, want %q", at, got, want)
		}
	}
	if got := d.page.next(time.Unix(0, 0)); got != "" {
		t.Errorf("never is %q", got)
	}
}

func TestALetterIsCancelledOnlyAfterAYes(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.press("Cancel message") // the oldest is the first
	d.says("Take back")
	d.press("Keep")
	if d.called("delete") != 0 {
		t.Fatal("taken back without a yes")
	}
	d.press("Cancel message")
	d.world.Err = errors.New("the disk is full")
	d.press("Take back")
	d.says("the disk is full")
	d.press("Keep")
	d.press("Cancel message")
	d.world.Err = chat.ErrNoMessage // it arrived meanwhile, and was deleted elsewhere
	d.press("Take back")
	d.silent("Take back", "See you at the market")
}

func TestALetterOpensItsConversation(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.press("Open the conversation")
	if d.opened != guitest.ID("Tomás Rivera") {
		t.Errorf("opened %s", d.opened)
	}
}

func TestManyLettersAreCounted(t *testing.T) {
	w := guitest.Empty()
	d := newDesk(t, w)
	d.says("Nothing. What you write is listed here until it has arrived.")
	id := w.Meet("Marta Oliveira", false, time.Time{})
	for i := range maxLetters + 1 {
		w.Say(id, guitest.Now.Add(time.Duration(i)*time.Second), fmt.Sprintf("letter %d", i), delivery.Queued)
	}
	d.page.Reload()
	d.says("letter 0", fmt.Sprintf("letter %d", maxLetters-1), "and 1 more message", "21 only here")
	d.silent(fmt.Sprintf("letter %d", maxLetters), "Nothing. What you write is listed here until it has arrived.")
	w.DeleteConversation(t.Context(), id)
	d.page.Reload()
	d.silent("letter 0", "and 1 more message")
	if len(d.page.letters) != 0 {
		t.Errorf("%d rows are kept", len(d.page.letters))
	}
}
