package orders

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/pay"
	"restante/messaging/storefront/terms"
)

// bulkConfirm takes many orders, with one word on how to pay.
func (p *Page) bulkConfirm(rows []order.Row) {
	p.withOffers(func(all []offer) { p.confirmAll(rows, all) })
}

func (p *Page) confirmAll(rows []order.Row, all []offer) {
	j := p.newJob(lang.L("Confirm"), rows)
	to, note := j.sheet.paying(all), j.sheet.area(lang.L("A word to the buyer, if you like"))
	j.sheet.add(to.object, note)
	j.each = func(ctx context.Context, r order.Row) error {
		return j.says(ctx, r.ID, func(x order.Page) (event.Body, error) {
			ways, err := to.ways(x, "")
			once := func(w event.Way) bool { return pay.Once(w.To) }
			if len(rows) > 1 && slices.ContainsFunc(ways, once) {
				return nil, pay.ErrOnce
			}
			return event.Confirm{Note: note.Text(), Ways: ways}, err
		})
	}
	j.open()
}

// bulkPaid notes that all that is due of each order came.
func (p *Page) bulkPaid(rows []order.Row) {
	j := p.newJob(lang.L("Payment received"), rows)
	j.sheet.add(para(lang.L("All that is still due of each order is noted as received. Restante holds no money.")))
	how := j.sheet.field("", lang.L("Bank transfer"))
	j.sheet.add(labelled(lang.L("How"), how))
	j.each = func(ctx context.Context, r order.Row) error {
		return j.says(ctx, r.ID, func(x order.Page) (event.Body, error) {
			if x.State.Money.Due == 0 {
				return nil, errNotNow
			}
			pay := suggested(x, event.KindPaid)
			pay.Amount = x.State.Money.Due
			if m := strings.TrimSpace(how.Text()); m != "" {
				pay.Method = m
			}
			return event.Paid(pay), nil
		})
	}
	j.open()
}

// bulkDecline refuses many orders for one reason.
func (p *Page) bulkDecline(rows []order.Row) {
	j := p.newJob(lang.L("Decline"), rows)
	j.sheet.add(para(lang.L("The buyers learn the reason, and the pieces go back to your stock. This cannot be undone.")))
	why := j.sheet.area(lang.L("The reason, if you like"))
	j.sheet.add(why)
	j.each = func(ctx context.Context, r order.Row) error {
		return j.says(ctx, r.ID, func(order.Page) (event.Body, error) { return event.Decline{Reason: why.Text()}, nil })
	}
	j.open()
}

// bulkTag adds a tag to each; undone, each has those that it had.
func (p *Page) bulkTag(rows []order.Row) {
	j := p.newJob(lang.L("Tag"), rows)
	tags := j.sheet.field("", lang.L("Between commas"))
	j.sheet.add(para(lang.L("Nobody else sees it.")), labelled(lang.L("Tags to add"), tags))
	j.each = func(ctx context.Context, r order.Row) error {
		all := append(slices.Clone(r.Tags), brief(strings.Split(tags.Text(), ","))...)
		return p.o.Core.SetTags(ctx, r.ID, slices.Compact(slices.Sorted(slices.Values(all))))
	}
	j.undo = func(ctx context.Context, r order.Row) error { return p.o.Core.SetTags(ctx, r.ID, r.Tags) }
	j.open()
}

// bulkAssign gives each to somebody; undone, to those who had it.
func (p *Page) bulkAssign(rows []order.Row) {
	j := p.newJob(lang.L("Who looks after it"), rows)
	who := j.sheet.field("", lang.L("A name"))
	j.sheet.add(para(lang.L("Nobody else sees it.")), labelled(lang.L("Who looks after it"), who))
	j.each = func(ctx context.Context, r order.Row) error {
		return p.o.Core.Assign(ctx, r.ID, strings.TrimSpace(who.Text()))
	}
	j.undo = func(ctx context.Context, r order.Row) error { return p.o.Core.Assign(ctx, r.ID, r.Assignee) }
	j.open()
}

// bulkShip sends all that is left of each order, with one carrier and the numbers that
// are pasted.
func (p *Page) bulkShip(rows []order.Row) {
	j := p.newJob(lang.L("Ship"), rows)
	s := j.sheet
	who := carrierSelect()
	list := s.area(lang.L("One a line, as in the list; or an order's number and then its tracking number"))
	said := widget.Para("", 12.5, sheetWide, widget.Muted)
	list.OnChanged = func(text string) {
		found, err := trackings(rows, text)
		said.SetIn(saidOf(len(found), len(rows), err), widget.Muted)
		s.overlay.Grown()
	}
	s.add(para(lang.L("All that is left of each order is sent.")), labelled(lang.L("Carrier"), widget.Left(who)), labelled(lang.L("Tracking numbers"), list), said)
	j.each = func(ctx context.Context, r order.Row) error {
		found, err := trackings(rows, list.Text())
		if err != nil {
			return err
		}
		return j.says(ctx, r.ID, func(x order.Page) (event.Body, error) { return shipAll(x, who.Chosen(), found[r.ID]) })
	}
	j.open()
}

// shipAll sends all goods that are left.
func shipAll(x order.Page, carrier int, tracking string) (event.Body, error) {
	var parts []event.Part
	for i, l := range x.State.Placed.Terms.Lines {
		if left := x.State.Lines[i].Left(); left > 0 && l.Kind == terms.Physical {
			parts = append(parts, event.Part{Line: uint32(i), Quantity: left})
		}
	}
	if len(parts) == 0 {
		return nil, errNotNow
	}
	return shipment(parts, carrier, tracking), nil
}
