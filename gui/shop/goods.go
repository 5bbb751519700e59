package shop

import (
	"context"
	"io"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// goods are what a digital listing hands over by itself: licence keys, or files. They are
// kept at once, whether the listing is saved or not: nobody sees them.
type goods struct {
	e           *editor
	object      *fyne.Container
	more        *widget.Area
	left, taken int
	files       []storefront.File
}

func newGoods(e *editor) *goods {
	g := &goods{e: e, object: widget.Col(10)}
	g.more = widget.NewArea(lang.L("Keys, one on a line"), 3)
	return g
}

// fit draws what fits the way in which it is handed over.
func (g *goods) fit(k listing.Kind, d listing.Delivery) {
	by := d
	if k != listing.Digital {
		by = listing.ByHand
	}
	switch {
	case by == listing.ByHand:
		set(g.object)
	case g.e.it.Slug == "":
		set(g.object, widget.Flow(lang.L("Save the listing first, as a draft perhaps: then its keys and files come here."), 12.5, widget.Muted))
	case by == listing.ByKey:
		set(g.object, g.keys()...)
	default:
		set(g.object, g.list()...)
	}
	show(g.object, len(g.object.Objects) > 0)
}

func (g *goods) keys() []fyne.CanvasObject {
	count := lang.N("{{.N}} keys left", g.left, words{"N": g.left}) + " · " + lang.N("{{.N}} handed over", g.taken, words{"N": g.taken})
	add := widget.NewButton(lang.L("Add the keys"), "key-round", widget.Secondary, g.addKeys)
	gone := widget.NewButton(lang.L("Remove a key"), "", widget.Quiet, g.askKey)
	show(gone, g.left > 0)
	return []fyne.CanvasObject{widget.Flow(count, 13, widget.Foreground), g.more, widget.Row(8, add, gone, widget.Spring()), g.e.form.Hold("keys", g.more)}
}

func (g *goods) list() (all []fyne.CanvasObject) {
	for _, f := range g.files {
		below, ink := sizeOf(int64(f.Size)), widget.Muted
		if !f.Here {
			below, ink = lang.L("It is not on this computer: add it again."), widget.Bad
		}
		gone := widget.NewRoundButton(lang.L("Remove {{.Name}}", words{"Name": widget.Clean(f.Name)}), "x", widget.Muted, widget.FieldFill, 32, 15, func() { g.remove(f) })
		all = append(all, widget.RowFill(8, widget.Grow(widget.Col(1, widget.Label(widget.Clean(f.Name), 13).Cut(), widget.Flow(below, 12, ink))), widget.Col(0, gone)))
	}
	if len(g.files) == 0 {
		all = append(all, widget.Flow(lang.L("No file yet: what is ordered waits for one."), 12.5, widget.Warn))
	}
	if g.e.p.o.File != nil && len(g.files) < storefront.MaxFiles {
		all = append(all, widget.Left(widget.NewButton(lang.L("Add a file"), "upload", widget.Secondary, func() { g.e.p.o.File(g.add) })))
	}
	return append(all, g.e.form.Hold("files", nil),
		widget.Flow(lang.L("Whoever has paid gets all of them by itself, from your push nodes while you are away. They lie there sealed. Up to 100 MiB each."), 12, widget.Muted))
}

// read looks what there is.
func (g *goods) read() {
	if g.e.it.Slug != "" {
		g.do("", func(context.Context) error { return nil }, func() {})
	}
}

// do changes something and looks again; then it says below a field what went wrong, or
// does what follows. A file may take long, and holds nothing else up.
func (g *goods) do(field string, change func(context.Context) error, then func()) {
	slug, core := g.e.it.Slug, g.e.p.o.Core
	g.e.p.o.Loop.Go(func(ctx context.Context) func() {
		err := change(ctx)
		left, taken, bad := core.Keys(ctx, slug)
		files, worse := core.Files(ctx, slug)
		return func() {
			if bad == nil && worse == nil {
				g.left, g.taken, g.files = left, taken, files
			}
			g.e.fit()
			if err != nil {
				g.e.form.Say(field, problem(err))
			} else {
				then()
			}
			g.e.object.Refresh()
		}
	})
}

func (g *goods) addKeys() {
	var all []string
	for line := range strings.Lines(g.more.Text()) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	slug := g.e.it.Slug
	g.do("keys", func(ctx context.Context) error {
		_, err := g.e.p.o.Core.AddKeys(ctx, slug, all)
		return err
	}, func() { g.more.SetText("") })
}

// askKey takes a key back that must not be sold.
func (g *goods) askKey() {
	slug := g.e.it.Slug
	widget.Ask(g.e.p.o.Canvas(), widget.Question{Title: lang.L("Remove a key?"), Field: true, Hint: "AAAA-BBBB", Text: lang.L("Write the key that nobody is to get any more. What was handed over stays with its order."),
		Yes: lang.L("Remove"), No: lang.L("Cancel"), Danger: true, Do: func(text string, done func(string)) {
			done("")
			g.do("keys", func(ctx context.Context) error { return g.e.p.o.Core.RemoveKey(ctx, slug, strings.TrimSpace(text)) }, func() {
				g.e.p.o.Notice(lang.L("The key is removed"))
			})
		}})
}

func (g *goods) add(name string, from io.ReadCloser) {
	slug := g.e.it.Slug
	g.e.p.o.Notice(lang.L("{{.Name}} is being added", words{"Name": widget.Clean(name)}))
	g.do("files", func(ctx context.Context) error {
		defer from.Close()
		_, err := g.e.p.o.Core.AddFile(ctx, slug, name, from)
		return err
	}, func() {})
}

func (g *goods) remove(f storefront.File) {
	slug := g.e.it.Slug
	widget.Ask(g.e.p.o.Canvas(), widget.Question{Title: lang.L("Remove the file?"), Text: lang.L("Who has bought it can fetch it for five more weeks."), Yes: lang.L("Remove"), No: lang.L("Cancel"), Danger: true,
		Do: func(_ string, done func(string)) {
			done("")
			g.do("files", func(ctx context.Context) error { return g.e.p.o.Core.RemoveFile(ctx, slug, f.CID) }, func() {})
		}})
}
