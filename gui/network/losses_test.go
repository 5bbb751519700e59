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

func TestWhatWasGivenUpTellsWhy(t *testing.T) {
	w := guitest.Busy()
	id := w.Meet("Paulo Sequeira", false, time.Time{})
	w.Say(id, guitest.Now.AddDate(0, 0, -3), "Are you open?", delivery.Expired)
	d := newDesk(t, w)
	d.says("Given up", "Here is a photo of yours.", "this disk was full", "given up on 21 Nov",
		"Are you open?", "Paulo did not come for it in time", "given up on 18 Nov", "2 messages")
}

func TestNothingGivenUpHasNoCard(t *testing.T) {
	w := guitest.Busy()
	d := newDesk(t, w)
	d.says("Given up")
	d.press("Send again")
	d.silent("Given up", "this disk was full")
	d.says("And thank you for the kind review!")
	if d.called("again") != 1 || d.notice == "" {
		t.Errorf("called %q", w.Calls)
	}
}

func TestSendingAgainMayFail(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.world.Err = errors.New("this message is not failed")
	d.press("Send again")
	if d.notice != "this message is not failed" {
		t.Errorf("it says %q", d.notice)
	}
	d.says("Given up")
}

func TestALossIsDeletedOnlyAfterAYes(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.press("Delete message")
	d.says("It goes from your conversation with Marta, who never got it.")
	d.press("Keep")
	if d.called("delete") != 0 {
		t.Fatal("deleted without a yes")
	}
	d.press("Delete message")
	d.world.Err = chat.ErrNoMessage // deleted elsewhere meanwhile
	d.press("Delete")
	d.silent("Given up", "who never got it")
}

func TestManyLossesAreCounted(t *testing.T) {
	w := guitest.Empty()
	id := w.Meet("Marta Oliveira", false, time.Time{})
	for i := range maxLosses + 2 {
		w.Say(id, guitest.Now.Add(-time.Duration(i)*time.Hour), fmt.Sprintf("loss %d", i), delivery.Expired)
	}
	d := newDesk(t, w)
	d.says("loss 0", fmt.Sprintf("loss %d", maxLosses-1), "and 2 more messages", fmt.Sprintf("%d messages", maxLosses+2))
	d.silent(fmt.Sprintf("loss %d", maxLosses))
	d.press("Open the conversation")
	if d.opened != id {
		t.Errorf("opened %s", d.opened)
	}
}
