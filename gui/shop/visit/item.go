package visit

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/form"
	"restante/gui/shop/pictures"
	"restante/gui/widget"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// item is one listing, with what can be chosen of it.
type item struct {
	v      *View
	hash   listing.Hash
	l      listing.Listing
	object fyne.CanvasObject
	large  *pictures.Frame
	small  []*pictures.Frame
	rims   []*widget.Box
	at     int // photo
	picks  []*widget.Segments
	cost   *widget.Text
	stock  *fyne.Container
	many   *widget.Text
	n      uint32
	add    *widget.Button
}

// open shows the listing of a card.
func (v *View) open(c listing.Card) {
	v.opens = c.Hash
	if l, known := v.known[c.Hash]; known {
		v.showItem(l, c.Hash)
		return
	}
	v.o.Loop.Go(func(ctx context.Context) func() {
		l, err := v.o.Shops.Listing(ctx, v.at.Owner, c.Hash)
		return func() {
			switch {
			case err != nil:
				v.o.Notice(form.Problem(err))
			case v.opens == c.Hash:
				v.known[c.Hash] = l
				v.showItem(l, c.Hash)
			}
		}
	})
}

func (v *View) showItem(l listing.Listing, h listing.Hash) {
	i := &item{v: v, hash: h, l: l, n: 1}
	v.item, v.desk, v.about, v.paint = i, nil, false, i.repaint
	i.build()
	i.chose()
	i.repaint()
	v.put(i.object)
}

func (i *item) build() {
	body := container.New(halves(), i.photos(), widget.Col(gap, i.buy(), i.facts()))
	share := widget.NewButton(lang.L("Share"), "share-2", widget.Quiet, func() {
		Share(i.v.o.Canvas(), i.v.o.Notice, i.l.Title, storefront.Link{Owner: i.v.front.Shop.Peer, Slug: i.l.Slug})
	})
	top := head(i.v.toShelf, i.v.name(), widget.Clean(i.l.Category), widget.Row(8, share, i.v.cartButton()))
	i.object = widget.Twice(widget.Col(0, top, widget.Grow(widget.Room(widget.Inset(2, margin, margin, margin, body)))))
}

// photos is the chosen photo, large, above all of them.
func (i *item) photos() fyne.CanvasObject {
	i.large = pictures.NewFrame(12)
	row := widget.Several(8)
	for n, p := range i.l.Photos {
		f, rim := pictures.NewFrame(8), widget.NewBox(widget.Look{})
		i.small, i.rims = append(i.small, f), append(i.rims, rim)
		name := lang.L("Photo {{.N}}", words{"N": n + 1})
		if p.Alt != "" {
			name += ": " + widget.Clean(p.Alt)
		}
		face := container.NewStack(widget.Pad(2, 2, f.Object), rim)
		row.Add(widget.NewTap(name, 10, widget.Fixed(64, 64, face), func() {
			i.at = n
			i.repaint()
		}))
	}
	col := widget.Col(12, container.New(ratio{}, i.large.Object))
	if len(i.l.Photos) > 1 {
		col.Add(row)
	}
	if i.l.Description != "" {
		col.Add(widget.Inset(4, 8, 8, 8, widget.Flow(i.l.Description, 13.5, widget.Foreground)))
	}
	return widget.CardOf(8, 8, col)
}

func (i *item) repaint() {
	if len(i.l.Photos) > 0 {
		i.large.Set(i.v.o.Pictures.Of(i.v.key(i.l.Photos[i.at].Large, pictures.Whole)), false)
	}
	for n, f := range i.small {
		f.Set(i.v.o.Pictures.Of(i.v.key(i.l.Photos[n].Small, pictures.Square)), false)
		look := widget.Look{Rim: widget.BubbleEdge, Radius: 10}
		if n == i.at {
			look = widget.Look{Rim: widget.Accent, RimWidth: 2, Radius: 10}
		}
		i.rims[n].Set(look)
	}
}

// buy is the price, what can be chosen, and the way into the cart.
func (i *item) buy() fyne.CanvasObject {
	i.cost, i.stock, i.many = widget.Strong("", 22), widget.Row(0), widget.Strong("1", 14).Middle()
	col := widget.Col(14, widget.Flow(widget.Clean(i.l.Title), 20, widget.Foreground).Bold(), widget.Row(10, i.cost, widget.Spring(), i.stock))
	for n, o := range i.l.Options {
		pick := widget.NewSegments(o.Choices, func(int) { i.chose() })
		pick.Choose(slices.Index(o.Choices, i.first().Choices[n]))
		i.picks = append(i.picks, pick)
		col.Add(widget.Col(6, widget.Caption(widget.Clean(o.Name), 12.5), widget.Left(pick)))
	}
	less := widget.NewRoundButton(lang.L("One less"), "minus", widget.Foreground, widget.FieldFill, 36, 17, func() { i.count(-1) })
	more := widget.NewRoundButton(lang.L("One more"), "plus", widget.Foreground, widget.FieldFill, 36, 17, func() { i.count(1) })
	i.add = widget.NewButton(lang.L("Put into the cart"), "shopping-bag", widget.Primary, i.put)
	if i.v.o.Orders != nil || i.v.o.Own {
		col.Add(widget.Row(8, less, widget.Fixed(30, 0, i.many), more, widget.Grow(i.add)))
	}
	return widget.CardOf(18, 20, col)
}
