package chats

import (
	"errors"
	"strings"
	"testing"
	"time"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/chat"
)

func TestSend(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	d.write("  hello there ")
	d.enter()
	if d.called("send hello there") != 1 {
		t.Fatalf("calls %q", d.world.Calls)
	}
	if m := d.last(); m.Text != "hello there" || !m.Out || m.Mark != widget.Queued || !d.page.talk.view.AtEnd() {
		t.Errorf("shown is %+v", m)
	}
	if d.page.talk.composer.field.Text() != "" || d.names()[0] != "Jonas Berg" {
		t.Error("the composer is not empty, or the list is old")
	}
	d.enter() // nothing to send
	if len(d.world.Talks[guitest.ID("Jonas Berg")]) != 2 {
		t.Error("an empty message was sent")
	}
}

func TestARefusedTextComesBack(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	d.write("precious")
	d.world.Err = errors.New("the disk is full")
	d.page.talk.composer.submit()
	if got := d.page.talk.composer.field.Text(); got != "precious" || d.notice != "the disk is full" {
		t.Errorf("the composer has %q, the notice is %q", got, d.notice)
	}
}

func TestTypingIsToldOnceASecond(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	d.write("several letters")
	d.world.Loop.Advance(900 * time.Millisecond)
	d.write("x")
	if n := d.called("typing"); n != 1 {
		t.Errorf("told %d times", n)
	}
	d.world.Loop.Advance(200 * time.Millisecond)
	d.write("y")
	if n := d.called("typing"); n != 2 {
		t.Errorf("told %d times", n)
	}
}

func TestDraftsStayWithTheirPerson(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	d.write("for Jonas")
	told := d.called("typing")
	d.open("Ines Duarte")
	if got := d.page.talk.composer.field.Text(); got != "" {
		t.Errorf("Ines gets %q", got)
	}
	d.open("Jonas Berg")
	if got := d.page.talk.composer.field.Text(); got != "for Jonas" || d.called("typing") != told {
		t.Errorf("Jonas gets %q", got)
	}
}

func TestTheLimitIsClear(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	c := d.page.talk.composer
	c.field.SetText(strings.Repeat("é", chat.MaxText/2-100))
	d.says("200 bytes left")
	c.field.SetText(strings.Repeat("é", chat.MaxText/2) + "abc")
	d.says("Too long by 3 bytes: a message has at most 20,000.")
	c.submit()
	if !c.send.Disabled() || c.field.Text() == "" {
		t.Error("a message that is too long can be sent")
	}
	c.field.SetText("short")
	d.silent("Too long by 3 bytes: a message has at most 20,000.")
	if c.send.Disabled() {
		t.Error("a short one cannot")
	}
}

func TestSendIsOfferedOnlyForText(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	send := d.page.talk.composer.send
	for _, c := range []struct {
		text string
		can  bool
	}{{"", false}, {" \n ", false}, {"x", true}, {strings.Repeat("x", chat.MaxText+1), false}, {"y", true}} {
		d.page.talk.composer.field.SetText(c.text)
		if send.Disabled() == c.can {
			t.Errorf("with %d letters the button can be pressed: %v", len(c.text), !c.can)
		}
	}
	d.enter()
	if !send.Disabled() {
		t.Error("it can be pressed after sending")
	}
}

func TestOneByteIsSingular(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Jonas Berg")
	d.page.talk.composer.field.SetText(strings.Repeat("x", chat.MaxText+1))
	d.says("Too long by 1 byte: a message has at most 20,000.")
	d.page.talk.composer.field.SetText(strings.Repeat("x", chat.MaxText-1))
	d.says("1 byte left")
}

func TestTypingDotsMoveAndEnd(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := d.open("Jonas Berg")
	d.page.Events([]any{chat.Typing{Peer: id, Until: d.world.Loop.Now().Add(2 * time.Second)}})
	d.says("typing…")
	d.world.Loop.Advance(3 * time.Second)
	d.silent("typing…")
	if n := d.world.Loop.Due(); n != 0 {
		t.Errorf("%d timers still run", n)
	}
	d.page.SetFocused(false)
	d.page.Events([]any{chat.Typing{Peer: id, Until: d.world.Loop.Now().Add(2 * time.Second)}})
	if n := d.world.Loop.Due(); n != 1 { // only the end of typing
		t.Errorf("%d timers in a window without the keyboard", n)
	}
}
