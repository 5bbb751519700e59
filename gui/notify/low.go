package notify

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"restante/gui/loop"
	"restante/gui/widget"
	"restante/messaging/storefront"
)

// Stock is what is needed of one's own shop.
type Stock interface {
	LowStock(ctx context.Context) ([]storefront.Low, error)
}

// LowOptions are what a LowWatch needs.
type LowOptions struct {
	Stock Stock
	Loop  loop.Loop
	Desk  Desk
	Level func() Level
}

// LowWatch tells of what there are few pieces left: once for each time that the core
// says so. What runs low while the user looks at the window is told by the window alone.
type LowWatch struct {
	board
	o LowOptions
}

// NewLow makes a watch.
func NewLow(o LowOptions) *LowWatch { return &LowWatch{o: o, board: newBoard(o.Desk)} }

// Events takes what changed in the core.
func (w *LowWatch) Events(events []any) {
	var ran []storefront.RanLow
	for _, e := range events {
		if low, ok := e.(storefront.RanLow); ok {
			ran = append(ran, low)
		}
	}
	if len(ran) == 0 || w.looking {
		return
	}
	w.o.Loop.Go(func(ctx context.Context) func() {
		all, err := w.o.Stock.LowStock(ctx)
		return func() {
			if err == nil && !w.looking {
				w.tell(among(all, ran))
			}
		}
	})
}

// Reload tells nothing: what ran low while events were lost is shown by the pages.
func (w *LowWatch) Reload() {}

// among are the listings of which a variant ran low and still is, the one with the fewest
// pieces of each.
func among(all []storefront.Low, ran []storefront.RanLow) (news []storefront.Low) {
	for _, l := range all {
		told := slices.ContainsFunc(news, func(o storefront.Low) bool { return o.Slug == l.Slug })
		if !told && slices.Contains(ran, storefront.RanLow{Slug: l.Slug, Variant: l.Variant}) {
			news = append(news, l)
		}
	}
	return news
}

func (w *LowWatch) tell(news []storefront.Low) {
	level := w.o.Level()
	switch {
	case level == Off, len(news) == 0:
	case level == Nothing, len(news) > crowd:
		w.show(anyListing, "Restante", lang.N("{{.N}} listings run low", len(news), map[string]any{"N": len(news)}))
	default:
		for _, l := range news {
			title, text := lowWords(l, level)
			w.show(anyListing+l.Slug, title, text)
		}
	}
}

func lowWords(l storefront.Low, level Level) (title, text string) {
	title = lang.L("Something in your shop runs low")
	switch {
	case level != Text:
		return title, ""
	case l.Free == 0:
		return title, widget.Clean(l.Title) + ": " + lang.L("Sold out")
	}
	return title, widget.Clean(l.Title) + ": " + lang.L("{{.N}} left", map[string]any{"N": l.Free})
}

// anyListing is the key of a notice that is about several listings; that of one has its
// slug behind it.
const anyListing = "shop:"

// Listing tells that a notice was about one's own shop. The slug is empty if it was about
// several listings.
func Listing(key string) (slug string, ok bool) { return strings.CutPrefix(key, anyListing) }
