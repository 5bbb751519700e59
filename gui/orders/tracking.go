package orders

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/web"
	"restante/gui/widget"
	"restante/messaging/order/carrier"
	"restante/messaging/order/event"
)

// tracking is who brings a parcel, its number, and where one sees how far it is.
func (n *panel) tracking(b event.Ship) fyne.CanvasObject {
	col := widget.Col(0)
	line := fyne.CanvasObject(widget.Flow(widget.Brief(strings.TrimSpace(b.Carrier+" "+b.Tracking)), 12.5, widget.Foreground))
	if b.Tracking != "" {
		line = n.p.copied(line, lang.L("Copy the tracking number"), b.Tracking)
	}
	col.Add(line)
	if page := parcelPage(b); page != "" {
		follow := widget.NewLinkButton(lang.L("See where it is"), func() { web.Ask(n.p.o.Canvas(), page, n.p.o.Browse) })
		col.Add(widget.Inset(0, 0, -8, 0, widget.Left(follow)))
	}
	return col
}

// parcelPage is the page of a parcel: that of a carrier whom the program knows, or else
// the one that the seller gave.
func parcelPage(b event.Ship) string {
	if page, ok := carrier.Track(b.Carrier, b.Tracking); ok {
		return page
	}
	if _, ok := web.Host(b.URL); ok {
		return b.URL
	}
	return ""
}
