package settings

import (
	"testing"

	"restante/gui/guitest"
	"restante/messaging/contact"
)

func TestBlockedPeople(t *testing.T) {
	d := newDesk(t)
	w := d.world
	d.page.Show("privacy")
	d.says("Nobody")
	w.Out = []contact.Contact{{Peer: guitest.ID("spam"), Name: "Spam\nSpam", Blocked: guitest.Now.AddDate(0, 0, -9)}}
	d.page.Show("privacy")
	d.says("Spam Spam")
	d.says("since 12 Nov")
	d.press("Unblock")
	d.says("Nobody")
	if len(w.Out) != 0 {
		t.Error("still blocked")
	}
}
