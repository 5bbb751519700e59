package orders

import (
	"context"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	fynewidget "fyne.io/fyne/v2/widget"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
)

// filledIn are the places that a canned reply has for what an order says.
var filledIn = words{"Name": "{name}", "Order": "{order}", "Tracking": "{tracking}"}

// cannedReplies offers texts that are kept, for an area of a sheet.
func (p *Page) cannedReplies(x order.Page, area *widget.Area) fyne.CanvasObject {
	var b *widget.LinkButton
	b = widget.NewLinkButton(lang.L("Insert a canned reply"), func() {
		p.o.Loop.Go(func(ctx context.Context) func() {
			all, err := p.o.Core.Replies(ctx)
			return func() {
				if err != nil {
					p.trouble(err)
					return
				}
				p.offerReplies(x, area, b, all)
			}
		})
	})
	return widget.Inset(-8, 0, -8, 0, widget.Left(b))
}

func (p *Page) offerReplies(x order.Page, area *widget.Area, at fyne.CanvasObject, all map[string]string) {
	menu := fyne.NewMenu("")
	for _, name := range slices.Sorted(maps.Keys(all)) {
		menu.Items = append(menu.Items, fyne.NewMenuItem(widget.Brief(name), func() { insert(area, filled(all[name], x)) }))
	}
	if len(all) == 0 {
		menu.Items = append(menu.Items, fyne.NewMenuItem(lang.L("Write one"), p.ManageReplies))
	}
	fynewidget.ShowPopUpMenuAtRelativePosition(menu, p.o.Canvas(), fyne.NewPos(0, 30), at)
}

// insert puts a text behind what is there.
func insert(area *widget.Area, text string) {
	if was := strings.TrimRight(area.Text(), "\n "); was != "" {
		text = was + "\n" + text
	}
	area.SetText(text)
}

// filled is a canned reply with what an order has in place of {name}, {order} and
// {tracking}.
func filled(text string, x order.Page) string {
	return strings.NewReplacer("{name}", nameOf(x.Row), "{order}", number(x.ID), "{tracking}", trackingOf(x)).Replace(text)
}

// trackingOf is the number of the parcel that was sent last.
func trackingOf(x order.Page) (s string) {
	for _, e := range x.State.Timeline {
		if b, ok := e.Body.(event.Ship); ok && e.Void == "" && b.Tracking != "" {
			s = strings.TrimSpace(b.Carrier + " " + b.Tracking)
		}
	}
	return s
}

// ManageReplies writes, changes and removes canned replies.
func (p *Page) ManageReplies() {
	p.openKept(lang.L("Canned replies"), lang.L("Write one"), func(k *keptOnes) func(context.Context) (func(), error) {
		return func(ctx context.Context) (func(), error) {
			all, err := p.o.Core.Replies(ctx)
			return func() { p.listReplies(k, all) }, err
		}
	}, func(k *keptOnes) { k.sheet.overlay.Close(); p.askReply("", "") })
}

func (p *Page) listReplies(k *keptOnes, all map[string]string) {
	if len(all) == 0 {
		k.sheet.add(para(lang.L("None yet. A canned reply is a text that you write once and insert into messages on orders.")))
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		change := little(lang.L("Change {{.Name}}", words{"Name": name}), "pencil", func() { k.sheet.overlay.Close(); p.askReply(name, all[name]) })
		gone := little(lang.L("Remove {{.Name}}", words{"Name": name}), "trash-2", func() { k.change(func(ctx context.Context) error { return p.o.Core.ForgetReply(ctx, name) }) })
		k.sheet.add(keptRow(name, all[name], change, gone))
	}
}

// askReply writes one.
func (p *Page) askReply(name, text string) {
	s := p.sheet(lang.L("Canned reply"))
	called, area := s.field(name, lang.L("Thanks")), s.area(lang.L("Thank you, {{.Name}}! Order {{.Order}} is on its way.", filledIn))
	area.SetText(text)
	s.add(labelled(lang.L("Name"), called), labelled(lang.L("Text"), area), para(lang.L("{{.Name}}, {{.Order}} and {{.Tracking}} are filled in from the order.", filledIn)))
	s.open(lang.L("Save"), widget.Primary, func() {
		to := strings.TrimSpace(called.Text())
		s.work(func(ctx context.Context) error {
			if err := p.o.Core.KeepReply(ctx, to, area.Text()); err != nil || name == "" || name == to {
				return err
			}
			return p.o.Core.ForgetReply(ctx, name)
		})
	})
}
