package shop

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/shop/pictures"
	"restante/gui/shop/visit"
	"restante/gui/widget"
	"restante/messaging/storefront"
)

const (
	margin = float32(24)
	gap    = float32(16)

	sideWide = float32(360)
	wideFrom = float32(1000) // so much room has a column at the side
)

// Page shows a shop.
type Page struct {
	Object *fyne.Container

	o        Options
	pictures *pictures.Pictures
	home     *home
	editor   *editor   // nil while none is open
	settings *settings // nil, likewise
	visit    *visit.View
	shown    bool
	last     state
	failing  failing
}

// New makes the page; it is filled once it is shown.
func New(o Options) *Page {
	p := &Page{o: o, Object: container.NewStack()}
	p.pictures = pictures.New(pictures.Options{Reader: o.Core, Loop: o.Loop, Changed: p.repaint})
	p.home = newHome(p)
	p.goHome()
	return p
}

// view shows what takes the whole page.
func (p *Page) view(o fyne.CanvasObject) {
	if c := p.o.Canvas(); c != nil && c.Focused() != nil && p.shown {
		c.Unfocus()
	}
	p.Object.Objects = []fyne.CanvasObject{widget.NewBox(widget.Look{Fill: widget.Canvas}), o}
	p.Object.Refresh()
}

func (p *Page) goHome() {
	p.editor, p.settings, p.visit = nil, nil, nil
	p.view(p.home.object)
	if p.shown {
		p.Reload()
	}
}

// Edit opens one's own listing, where there is such a one; what is being written stays.
func (p *Page) Edit(slug string) {
	if p.editor != nil || p.settings != nil {
		return
	}
	p.o.Loop.InOrder(func(ctx context.Context) func() {
		s, err := p.read(ctx)
		return func() {
			p.loaded(s, err)
			if it, there := s.item(slug); there && p.editor == nil && p.settings == nil {
				p.visit = nil
				p.edit(it)
			}
		}
	})
}

// Visit shows somebody's shop or, with a slug, a listing of it.
func (p *Page) Visit(owner peer.ID, slug string) {
	p.enter(visit.New(p.visitOptions(p.o.Core, p.o.Orders), storefront.Link{Owner: owner, Slug: slug}))
}

func (p *Page) visitOptions(shops visit.Shops, orders visit.Orders) visit.Options {
	return visit.Options{Shops: shops, Orders: orders, People: p.o.People, Pictures: p.pictures, Loop: p.o.Loop, Now: p.o.Now, Canvas: p.o.Canvas, Notice: p.o.Notice, Browse: p.o.Browse, Back: p.goHome, Order: p.o.Order}
}

func (p *Page) enter(v *visit.View) {
	p.editor, p.settings, p.visit = nil, nil, v
	p.view(v.Object)
	v.Open()
}

// repaint shows pictures that came.
func (p *Page) repaint() {
	p.home.repaint()
	if p.editor != nil {
		p.editor.photos.repaint()
	}
	if p.settings != nil {
		p.settings.logo.repaint()
		p.settings.banner.repaint()
	}
	if p.visit != nil {
		p.visit.Repaint()
	}
}

// Redraw shows the pictures of people that came, changed or went.
func (p *Page) Redraw() {
	if p.settings != nil {
		p.settings.judges.redraw()
	}
}

// head is the title of a view, what stands below it, and its buttons.
func head(title, sub fyne.CanvasObject, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	return widget.Least(0, 88, widget.Pad(8, margin, widget.Beside(widget.Col(2, title, sub), widget.Row(8, buttons...))))
}

func set(c *fyne.Container, o ...fyne.CanvasObject) {
	c.Objects = o
	c.Refresh()
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}
