package visit

import (
	"fyne.io/fyne/v2"

	"restante/gui/web"
	"restante/gui/widget"
)

// website is the shop's address on the web, that opens after a question; nil without one.
func (v *View) website() fyne.CanvasObject {
	address := v.front.Shop.Website
	host, ok := web.Host(address)
	switch {
	case address == "":
		return nil
	case v.o.Browse == nil || !ok:
		return widget.Flow(widget.Clean(address), 12.5, widget.Muted)
	}
	return widget.Inset(0, 0, -8, 0, widget.Left(widget.NewLinkButton(host, func() { web.Ask(v.o.Canvas(), address, v.o.Browse) })))
}
