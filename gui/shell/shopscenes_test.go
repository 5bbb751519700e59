package shell

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"restante/gui/guitest"
	"restante/gui/widget"
)

// shopScenes are the states of the shop's page, and what lies over it.
var shopScenes = []scene{
	{"shop", guitest.Atelier, func(w opened) { w.shell.ShowShop() }, true},
	{"shop-none", guitest.NoShop, func(w opened) { w.shell.ShowShop() }, true},
	{"shop-empty", bare, func(w opened) { w.shell.ShowShop() }, true},
	{"shop-failing", guitest.Atelier, func(w opened) {
		w.world.Shop.Pub.Pending = true
		w.shell.ShowShop()
		w.world.Err = errors.New("no push node answers")
		w.click("Publish now")
	}, true},
	{"shop-bulk", guitest.Atelier, func(w opened) {
		w.shell.ShowShop()
		w.click("More")
		guitest.Choose(w.t, w.Canvas(), "Choose several")
		w.tap("Oak desk lamp")
		w.tap("Serving tray, round")
	}, true},
	{"shop-editor", guitest.Atelier, func(w opened) { w.shell.ShowShop(); w.tap("Stoneware mug, sand") }, true},
	{"shop-editor-new", guitest.Atelier, func(w opened) { w.shell.ShowShop(); w.click("New listing") }, true},
	{"shop-editor-refused", guitest.Atelier, func(w opened) { w.shell.ShowShop(); w.click("New listing"); w.click("Put on sale") }, true},
	{"shop-setup", guitest.NoShop, func(w opened) { w.shell.ShowShop(); w.click("Set up your shop") }, true},
	{"shop-settings", guitest.Atelier, func(w opened) {
		w.shell.ShowShop()
		w.click("More")
		guitest.Choose(w.t, w.Canvas(), "Settings of the shop")
	}, true},
	{"shop-buyer", guitest.Atelier, func(w opened) { w.shell.ShowShop(); w.click("View as a buyer") }, true},
	{"shop-visit", guitest.Atelier, func(w opened) { w.shell.VisitShop(guitest.Kenji, "") }, true},
	{"shop-visit-away", closed, func(w opened) { w.shell.VisitShop(guitest.Kenji, "") }, true},
	{"shop-visit-nobody", guitest.Atelier, func(w opened) { w.shell.VisitShop(guitest.ID("Jonas Berg"), "") }, true},
	{"shop-visit-item", guitest.Atelier, func(w opened) { w.shell.VisitShop(guitest.Kenji, "morning-cup") }, true},
	{"shop-visit-share", guitest.Atelier, func(w opened) { w.shell.VisitShop(guitest.Kenji, ""); w.click("Share") }, true},
	{"shop-checkout", guitest.Atelier, func(w opened) { w.toDesk(); w.fill("DE", "Ines Duarte", "Rua da Bica 12") }, true},
	{"shop-ordered", guitest.Atelier, func(w opened) {
		w.toDesk()
		w.fill("DE", "Ines Duarte", "Rua da Bica 12", "", "1200-054", "Lisboa")
		w.click("Place the order")
	}, true},
	{"shop-many", many, func(w opened) { w.shell.ShowShop() }, true},
}

// bare is a shop without listings.
func bare() *guitest.World {
	w := guitest.Atelier()
	w.Shop.All = nil
	return w
}

// closed is a shop whose owner is away, and that cannot be reached.
func closed() *guitest.World {
	w := guitest.Atelier()
	w.Shop.Away = true
	return w
}

// toDesk goes to the check-out with two things.
func (w opened) toDesk() {
	w.shell.VisitShop(guitest.Kenji, "morning-cup")
	w.click("Put into the cart")
	w.tap("Bread board")
	w.click("Put into the cart")
	w.click("Cart · 2")
}

// fill types into the fields of the address, one after another.
func (w opened) fill(texts ...string) {
	for _, f := range fieldsOf(w.shell.Shop.Object) {
		if len(texts) == 0 {
			return
		}
		f.SetText(texts[0])
		texts = texts[1:]
	}
}

// fieldsOf are the fields on a page, in their order.
func fieldsOf(o fyne.CanvasObject) (all []*widget.Field) {
	switch x := o.(type) {
	case *widget.Field:
		return []*widget.Field{x}
	case *container.Scroll:
		return fieldsOf(x.Content)
	case *fyne.Container:
		for _, one := range x.Objects {
			all = append(all, fieldsOf(one)...)
		}
	}
	return all
}

func many() *guitest.World {
	w := guitest.Atelier()
	w.Shop.Many(1000)
	return w
}
