package orders

import (
	"cmp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/storefront/terms"
)

// lines are what was ordered, with how much of it was sent.
func lines(x order.Page) fyne.CanvasObject {
	col := widget.Col(12)
	for i, l := range x.State.Placed.Terms.Lines {
		col.Add(goods(x, i, l))
	}
	return col
}

func goods(x order.Page, i int, l terms.Line) fyne.CanvasObject {
	c := x.Currency
	total, err := l.Total()
	if err != nil {
		total = 0 // the core does not take such an order
	}
	below := strconv.Itoa(int(l.Quantity)) + " × " + figure(c, l.Price)
	if i < len(x.State.Lines) {
		if at := x.State.Lines[i]; at.Sent > 0 && at.Left() > 0 {
			below += " · " + lang.L("{{.N}} sent", words{"N": at.Sent})
		}
	}
	icon := map[terms.Kind]string{terms.Digital: "download", terms.Service: "clock"}[l.Kind]
	text := widget.Col(1, widget.Strong(titleOf(l), 13.5).Cut(), widget.Caption(below, 12.5).Cut())
	tile := widget.Tile(cmp.Or(icon, "package"), widget.Muted, widget.FieldFill, 40, 18)
	return widget.Row(12, tile, widget.Grow(widget.Wide(text)), widget.Label(figure(c, total), 13.5))
}

// totals adds up to what is to be paid.
func totals(x order.Page) fyne.CanvasObject {
	t, c := x.State.Placed.Terms, x.Currency
	col := widget.Col(6, amountLine(lang.L("Items"), figure(c, t.Items), false))
	for _, s := range t.Shipping {
		col.Add(amountLine(cmp.Or(widget.Brief(s.Service), lang.L("Shipping")), figure(c, s.Price), false))
	}
	for _, d := range t.Discounts {
		col.Add(amountLine(widget.Brief(d.Name), "−"+figure(c, d.Amount), false))
	}
	for _, tax := range t.Taxes {
		name := widget.Brief(tax.Name)
		if tax.Included {
			name = lang.L("{{.Name}}, included", words{"Name": name})
		}
		col.Add(amountLine(name, figure(c, tax.Amount), false))
	}
	col.Add(amountLine(lang.L("Total, {{.Word}}", words{"Word": c.Code}), figure(c, t.Total), true))
	for _, m := range []struct {
		name string
		a    money.Amount
	}{{lang.L("Paid"), x.State.Money.Paid}, {lang.L("Paid back"), x.State.Money.Refunded}, {lang.L("Still to pay back"), x.State.Money.Owed}} {
		if m.a > 0 {
			col.Add(amountLine(m.name, figure(c, m.a), false))
		}
	}
	return col
}

func amountLine(name, figure string, bold bool) fyne.CanvasObject {
	if bold {
		return widget.Row(8, widget.Grow(widget.Wide(widget.Strong(name, 14).Cut())), widget.Strong(figure, 14))
	}
	return widget.Row(8, widget.Grow(widget.Wide(widget.Caption(name, 13).Cut())), widget.Label(figure, 13))
}

// address is where the order goes to, with a button that copies it.
func (n *panel) address(x order.Page) fyne.CanvasObject {
	a := x.State.Placed.ShipTo
	if a == (event.Address{}) {
		return nil
	}
	all := addressLines(a)
	text := widget.Col(1)
	for i, s := range all {
		if i < 2 {
			text.Add(widget.Flow(s, 13, widget.Foreground))
		} else {
			text.Add(widget.Flow(s, 12.5, widget.Muted))
		}
	}
	copied := widget.NewRoundButton(lang.L("Copy the address"), "copy", widget.Muted, "", 32, 17, func() {
		n.p.copyText(strings.Join(all, "\n"))
	})
	return widget.Row(10, widget.NewIcon("map-pin", widget.Muted, 17), widget.Grow(text), copied)
}

// addressLines are those of a label.
func addressLines(a event.Address) (all []string) {
	var place []string
	for _, s := range []string{strings.TrimSpace(a.Postcode + " " + a.City), a.Region, a.Country} {
		if s != "" {
			place = append(place, s)
		}
	}
	for _, s := range []string{a.Name, a.Company, a.Street, a.Extra, strings.Join(place, ", ")} {
		if s = widget.Brief(s); s != "" {
			all = append(all, s)
		}
	}
	return all
}
