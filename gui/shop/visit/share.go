package visit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/storefront"
)

// Share shows the link to a shop, or to a listing, also as a code that a camera reads.
func Share(c fyne.Canvas, notice func(string), name string, l storefront.Link) {
	link := l.String()
	code := widget.NewCode(220)
	code.Set(link)
	var over *widget.Overlay
	take := widget.NewButton(lang.L("Copy link"), "copy", widget.Primary, func() {
		fyne.CurrentApp().Clipboard().SetContent(link)
		notice(lang.L("The link is copied"))
		over.Close()
	})
	done := widget.NewButton(lang.L("Close"), "", widget.Quiet, func() { over.Close() })
	text := widget.ParaMid(lang.L("Whoever has this program opens it with the link or the code."), 13, 300, widget.Muted)
	body := widget.ColMid(14, widget.Mid(widget.Strong(widget.Clean(name), 16)), widget.Mid(code), widget.Fixed(300, 0, widget.Caption(link, 12).Cut().Middle()), text, widget.Mid(widget.Row(8, done, take)))
	over = widget.Modal(c, widget.Pad(24, 28, body))
}
