package shop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	fynewidget "fyne.io/fyne/v2/widget"

	"restante/gui/shop/visit"
	"restante/gui/widget"
	"restante/messaging/storefront"
)

// menu is what is done less often.
func (p *Page) menu(at fyne.CanvasObject) {
	items := []*fyne.MenuItem{fyne.NewMenuItem(lang.L("Visit a shop"), p.askLink)}
	if len(p.last.followed) > 0 {
		items = append(items, fyne.NewMenuItem(p.followedWord(), p.openFollowed))
	}
	if p.last.shop.Name != "" {
		items = append(items, fyne.NewMenuItem(lang.L("Share this shop"), p.share), fyne.NewMenuItem(lang.L("Choose several"), p.home.bulk.start))
		if p.o.Table != nil {
			items = append(items, fyne.NewMenuItem(lang.L("Import a table"), p.importTable))
		}
		if p.o.Save != nil {
			items = append(items, fyne.NewMenuItem(lang.L("Export a table"), p.exportTable))
		}
		items = append(items, fyne.NewMenuItem(lang.L("Settings of the shop"), p.openSettings))
	}
	fynewidget.ShowPopUpMenuAtRelativePosition(fyne.NewMenu("", items...), p.o.Canvas(), fyne.NewPos(-110, 40), at)
}

// askLink leads to the shop that a link names.
func (p *Page) askLink() {
	widget.Ask(p.o.Canvas(), widget.Question{Title: lang.L("Visit a shop"), Field: true, Hint: "restante:shop/…",
		Text: lang.L("Paste the link that you were given."), Yes: lang.L("Visit"), No: lang.L("Cancel"), Do: func(value string, done func(string)) {
			l, err := storefront.ParseLink(value)
			if err != nil {
				done(problem(err))
				return
			}
			done("")
			p.Visit(l.Owner, l.Slug)
		}})
}

func (p *Page) share() {
	visit.Share(p.o.Canvas(), p.o.Notice, p.last.shop.Name, storefront.Link{Owner: p.last.shop.Peer})
}
