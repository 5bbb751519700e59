package visit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
	"restante/messaging/storefront/listing"
)

// toAbout shows what holds for all that the shop sells.
func (v *View) toAbout() {
	v.item, v.desk, v.about, v.paint = nil, nil, true, func() {}
	v.drawAbout(nil)
	v.called(func(known map[peer.ID]string) {
		if v.about {
			v.drawAbout(known)
		}
	})
}

func (v *View) drawAbout(known map[peer.ID]string) {
	left := widget.Col(gap, v.itself(), v.paying())
	body := container.New(halves(), left, v.rules(known))
	top := head(v.toShelf, lang.L("About this shop"), v.name(), widget.Row(0))
	v.put(widget.Twice(widget.Col(0, top, widget.Grow(widget.Room(widget.Inset(2, margin, margin, margin, body))))))
}

// itself is what the shop says of itself.
func (v *View) itself() fyne.CanvasObject {
	f, shop := newFacts(), v.front.Shop
	f.put("store", v.name(), shop.About)
	f.put("map-pin", lang.L("Where it is"), widget.Clean(shop.Location))
	f.put("mail", lang.L("Contact besides this program"), widget.Clean(shop.Contact))
	if page := v.website(); page != nil {
		f.row("globe", lang.L("Website"), page)
	}
	f.put("clock", lang.L("While nobody is there"), answering(shop))
	return widget.CardOf(18, 20, f.Container)
}

// rules are what holds for every order.
func (v *View) rules(known map[peer.ID]string) fyne.CanvasObject {
	f, shop := newFacts(), v.front.Shop
	f.put("truck", lang.L("Shipping"), orElse(waysOf(shop, profilesOf(shop)), lang.L("Nothing is shipped.")))
	f.put("rotate-ccw", lang.L("Returns"), orElse(shop.Returns, lang.L("The shop says nothing of them.")))
	f.put("scroll-text", lang.L("Terms"), shop.Terms)
	f.put("lock", lang.L("Privacy policy"), shop.Privacy)
	f.put("shield-check", lang.L("Who decides a dispute"), judgesOf(shop, known))
	return widget.CardOf(18, 20, f.Container)
}

// judgesOf are those of whom a buyer can choose one.
func judgesOf(shop listing.Shop, known map[peer.ID]string) string {
	var all []string
	for _, m := range shop.Moderators {
		all = append(all, judge(m, known))
	}
	return strings.Join(all, "\n")
}

func profilesOf(shop listing.Shop) (names []string) {
	for _, p := range shop.Shipping {
		names = append(names, p.Name)
	}
	return names
}

// paying is how one pays here: each way with all that the shop says of it.
func (v *View) paying() fyne.CanvasObject {
	col := []fyne.CanvasObject{}
	for _, p := range v.front.Shop.Payments {
		way := widget.Col(2, widget.Flow(widget.Clean(p.Name), 13, widget.Foreground).Bold())
		if text := strings.TrimSpace(p.Text); text != "" {
			way.Add(widget.Flow(text, 12.5, widget.Muted))
		}
		col = append(col, way)
	}
	if len(col) == 0 {
		col = append(col, widget.Flow(lang.L("As you agree with the shop."), 13, widget.Foreground))
	}
	col = append(col, widget.Flow(lang.L("You pay {{.Shop}} directly: this program never holds money.", words{"Shop": v.name()}), 12, widget.Muted))
	return card("send", lang.L("How one pays here"), col...)
}
