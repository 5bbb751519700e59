package visit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"restante/gui/shop/pictures"
	"restante/gui/widget"
)

// emblems are the shop's own pictures: a banner over all, and a logo beside the name.
type emblems struct {
	v            *View
	banner, logo *pictures.Frame // nil where there is none
}

func newEmblems(v *View) *emblems {
	e := &emblems{v: v}
	if shop := v.front.Shop; shop.Banner.Large.CID.Defined() {
		e.banner = pictures.NewFrame(16)
	}
	if v.front.Shop.Logo.Large.CID.Defined() {
		e.logo = pictures.NewFrame(10)
	}
	e.repaint()
	return e
}

// above puts the banner over what the shop says of itself.
func (e *emblems) above(o fyne.CanvasObject) fyne.CanvasObject {
	if e.banner == nil {
		return o
	}
	return widget.Col(gap, container.New(broad{}, e.banner.Object), o)
}

// beside is the logo for the head; nil where there is none.
func (e *emblems) beside() fyne.CanvasObject {
	if e.logo == nil {
		return nil
	}
	return widget.Fixed(44, 44, e.logo.Object)
}

// repaint shows pictures that came.
func (e *emblems) repaint() {
	shop, at := e.v.front.Shop, e.v.o.Pictures
	if e.banner != nil {
		e.banner.Set(at.Of(e.v.key(shop.Banner.Large, pictures.Broad)), false)
	}
	if e.logo != nil {
		e.logo.Set(at.Of(e.v.key(shop.Logo.Medium, pictures.Square)), false)
	}
}

// broad is a place of a banner's shape.
type broad struct{}

func (broad) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, max(40, o[0].Size().Width*pictures.BroadHigh))
}

func (broad) Layout(o []fyne.CanvasObject, s fyne.Size) {
	widget.Place(o[0], 0, 0, s.Width, s.Width*pictures.BroadHigh)
}
