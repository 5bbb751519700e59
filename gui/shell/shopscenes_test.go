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
		w.tap("Choose several")
		w.tap("Oak desk lamp")
		w.tap("Serving tray, round")
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
