package orders

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/names"
	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
)

const (
	refusedLately = 7 * 24 * time.Hour // so long what was refused stands in the view of today
	refusedShown  = 100                // in the log, the newest first
)

// refused is what others sent and the core did not take, lately.
func (t *today) refused(ctx context.Context) (task, error) {
	one := task{name: lang.L("refused"), icon: "ban", tone: widget.Broken, do: t.p.AskRefusals}
	all, err := t.p.o.Core.Refusals(ctx, refusedShown)
	now := t.p.o.Now()
	for _, r := range all {
		if now.Sub(r.At) > refusedLately {
			continue
		}
		if one.count++; one.count <= cardRows {
			one.rows = append(one.rows, taskRow{t.p.nameOfPeer(ctx, r) + " · " + spoke(r.Why), age(now.Sub(r.At)), t.p.AskRefusals})
		}
		one.oldest = r.At
	}
	return one, err
}

// nameOfPeer is who sent what was refused.
func (p *Page) nameOfPeer(ctx context.Context, r order.Refusal) string {
	if p.o.Name != nil && r.From != "" {
		if name := widget.Brief(p.o.Name(ctx, r.From)); name != "" {
			return name
		}
	}
	return names.Short(r.From)
}

// refusal is a line of the log, with who sent it.
type refusal struct {
	order.Refusal
	name string
}

// AskRefusals shows the newest of what was refused: why, from whom and when.
func (p *Page) AskRefusals() {
	p.o.Loop.Go(func(ctx context.Context) func() {
		found, err := p.o.Core.Refusals(ctx, refusedShown)
		var all []refusal
		for _, r := range found {
			all = append(all, refusal{r, p.nameOfPeer(ctx, r)})
		}
		return func() {
			if err != nil {
				p.trouble(err)
				return
			}
			p.showRefusals(all)
		}
	})
}

func (p *Page) showRefusals(all []refusal) {
	s := p.sheet(lang.L("What was refused"), para(lang.L("Others sent this, and it was not taken: no order was changed by it.")))
	for _, r := range all {
		s.add(p.refusalLine(s, r))
	}
	if len(all) == 0 {
		s.add(para(lang.L("Nothing so far.")))
	}
	s.open(lang.L("Close"), widget.Primary, func() { s.overlay.Close() })
	s.no.Hide() // there is nothing to take back
}

// refusalLine is one of them; it leads to the order that it was about, if there is one.
func (p *Page) refusalLine(s *sheet, r refusal) fyne.CanvasObject {
	head := widget.Row(8, widget.Grow(widget.Wide(widget.Strong(r.name, 13).Cut())), widget.Caption(moment(r.At, p.o.Now()), 12))
	col := widget.Col(2, head)
	if t, known := tellings()[r.Kind]; known {
		col.Add(widget.Caption(t.title, 12.5).Cut())
	}
	col.Add(widget.Flow(spoke(r.Why), 13, widget.Foreground))
	if r.Order != (event.ID{}) {
		open := widget.NewLinkButton(lang.L("Order {{.Word}}", words{"Word": number(r.Order)}), func() { s.overlay.Close(); p.Open(r.Order) })
		col.Add(widget.Inset(0, 0, -8, 0, widget.Left(open)))
	}
	col.Add(widget.Line())
	return col
}
