package network

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging"
)

func TestEveryPushNodeTellsHowItIs(t *testing.T) {
	w := guitest.Busy()
	w.Nodes[1].LastError = "the push node is full"
	d := newDesk(t, w)
	d.says("push-oslo.example", "holds your mail since 2 Nov", "38 ms", "12.0 MiB", "of 64.0 MiB",
		"the push node is full", "nearly full", "does not answer", "1 healthy", "2 need attention", "1 away")
	d.says("2 messages", "until 28 Nov – 21 Dec") // Tomás’s and Marta’s: when the first and the last of the receipts end
	w.Nodes[0].Registered = false
	w.Loop.Advance(pace)
	d.says("not registered yet", "3 need attention", "1 away")
	if d.changed == 0 {
		t.Error("nobody was told that one push node less holds mail")
	}
}

func TestAPushNodeIsAsked(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.press("Test") // the first one's
	d.says("answered in 38 ms")
	d.world.Loop.Advance(pace)
	d.says("answered in 38 ms") // also after the next reading
	d.world.Err = errors.New("no route")
	d.press("Test")
	d.says("no route")
	d.world.Nodes = d.world.Nodes[3:]
	d.world.Loop.Advance(pace)
	d.press("Test")
	d.says(messaging.ErrNoAnswer.Error())
	d.page.SetShown(false)
	d.page.SetShown(true)
	d.silent(messaging.ErrNoAnswer.Error())
	if n := d.called("test node"); n != 3 {
		t.Errorf("asked %d times", n)
	}
}

func TestOneQuestionAtATime(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.world.Nodes[0].Peer
	d.page.setProbe(id, probe{under: true})
	d.says("asking…")
	d.press("Test")
	if d.called("test node") != 0 {
		t.Error("asked twice at once")
	}
}

func TestAPushNodeIsRemovedOnlyAfterAYes(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.press("Remove push node")
	d.says("push-oslo.example will no longer hold mail for you.")
	d.press("Cancel")
	if d.called("remove node") != 0 {
		t.Fatal("removed without a yes")
	}
	d.press("Remove push node")
	d.press("Remove")
	d.silent("push-oslo.example")
	d.says("push-lima.example")
}

// TestTheKeyboardStaysWhereItIs reads again while a button of a row has the keyboard.
func TestTheKeyboardStaysWhereItIs(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	ask, _ := guitest.Find[*widget.LinkButton](d.window.Content(), "Test")
	cancel, _ := guitest.Find[*widget.RoundButton](d.window.Content(), "Cancel message")
	copyID, _ := guitest.Find[*widget.LinkButton](d.window.Content(), "Copy peer ID")
	d.world.Nodes[0].Held++
	d.world.Loop.Advance(pace)
	for name, was := range map[string]any{"Test": ask, "Copy peer ID": copyID} {
		if now, _ := guitest.Find[*widget.LinkButton](d.window.Content(), name); any(now) != was {
			t.Errorf("%s is another button after a reading", name)
		}
	}
	if now, _ := guitest.Find[*widget.RoundButton](d.window.Content(), "Cancel message"); now != cancel {
		t.Error("the letters have other buttons after a reading")
	}
	d.window.Canvas().Focus(ask)
	d.world.Loop.Advance(pace)
	if d.window.Canvas().Focused() != ask {
		t.Error("the keyboard is gone")
	}
	test.Type(ask, " ")
	d.says("answered in 38 ms")
}
