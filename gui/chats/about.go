package chats

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
	"restante/messaging"
)

// about is the page of one person, at the right of their conversation.
type about struct {
	page   *Page
	object *fyne.Container
	asked  int // counts readings: answers to an earlier one are dropped

	avatar   *widget.Avatar
	name     *fyne.Container
	presence *widget.Text
	facts    *fyne.Container
	closer   *widget.RoundButton
	rename   *widget.Button
	block    *widget.Button
	unblock  *widget.Button
}

// aboutWide is the width of the panel's content.
const aboutWide = panelWide - 44

func newAbout(p *Page) *about {
	a := &about{page: p, avatar: widget.NewAvatar("", 72, widget.Panel), name: widget.Col(0), facts: widget.Col(18)}
	a.presence = widget.Caption("", 12.5).Cut().Middle()
	a.closer = widget.NewRoundButton(lang.L("Close"), "x", widget.Muted, "", 32, 17, a.leave)
	head := widget.Row(8, widget.Grow(widget.Wide(widget.Strong(lang.L("About this person"), 15).Cut())), a.closer)
	bar := widget.Col(0, widget.Fixed(0, 60, widget.Inset(0, 0, 22, 12, head)), widget.Line())
	body := widget.Pad(20, 0, widget.ColMid(0, widget.Fixed(aboutWide, 0, a.body())))
	column := widget.Col(0, bar, widget.Grow(container.NewVScroll(body)))
	a.object = widget.On(widget.Look{Fill: widget.Panel}, widget.RowFill(0, widget.Line(), widget.Grow(column)))
	a.object.Hide()
	return a
}

func (a *about) body() fyne.CanvasObject {
	t := a.page.talk
	a.rename = widget.NewButton(lang.L("Rename"), "pencil", widget.Secondary, t.askName)
	clear := widget.NewButton(lang.L("Delete conversation"), "trash-2", widget.Danger, t.askDelete)
	a.block = widget.NewButton(lang.L("Block"), "ban", widget.Danger, t.askBlock)
	a.unblock = widget.NewButton(lang.L("Unblock"), "", widget.Secondary, t.unblock)
	who := widget.Col(8, widget.Mid(a.avatar), widget.Col(2, a.name, a.presence), widget.Gap(0, 2), widget.Mid(a.rename))
	return widget.Col(22, who, a.facts, widget.Several(8, clear, a.block, a.unblock))
}

// toggleAbout shows or hides what is known of the person one talks to.
func (p *Page) toggleAbout() {
	if p.about.object.Visible() {
		p.about.leave()
		return
	}
	p.about.object.Show()
	p.about.refresh()
	p.side.Refresh()
	if c := p.o.Canvas(); c != nil {
		c.Focus(p.about.closer)
	}
}

// leave closes the panel and goes back to writing.
func (a *about) leave() {
	a.close()
	a.page.talk.composer.focus()
}

func (a *about) close() {
	a.asked++
	if a.object.Visible() {
		a.object.Hide()
		a.page.side.Refresh()
	}
}

// refresh reads again what is known of the person, while it is shown.
func (a *about) refresh() {
	a.asked++
	asked, x := a.asked, a.page.talk.person
	if !a.object.Visible() || a.page.talk.peer == "" {
		return
	}
	a.page.o.Loop.Go(func(ctx context.Context) func() {
		all, err := a.page.o.People.About(ctx, x.id)
		links := linksTo(x.id, a.page.o.Links.Peers())
		return func() {
			if asked != a.asked {
				return
			}
			a.page.fail(err)
			a.show(facts{a.page, x, all, links})
			a.orders(asked, x.id)
		}
	})
}

// orders puts what the person ordered before all else.
func (a *about) orders(asked int, of peer.ID) {
	if a.page.o.Customer == nil {
		return
	}
	a.page.o.Customer(of, func(o fyne.CanvasObject) {
		if asked == a.asked {
			a.facts.Objects = append([]fyne.CanvasObject{o}, a.facts.Objects...)
			a.object.Refresh()
		}
	})
}

// linksTo are the addresses by which a peer is connected now.
func linksTo(id peer.ID, all []messaging.ConnectedPeer) (addrs []string) {
	for _, c := range all {
		if c.ID == id {
			addrs = append(addrs, c.Addr)
		}
	}
	return addrs
}

func (a *about) show(f facts) {
	a.page.portray(f.x, a.avatar, widget.Panel)
	a.name.Objects = []fyne.CanvasObject{title(f.x.name)}
	a.presence.Set(a.page.presence(f.x))
	show(a.rename, f.x.known)
	show(a.block, !f.x.blocked())
	show(a.unblock, f.x.blocked())
	a.facts.Objects = f.tell()
	a.object.Refresh()
}

// title is a name in full, on several lines where it is long.
func title(name string) fyne.CanvasObject {
	if line := widget.Strong(name, 18).Middle(); line.MinSize().Width <= aboutWide {
		return line
	}
	return widget.ParaMid(name, 16, aboutWide, widget.Foreground)
}
