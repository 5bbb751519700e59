package chats

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
	"restante/messaging/chat"
)

// typingPause is the least time between two notices that the user types.
const typingPause = time.Second

// warnBytes is how near the limit the composer begins to count.
const warnBytes = 1000

// composer is the field at the foot.
type composer struct {
	talk   *talk
	object fyne.CanvasObject
	field  *widget.Composer
	send   *widget.RoundButton
	limit  *widget.Text
	foot   *fyne.Container // the limit's line

	told  time.Time // when the peer was last told that the user types
	quiet bool      // the text is set by the program, not typed
}

func newComposer(t *talk) *composer {
	c := &composer{talk: t, field: widget.NewComposer()}
	c.field.OnChanged, c.field.OnSend, c.field.OnGrown = c.changed, c.submit, c.relayout
	c.send = widget.NewRoundButton(lang.L("Send"), "send", widget.OnOut, widget.BubbleOut, 44, 19, c.submit)
	c.send.Disable()
	c.limit = widget.Caption("", 12).Cut()
	c.foot = widget.Inset(6, 0, 14, 14, c.limit)
	c.foot.Hide()
	row := widget.RowEnd(12, widget.Grow(c.field), c.send)
	bar := widget.Col(0, widget.Line(), widget.Pad(12, 16, widget.Col(0, row, c.foot)))
	c.object = widget.On(widget.Look{Fill: widget.Panel}, bar)
	return c
}

func (c *composer) address(x person) {
	show(c.object, !x.blocked())
	if x.request() {
		c.field.SetPlaceHolder(lang.L("An answer accepts {{.Name}}", words{"Name": x.brief()}))
		return
	}
	c.field.SetPlaceHolder(lang.L("Message {{.Name}}", words{"Name": x.first()}))
}

func (c *composer) focus() {
	if canvas := c.talk.page.o.Canvas(); canvas != nil {
		canvas.Focus(c.field.Focusable())
	}
}

// typeRune takes a letter that was typed elsewhere on the page.
func (c *composer) typeRune(r rune) {
	c.focus()
	c.field.Focusable().TypedRune(r)
}

// relayout makes room for a higher field.
func (c *composer) relayout() {
	if c.talk.column != nil {
		c.talk.relayout()
	}
}

// restore shows what was typed to the person before.
func (c *composer) restore() {
	c.set(c.talk.page.drafts.texts[c.talk.peer])
	c.told = time.Time{}
}

func (c *composer) set(s string) {
	c.quiet = true
	c.field.SetText(s)
	c.quiet = false
	c.count(s)
}

// changed keeps the draft, counts bytes and tells the peer, at most once a second,
// that the user types.
func (c *composer) changed(s string) {
	c.count(s)
	if !c.quiet && c.talk.peer != "" {
		c.talk.page.drafts.set(c.talk.peer, s)
	}
	now := c.talk.page.o.Now()
	if c.quiet || strings.TrimSpace(s) == "" || c.talk.peer == "" || now.Sub(c.told) < typingPause {
		return
	}
	c.told = now
	id := c.talk.peer
	c.talk.page.o.Loop.Go(func(ctx context.Context) func() {
		_, _ = c.talk.page.o.Chats.Send(ctx, id, "", "", "") // a hint: lost ones are no loss
		return nil
	})
}

// count says in clear words how much room is left, once that matters.
func (c *composer) count(s string) {
	n := len(strings.TrimSpace(s))
	left := chat.MaxText - n
	c.offer(n > 0 && left >= 0)
	if near := left < warnBytes; near != c.foot.Visible() {
		show(c.foot, near)
		c.relayout()
	}
	if left >= 0 {
		c.limit.SetIn(lang.N("{{.N}} bytes left", left, words{"N": left}), widget.Muted)
	} else {
		c.limit.SetIn(lang.N("Too long by {{.N}} bytes: a message has at most 20,000.", -left, words{"N": -left}), widget.Bad)
	}
}

// offer lets the button be pressed while there is something to send.
func (c *composer) offer(on bool) {
	switch {
	case on == !c.send.Disabled():
	case on:
		c.send.Enable()
	default:
		c.send.Disable()
	}
}

// submit hands the text to the core. What the core refuses goes back into the
// field, so nothing typed is lost.
func (c *composer) submit() {
	text := strings.TrimSpace(c.field.Text())
	if text == "" || len(text) > chat.MaxText || c.talk.peer == "" {
		return
	}
	t, id, key := c.talk, c.talk.peer, rand.Text()
	c.set("")
	t.page.drafts.set(id, "") // which the core hears after the message
	t.newFrom, c.told = "", time.Time{}
	t.page.o.Loop.InOrder(func(ctx context.Context) func() {
		_, err := t.page.o.Chats.Send(ctx, id, "", text, key)
		return func() { c.sent(id, text, err) }
	})
}

func (c *composer) sent(id peer.ID, text string, err error) {
	t := c.talk
	if err != nil {
		c.giveBack(id, text)
		t.page.fail(err)
		return
	}
	if id == t.peer {
		t.view.ScrollToEnd()
		t.toNewest()
	}
	t.page.Reload()
}

// giveBack puts a refused text before whatever was typed meanwhile.
func (c *composer) giveBack(id peer.ID, text string) {
	d := c.talk.page.drafts
	d.set(id, strings.TrimSpace(text+"\n"+d.texts[id]))
	if id == c.talk.peer {
		c.set(d.texts[id])
	}
}
