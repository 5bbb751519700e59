package shop

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/storefront"
)

// bulk changes several listings at once: those whose cards are chosen.
type bulk struct {
	h      *home
	object fyne.CanvasObject
	on     bool
	chosen map[string]bool
	count  *widget.Text
	acts   []*widget.Button // of use once something is chosen
}

func newBulk(h *home) *bulk {
	b := &bulk{h: h, chosen: map[string]bool{}, count: widget.Strong("", 13.5)}
	set := func(s storefront.State) func() {
		return func() {
			b.do(func(ctx context.Context, slugs []string) error { return h.p.o.Core.SetState(ctx, s, slugs...) })
		}
	}
	b.acts = []*widget.Button{
		widget.NewButton(lang.L("Price"), "tag", widget.Quiet, b.askPrice),
		widget.NewButton(lang.L("Tags"), "pencil", widget.Quiet, b.askTags),
		widget.NewButton(lang.L("Show"), "eye", widget.Quiet, set(storefront.OnSale)),
		widget.NewButton(lang.L("Hide"), "eye-off", widget.Quiet, set(storefront.Hidden)),
		widget.NewButton(lang.L("Delete"), "trash-2", widget.Danger, b.askDelete),
	}
	row := widget.Several(8)
	for _, one := range b.acts {
		row.Add(one)
	}
	row.Add(widget.NewButton(lang.L("Choose all"), "check-check", widget.Quiet, b.all))
	row.Add(widget.NewButton(lang.L("Done"), "", widget.Secondary, b.stop))
	b.object = widget.Col(8, b.count, row)
	b.object.Hide()
	return b
}

// start lets cards be chosen.
func (b *bulk) start() {
	b.on = true
	b.draw()
}

func (b *bulk) stop() {
	b.on = false
	clear(b.chosen)
	b.draw()
}

func (b *bulk) toggle(slug string) {
	b.chosen[slug] = !b.chosen[slug]
	if !b.chosen[slug] {
		delete(b.chosen, slug)
	}
	b.draw()
}

// all chooses every card of the filter and the search.
func (b *bulk) all() {
	for _, it := range b.h.p.last.items {
		if b.h.filters.fits(it) && found(it, b.h.search.Text()) {
			b.chosen[it.Slug] = true
		}
	}
	b.draw()
}

// keep forgets what is gone.
func (b *bulk) keep(s *state) {
	for slug := range b.chosen {
		if _, there := s.item(slug); !there {
			delete(b.chosen, slug)
		}
	}
	b.draw()
}

func (b *bulk) draw() {
	b.count.Set(lang.N("{{.N}} chosen", len(b.chosen), words{"N": len(b.chosen)}))
	for _, one := range b.acts {
		if len(b.chosen) == 0 {
			one.Disable()
		} else {
			one.Enable()
		}
	}
	show(b.h.row.Objects[0], !b.on)
	show(b.object, b.on)
	b.h.repaint()
	b.h.grid.Fit()
}

// slugs are those chosen, in the order of the page.
func (b *bulk) slugs() (all []string) {
	for _, it := range b.h.p.last.items {
		if b.chosen[it.Slug] {
			all = append(all, it.Slug)
		}
	}
	return all
}

func (b *bulk) do(f func(context.Context, []string) error) {
	slugs := b.slugs()
	b.h.p.act(func(ctx context.Context) error { return f(ctx, slugs) }, func() {
		b.h.p.o.Notice(lang.N("{{.N}} listings changed", len(slugs), words{"N": len(slugs)}))
	})
}

func (b *bulk) askDelete() {
	n := len(b.chosen)
	widget.Ask(b.h.p.o.Canvas(), widget.Question{Title: lang.N("Delete {{.N}} listings?", n, words{"N": n}),
		Text: lang.L("They go for good, with their photos. Orders on them stay as they are."), Yes: lang.L("Delete"), No: lang.L("Cancel"), Danger: true,
		Do: func(_ string, done func(string)) {
			done("")
			b.do(func(ctx context.Context, slugs []string) error { return b.h.p.o.Core.Delete(ctx, slugs...) })
		}})
}
