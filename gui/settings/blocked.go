package settings

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/dates"
	"restante/gui/widget"
	"restante/messaging/contact"
)

// mostBlocked is how many blocked people are listed; who unblocks one sees the next.
const mostBlocked = 100

// blocked lists who is kept out.
func (p *Page) blocked() fyne.CanvasObject {
	rows := widget.Col(0)
	p.listBlocked(rows)
	return card("ban", lang.L("Blocked people"), rows)
}

func (p *Page) listBlocked(rows *fyne.Container) {
	turn := p.turn
	p.o.Loop.Go(func(ctx context.Context) func() {
		all, err := p.o.People.Blocked(ctx)
		return func() {
			if turn != p.turn {
				return
			}
			if err != nil {
				p.o.Notice(p.o.Problem(err))
			}
			rows.Objects = nil
			for i, c := range all[:min(len(all), mostBlocked)] {
				if i > 0 {
					rows.Add(widget.Line())
				}
				rows.Add(p.blockedRow(c, rows))
			}
			if len(all) == 0 {
				rows.Add(row(lang.L("Nobody"), lang.L("What somebody sends whom you block is thrown away, and they are not told. Block them from their conversation."), widget.Gap(0, 0)))
			}
			p.body.Refresh()
		}
	})
}

func (p *Page) blockedRow(c contact.Contact, rows *fyne.Container) fyne.CanvasObject {
	free := widget.NewButton(lang.L("Unblock"), "", widget.Secondary, func() {
		p.o.Loop.InOrder(func(ctx context.Context) func() {
			err := p.o.People.Unblock(ctx, c.Peer)
			return func() {
				if err != nil {
					p.o.Notice(p.o.Problem(err))
				}
				p.listBlocked(rows)
			}
		})
	})
	return row(widget.Brief(c.Name), lang.L("since {{.Date}}", words{"Date": p.day(c.Blocked)}), free)
}

// day is a day in the past.
func (p *Page) day(t time.Time) string {
	now := p.o.Now()
	return dates.Past(t.In(now.Location()), now)
}
