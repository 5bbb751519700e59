package chats

import (
	"testing"
	"time"

	"restante/gui/guitest"
)

func TestDraftsSurviveARestart(t *testing.T) {
	w := guitest.Busy()
	d := newDesk(t, w)
	d.open("Jonas Berg")
	d.write("half a thought")
	w.Loop.Advance(draftPause)
	again := newDesk(t, w)
	again.says("Draft: half a thought")
	again.open("Jonas Berg")
	if got := again.page.talk.composer.field.Text(); got != "half a thought" {
		t.Errorf("the composer has %q", got)
	}
	again.write("!")
	again.page.Lost() // reads the older one again
	again.open("Ines Duarte")
	again.says("Draft: half a thought!")
}

func TestADraftIsWrittenAfterAPause(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Jonas Berg")
	d.write("several letters")
	if d.called("draft") != 0 {
		t.Error("every letter is written down")
	}
	d.world.Loop.Advance(draftPause)
	if d.called("draft") != 1 || d.world.Typed[id] != "several letters" || d.world.Loop.Due() != 0 {
		t.Errorf("written %d times, %q", d.called("draft"), d.world.Typed)
	}
	d.write("!")
	d.page.SetFocused(false) // the window may be closed next
	if d.world.Typed[id] != "several letters!" {
		t.Errorf("kept is %q", d.world.Typed)
	}
}

func TestASentDraftIsForgotten(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	d.write("hel")
	d.world.Loop.Advance(draftPause)
	d.write("lo")
	d.enter()
	d.world.Loop.Advance(time.Minute)
	if len(d.world.Typed) != 0 {
		t.Errorf("kept is %q", d.world.Typed)
	}
	d.write("at once")
	d.enter()
	before := d.called("draft")
	d.world.Loop.Advance(time.Minute)
	if d.called("draft") != before {
		t.Error("what was never kept is forgotten")
	}
}

func TestADraftOfADeletedConversationIsNotWritten(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	d.write("never mind")
	d.page.talk.askDelete()
	d.press("Delete")
	d.world.Loop.Advance(time.Minute)
	if len(d.world.Typed) != 0 {
		t.Errorf("kept is %q", d.world.Typed)
	}
}
