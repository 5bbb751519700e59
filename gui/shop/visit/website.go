package visit

import (
	"net/url"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// website is the shop's address on the web, that opens after a question; nil without one.
func (v *View) website() fyne.CanvasObject {
	address := v.front.Shop.Website
	u, err := url.Parse(address)
	if address == "" || err != nil {
		return nil
	}
	if v.o.Browse == nil {
		return widget.Flow(widget.Clean(address), 12.5, widget.Muted)
	}
	return widget.Inset(0, 0, -8, 0, widget.Left(widget.NewLinkButton(widget.Clean(u.Host), func() { v.askBrowse(address, u.Host) })))
}

// askBrowse opens the address in the browser, if the visitor says so: whoever has it
// learns that somebody looks, and from where.
func (v *View) askBrowse(address, host string) {
	text := lang.L("It opens in your browser. {{.Host}} learns that somebody looks at it, and from which address on the network.", words{"Host": widget.Clean(host)}) + "\n\n" + widget.Brief(address)
	widget.Ask(v.o.Canvas(), widget.Question{Title: lang.L("Open this page?"), Text: text, Yes: lang.L("Open the page"), No: lang.L("Cancel"),
		Do: func(_ string, done func(string)) {
			if v.o.Browse(address) != nil {
				done(lang.L("No browser opened."))
				return
			}
			done("")
		}})
}
