package shell

import (
	"errors"

	"restante/gui/guitest"
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
	{"shop-many", many, func(w opened) { w.shell.ShowShop() }, true},
}

// bare is a shop without listings.
func bare() *guitest.World {
	w := guitest.Atelier()
	w.Shop.All = nil
	return w
}

func many() *guitest.World {
	w := guitest.Atelier()
	w.Shop.Many(1000)
	return w
}
