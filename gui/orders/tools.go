package orders

import (
	"cmp"
	"context"
	"reflect"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	fynewidget "fyne.io/fyne/v2/widget"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/machine"
)

// tools are filters, replies and statements.
func (p *Page) tools() fyne.CanvasObject {
	var b *widget.RoundButton
	b = widget.NewRoundButton(lang.L("Filters and more"), "ellipsis-vertical", widget.Muted, widget.FieldFill, 34, 17, func() {
		menu := fyne.NewMenu("",
			fyne.NewMenuItem(lang.L("Narrow down, and keep as a filter"), p.AskNarrow),
			fyne.NewMenuItem(lang.L("Kept filters"), p.ManageFilters),
			fyne.NewMenuItem(lang.L("Canned replies"), p.ManageReplies))
		menu.Items = append(menu.Items, fyne.NewMenuItem(lang.L("What was refused"), p.AskRefusals))
		if p.side == machine.Merchant && p.o.Pick != nil {
			menu.Items = append(menu.Items, fyne.NewMenuItem(lang.L("Bank statement"), p.PickStatement))
		}
		if p.side == machine.Merchant {
			menu.Items = append(menu.Items, fyne.NewMenuItem(lang.L("Head of invoices"), p.AskHead))
		}
		fynewidget.ShowPopUpMenuAtRelativePosition(menu, p.o.Canvas(), fyne.NewPos(0, 38), b)
	})
	return b
}

// showKept puts the filters that are kept for this side behind the chips.
func (p *Page) showKept(kept []order.KeptFilter) {
	all := choices(p.side)
	for _, k := range kept {
		if cmp.Or(k.Role, machine.Merchant) == p.side {
			all = append(all, choice{name: widget.Brief(k.Name), filter: k.Filter})
		}
	}
	same := slices.EqualFunc(all, p.choices, func(a, b choice) bool { return a.name == b.name && reflect.DeepEqual(a.filter, b.filter) })
	if same {
		return
	}
	name := cmp.Or(p.want, p.choices[p.chosen].name)
	p.choices, p.want = all, ""
	p.chosen = max(0, slices.IndexFunc(all, func(c choice) bool { return c.name == name }))
	p.makeChips()
	p.Reload() // another filter may be chosen now than the one that was read
}

var sortsOf = []order.Sort{order.Newest, order.Oldest, order.Changes, order.Urgent, order.Largest}

func sortNames() []string {
	return []string{lang.L("Newest first"), lang.L("Oldest first"), lang.L("Changed last first"), lang.L("Most urgent first"), lang.L("Largest first")}
}

// AskNarrow chooses among the orders of the chip, and keeps that under a name if it gets
// one.
func (p *Page) AskNarrow() {
	s := p.sheet(lang.L("Narrow down"))
	was := p.narrow.filter
	tag, who := s.field(was.Tag, lang.L("One that the orders have")), s.field(was.Assignee, lang.L("A name"))
	text := s.field(cmp.Or(was.Text, p.find.Text()), lang.L("Beginnings of words"))
	days := s.days(was)
	paid := widget.NewSelect(lang.L("Payment"), paymentNames(), func(int) {})
	paid.Choose(slices.Index(paymentsOf, was.Payment))
	sorted := widget.NewSelect(lang.L("Order"), sortNames(), func(int) {})
	sorted.Choose(slices.Index(sortsOf, was.Sort))
	unread := widget.NewSwitch(lang.L("Only with news"), func(bool) {})
	unread.Set(was.Unread)
	name := s.field("", lang.L("With a name it becomes a chip"))
	s.add(halves(lang.L("Tag"), tag, lang.L("Who looks after it"), who), labelled(lang.L("Words"), text), labelled(lang.L("Placed, from and until"), days.face()),
		halves(lang.L("Payment"), widget.Left(paid), lang.L("Sorted"), widget.Left(sorted)),
		widget.Row(12, widget.Grow(widget.Wide(widget.Label(lang.L("Only with news"), 13).Cut())), unread), labelled(lang.L("Name"), name))
	s.open(lang.L("Show"), widget.Primary, func() {
		from, until, err := days.days()
		if err != nil {
			s.say(problem(err))
			return
		}
		f := order.Filter{From: from, Until: until, Payment: paymentsOf[max(0, paid.Chosen())], Tag: strings.TrimSpace(tag.Text()), Assignee: strings.TrimSpace(who.Text()), Text: strings.TrimSpace(text.Text()), Unread: unread.On(), Sort: sortsOf[max(0, sorted.Chosen())]}
		p.narrowOrKeep(s, strings.TrimSpace(name.Text()), f)
	})
}

// narrowOrKeep shows what was asked for, and keeps it if it has a name.
func (p *Page) narrowOrKeep(s *sheet, name string, f order.Filter) {
	p.find.SetText("")
	if name == "" {
		s.overlay.Close()
		p.setNarrow(narrow{p.say(f), f})
		return
	}
	all := narrow{filter: f}.on(p.choices[p.chosen].filter)
	all.Role = p.side
	s.then = func() { p.narrow = narrow{}; p.drawNarrow(); p.want = widget.Brief(name) }
	s.work(func(ctx context.Context) error { return p.o.Core.KeepFilter(ctx, name, all) })
}

// say tells a filter in words.
func (p *Page) say(f order.Filter) string {
	var all []string
	if f.Payment != 0 {
		all = append(all, paymentNames()[slices.Index(paymentsOf, f.Payment)])
	}
	if days := p.sayDays(f); days != "" {
		all = append(all, days)
	}
	if f.Unread {
		all = append(all, lang.L("with news"))
	}
	if f.Sort != order.Newest {
		all = append(all, sortNames()[slices.Index(sortsOf, f.Sort)])
	}
	return strings.Join(append(brief([]string{f.Tag, f.Assignee, f.Text}), all...), " · ")
}
