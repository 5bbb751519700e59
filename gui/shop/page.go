package shop

import (
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

// Visit shows somebody's shop or, with a slug, a listing of it.
func (p *Page) Visit(owner peer.ID, slug string) {
	p.enter(visit.New(p.visitOptions(p.o.Core, p.o.Orders), storefront.Link{Owner: owner, Slug: slug}))
}

func (p *Page) visitOptions(shops visit.Shops, orders visit.Orders) visit.Options {
	return visit.Options{Shops: shops, Orders: orders, Pictures: p.pictures, Loop: p.o.Loop, Now: p.o.Now, Canvas: p.o.Canvas, Notice: p.o.Notice, Back: p.goHome, Order: p.o.Order}
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
	if p.visit != nil {
		p.visit.Repaint()
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

// twice lays a view out two times: the first tells the words how wide they are, from
// which follows how high.
type twice struct{}

func (twice) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (twice) Layout(o []fyne.CanvasObject, s fyne.Size) {
	view := o[0].(*fyne.Container)
	view.Resize(s)
	view.Layout.Layout(view.Objects, s)
}
