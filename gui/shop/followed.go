package shop

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/storefront"
)

// followedWord is the entry of the menu, with how many have news.
func (p *Page) followedWord() string {
	n := 0
	for _, f := range p.last.followed {
		if f.News {
			n++
		}
	}
	if n == 0 {
		return lang.L("Shops you follow")
	}
	return lang.N("Shops you follow: {{.N}} with news", n, words{"N": n})
}

// openFollowed lists the shops that are followed.
func (p *Page) openFollowed() {
	p.o.Loop.Go(func(ctx context.Context) func() {
		all, err := p.o.Core.Followed(ctx)
		return func() {
			if err != nil {
				p.o.Notice(problem(err))
				return
			}
			p.editor, p.settings, p.visit = nil, nil, nil
			p.view(p.followed(all))
		}
	})
}

func (p *Page) followed(all []storefront.Front) fyne.CanvasObject {
	rows := widget.Col(10)
	for _, f := range all {
		rows.Add(p.followedRow(f))
	}
	if len(all) == 0 {
		rows.Add(blank("store", lang.L("You follow no shop yet"), lang.L("Visit one and follow it: here you see when it has something new."), widget.NewButton(lang.L("Visit a shop"), "link", widget.Primary, p.askLink)))
	}
	top := backHead(p.goHome, lang.L("Shops you follow"), lang.N("{{.N}} shops", len(all), words{"N": len(all)}), widget.Row(8))
	return widget.Twice(widget.Col(0, top, widget.Grow(widget.Room(widget.Inset(2, margin, margin, margin, rows)))))
}

// followedRow leads to a shop, and says whether there is something new.
func (p *Page) followedRow(f storefront.Front) fyne.CanvasObject {
	name := widget.Clean(f.Shop.Name)
	below := lang.L("Changed {{.When}}", words{"When": p.moment(f.Shop.Updated)}) + " · " + lang.N("{{.N}} listings", int(f.Shop.Listings), words{"N": f.Shop.Listings})
	text := widget.Col(2, widget.Strong(name, 14).Cut(), widget.Caption(widget.Clean(f.Shop.Tagline), 13).Cut(), widget.Caption(below, 12.5).Cut())
	end := widget.Row(8)
	if f.News {
		end.Add(widget.Mid(widget.Pill(lang.L("News"), "", widget.Informed)))
	}
	end.Add(widget.Mid(widget.NewIcon("chevron-right", widget.Muted, 18)))
	face := widget.CardOf(14, 18, widget.Row(14, widget.Mid(widget.NewAvatar(f.Shop.Peer.String(), 40, widget.Card)), widget.Grow(widget.Wide(text)), end))
	return widget.NewTap(name, 16, face, func() { p.Visit(f.Shop.Peer, "") })
}
