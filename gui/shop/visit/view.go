package visit

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/shop/form"
	"restante/gui/shop/pictures"
	"restante/gui/widget"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

const (
	margin = float32(24)
	gap    = float32(16)
)

// View is one visit.
type View struct {
	Object *fyne.Container

	o     Options
	at    storefront.Link
	front storefront.Front
	away  bool // it could not be reached: this is what was seen before
	known map[listing.Hash]listing.Listing
	cart  cart
	want  storefront.Query // what is looked for in the shop
	shelf *shelf
	item  *item  // nil while none is open
	desk  *desk  // the check-out; nil while it is not open
	about bool   // the page of facts is open
	paint func() // shows pictures that came
	opens listing.Hash
}

// New makes a view; nothing is asked before [View.Open].
func New(o Options, at storefront.Link) *View {
	v := &View{Object: container.NewStack(), o: o, at: at, known: map[listing.Hash]listing.Listing{}, paint: func() {}}
	v.cart.v = v
	v.wait(lang.L("Looking for the shop…"), "")
	return v
}

// Open shows what was seen of the shop before, and then what there is now.
func (v *View) Open() {
	v.o.Pictures.Again()
	v.o.Loop.Go(func(ctx context.Context) func() {
		seen, err := v.o.Shops.Front(ctx, v.at.Owner)
		return func() {
			if err == nil {
				v.show(seen)
			}
			v.look()
		}
	})
}

func (v *View) look() {
	v.o.Loop.Go(func(ctx context.Context) func() {
		front, err := v.o.Shops.Visit(ctx, v.at.Owner)
		if err == nil && !v.o.Own {
			err = v.o.Shops.Looked(ctx, v.at.Owner)
		}
		return func() { v.looked(front, err) }
	})
}

func (v *View) looked(front storefront.Front, err error) {
	switch {
	case errors.Is(err, context.Canceled):
	case errors.Is(err, storefront.ErrNotHere), err != nil && front.Shop.Name == "":
		v.wait(lang.L("The shop cannot be reached"), form.Problem(err))
	default:
		v.away = err != nil
		v.show(front)
	}
}

// News is that there is another version of a shop.
func (v *View) News(of peer.ID) {
	if of == v.at.Owner && v.desk == nil {
		v.look()
	}
}

// Repaint shows pictures that came.
func (v *View) Repaint() { v.paint() }

// show draws a version of the shop; what is open stays open.
func (v *View) show(front storefront.Front) {
	if v.shelf != nil && front.Hash == v.front.Hash && front.Followed == v.front.Followed && !v.away {
		return
	}
	v.front = front
	v.renew()
	v.cart.restore()
}

// renew draws the shelf anew.
func (v *View) renew() {
	v.shelf = newShelf(v)
	if v.item == nil && v.desk == nil && !v.about {
		v.toShelf()
	}
	v.shelf.more()
	if v.want != (storefront.Query{}) {
		v.shelf.look()
	}
}

func (v *View) toShelf() {
	v.item, v.desk, v.about = nil, nil, false
	v.paint = v.shelf.repaint
	v.put(v.shelf.object)
	v.shelf.repaint()
}

func (v *View) put(o fyne.CanvasObject) {
	v.Object.Objects = []fyne.CanvasObject{o}
	v.Object.Refresh()
}

// wait says that there is no shop to show, or not yet.
func (v *View) wait(title, why string) {
	body := widget.ColMid(10, widget.Mid(widget.Tile("store", widget.Accent, widget.Selected, 64, 30)), widget.Gap(0, 4), widget.Mid(widget.Strong(title, 18)))
	if why != "" {
		body.Add(widget.ParaMid(why, 13.5, 440, widget.Muted))
		body.Add(widget.Mid(widget.NewButton(lang.L("Try again"), "refresh-cw", widget.Secondary, v.look)))
	}
	v.put(widget.Col(0, head(v.o.Back, lang.L("A shop"), "", widget.Row(0)), widget.Grow(widget.Mid(body))))
}

// key names a picture of this shop.
func (v *View) key(p listing.Picture, s pictures.Shape) pictures.Key {
	if v.o.Own {
		return pictures.Key{Picture: p, Shape: s}
	}
	return pictures.Key{Owner: v.at.Owner, Picture: p, Shape: s}
}

// name is what the shop is called.
func (v *View) name() string { return widget.Clean(v.front.Shop.Name) }
