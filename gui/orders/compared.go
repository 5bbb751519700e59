package orders

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/machine"
)

// comparedFor is how long an order that is over is still compared.
const comparedFor = 30 * 24 * time.Hour

// partners are those who have the events of an order as well: a moderator from when they
// are called.
func partners(x order.Page) (all []peer.ID) {
	for _, by := range []machine.Role{machine.Buyer, machine.Merchant, machine.Moderator} {
		if id := peerOf(x.Row, by); id != "" && by != x.Role && (by != machine.Moderator || x.State.Called()) {
			all = append(all, id)
		}
	}
	return all
}

// agreed is since when all are known to have the same events; zero: they are not.
func agreed(x order.Page) (last time.Time) {
	for _, id := range partners(x) {
		at, ok := x.Agreed[id]
		if !ok {
			return time.Time{}
		}
		if last.IsZero() || at.Before(last) {
			last = at
		}
	}
	return last
}

// compared says whether all have the same story, and offers to ask them.
func (n *panel) compared(x order.Page) fyne.CanvasObject {
	icon, ink, text := "refresh-cw", widget.Muted, lang.L("Not compared with the others since the last change")
	if at := agreed(x); !at.IsZero() {
		icon, ink, text = "shield-check", widget.Good, lang.L("Both sides agree, last compared {{.When}}", words{"When": moment(at, n.p.o.Now())})
		if len(partners(x)) > 1 {
			text = lang.L("All sides agree, last compared {{.When}}", words{"When": moment(at, n.p.o.Now())})
		}
	}
	row := widget.RowFill(10, widget.Col(0, widget.NewIcon(icon, ink, 17)), widget.Grow(widget.Flow(text, 12.5, widget.Muted)))
	if x.Stage.Over() && n.p.o.Now().Sub(x.Changed) > comparedFor {
		return row
	}
	now := widget.NewLinkButton(lang.L("Compare now"), func() { n.p.compare(x) })
	return widget.Col(0, row, widget.Inset(0, 0, 19, 0, widget.Left(now)))
}

// compare asks the others whether they have the same events. What they answer comes as
// events do.
func (p *Page) compare(x order.Page) {
	p.o.Loop.InOrder(func(ctx context.Context) func() {
		var err error
		for _, id := range partners(x) {
			err = errors.Join(err, p.o.Core.Check(ctx, id))
		}
		return func() {
			if err != nil {
				p.trouble(err)
				return
			}
			p.o.Notice(lang.L("Asked. The answer comes once the others are there."))
			p.Reload()
		}
	})
}
