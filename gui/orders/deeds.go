package orders

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	fynewidget "fyne.io/fyne/v2/widget"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// deed is something that can be said about an order.
type deed struct {
	kind event.Kind
	word string
	icon string
	rank widget.Rank
}

// deeds are all that people can do; the most pressing first.
func deeds() []deed {
	return []deed{
		{event.KindConfirm, lang.L("Confirm"), "check", widget.Primary},
		{event.KindDecision, lang.L("Decide"), "shield-check", widget.Primary},
		{event.KindAnswer, lang.L("Answer"), "message-circle", widget.Primary},
		{event.KindShip, lang.L("Ship"), "truck", widget.Primary},
		{event.KindDeliver, lang.L("Hand over"), "download", widget.Primary},
		{event.KindNoted, lang.L("I have paid"), "banknote", widget.Primary},
		{event.KindRate, lang.L("Rate"), "circle-check", widget.Secondary},
		{event.KindReply, lang.L("Reply to the rating"), "message-circle", widget.Secondary},
		{event.KindComplete, lang.L("Complete"), "check-check", widget.Secondary},
		{event.KindPaid, lang.L("Payment received"), "banknote", widget.Secondary},
		{event.KindAllow, lang.L("Accept the return"), "check", widget.Primary},
		{event.KindReceive, lang.L("It came back"), "package", widget.Primary},
		{event.KindRefuse, lang.L("Do not accept the return"), "x", widget.Danger},
		{event.KindReturn, lang.L("Send something back"), "rotate-ccw", widget.Quiet},
		{event.KindRefund, lang.L("Pay back"), "rotate-ccw", widget.Quiet},
		{event.KindDecline, lang.L("Decline"), "x", widget.Danger},
		{event.KindCancel, lang.L("Cancel the order"), "ban", widget.Danger},
		{event.KindUnpaid, lang.L("Give up unpaid"), "ban", widget.Danger},
		{event.KindDispute, lang.L("Call the moderator"), "triangle-alert", widget.Quiet},
	}
}

const (
	loudest    = 2            // deeds that have a button of their own
	buttonMost = float32(124) // how wide they may be beside another one
)

// buttons do what may be done now: the most pressing at once, the others in a menu.
func (n *panel) buttons(x order.Page) []fyne.CanvasObject {
	row, rest := widget.Row(8), []deed{}
	for _, d := range deeds() {
		switch {
		case !slices.Contains(x.Allowed, d.kind):
		case !pressing(x, d) || !n.loud(x, row, d):
			rest = append(rest, d)
		}
	}
	if len(row.Objects) == 0 {
		row.Add(widget.Spring())
	}
	if slices.Contains(x.Allowed, event.KindMessage) {
		row.Add(widget.NewRoundButton(lang.L("Write a message on the order"), "message-circle", widget.Foreground, widget.FieldFill, 36, 18, func() { n.p.do(x, event.KindMessage) }))
	}
	row.Add(n.menu(x, rest))
	return []fyne.CanvasObject{widget.Line(), container.New(atMost{}, widget.Pad(14, panelPad, row))}
}

// loud gives a deed a button of its own, if there is room for its word.
func (n *panel) loud(x order.Page, row *fyne.Container, d deed) bool {
	b := widget.NewButton(d.word, d.icon, d.rank, func() { n.p.do(x, d.kind) })
	if len(row.Objects) == loudest || len(row.Objects) > 0 && max(b.MinSize().Width, row.Objects[0].MinSize().Width) > widget.Larger(buttonMost) {
		return false
	}
	row.Add(widget.Grow(b))
	return true
}

// pressing tells whether a deed is what the order waits for.
func pressing(x order.Page, d deed) bool {
	switch d.kind {
	case event.KindPaid, event.KindNoted:
		return x.Stage != machine.Placed && x.State.Money.Due > x.State.Money.Noted-min(x.State.Money.Noted, x.State.Money.Paid)
	case event.KindShip, event.KindDeliver:
		return x.Stage != machine.Disputed
	case event.KindDecline, event.KindCancel:
		return x.Stage == machine.Placed
	}
	return d.rank != widget.Danger && d.rank != widget.Quiet
}

// menu offers the deeds that have no button, and what is kept beside the order.
func (n *panel) menu(x order.Page, rest []deed) *widget.RoundButton {
	var b *widget.RoundButton
	b = widget.NewRoundButton(lang.L("More"), "ellipsis-vertical", widget.Foreground, widget.FieldFill, 36, 18, func() {
		menu := fyne.NewMenu("")
		for _, d := range rest {
			menu.Items = append(menu.Items, fyne.NewMenuItem(d.word, func() { n.p.do(x, d.kind) }))
		}
		menu.Items = append(menu.Items, fyne.NewMenuItem(lang.L("Open the conversation"), func() { n.p.o.Open(other(x.Row)) }))
		menu.Items = append(menu.Items, fyne.NewMenuItem(lang.L("Tags, and who looks after it"), func() { n.p.askTags(x) }))
		menu.Items = append(menu.Items, fyne.NewMenuItem(lang.L("Copy the number"), func() { n.p.copyText(x.ID.String()) }))
		fynewidget.ShowPopUpMenuAtRelativePosition(menu, n.p.o.Canvas(), fyne.NewPos(0, -float32(len(menu.Items))*38-8), b)
	})
	return b
}

// do asks for what a deed needs, and does it.
func (p *Page) do(x order.Page, k event.Kind) {
	switch k {
	case event.KindConfirm:
		p.askConfirm(x)
	case event.KindShip, event.KindDeliver:
		p.askSend(x, k)
	case event.KindPaid, event.KindNoted:
		p.askPaid(x, k)
	case event.KindRefund:
		p.askRefund(x)
	case event.KindRate:
		p.askRate(x)
	case event.KindReturn:
		p.askReturn(x)
	case event.KindReceive:
		p.askReceive(x)
	case event.KindDecision:
		p.askDecision(x)
	default:
		p.askWords(x, k)
	}
}

func (p *Page) sendAgain(id event.ID, h event.Hash, to peer.ID) {
	p.keep(func(ctx context.Context) error { return p.o.Core.SendAgain(ctx, id, h, to) })
}

// keep does something without a sheet, and reads again.
func (p *Page) keep(do func(context.Context) error) {
	p.o.Loop.InOrder(func(ctx context.Context) func() {
		err := do(ctx)
		return func() {
			if err != nil {
				p.o.Notice(problem(err))
				return
			}
			p.Reload()
		}
	})
}
