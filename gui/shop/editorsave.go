package shop

import (
	"cmp"
	"context"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// save keeps the listing and its pieces, and goes back.
func (e *editor) save(to storefront.State) {
	l, err := e.compose()
	counts, bad := e.variants.counts(l.Variants)
	keepFew, wrong := e.variants.few.read()
	err = cmp.Or(err, bad, wrong)
	if l.Title == "" && to != storefront.Draft {
		err = &listing.Invalid{Field: "title", Why: listing.ErrMissing} // the first field first
	}
	if err != nil {
		e.refused(err)
		return
	}
	e.wait(true)
	e.p.o.Loop.InOrder(func(ctx context.Context) func() {
		slug, err := e.p.o.Core.Save(ctx, l, to)
		for _, c := range counts {
			if err == nil {
				err = c.keep(ctx, e.p.o.Core, slug)
			}
		}
		if err == nil {
			err = keepFew(ctx, e.p.o.Core, slug)
		}
		return func() {
			e.it.Slug = cmp.Or(e.it.Slug, slug)
			e.saved(err)
			for _, c := range counts {
				c.row.seen = c.seen
			}
		}
	})
}

func (e *editor) saved(err error) {
	e.wait(false)
	if err != nil {
		e.refused(err)
		return
	}
	e.p.o.Notice(lang.L("{{.Title}} is saved", words{"Title": widget.Clean(e.title.Text())}))
	if e.p.editor == e {
		e.p.goHome()
	}
}

func (e *editor) wait(on bool) {
	for _, b := range e.saves {
		if on {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}

// refused says beside its field what is wrong, and goes there.
func (e *editor) refused(err error) {
	at := e.form.Refuse(err)
	e.object.Refresh()
	if at != nil {
		e.p.o.Canvas().Focus(at)
	} else {
		e.p.o.Notice(problem(err))
	}
}

func (e *editor) duplicate() {
	slug := e.it.Slug
	e.p.o.Loop.InOrder(func(ctx context.Context) func() {
		copied, err := e.p.o.Core.Duplicate(ctx, slug)
		var s state
		if err == nil {
			s, err = e.p.read(ctx)
		}
		return func() {
			if err != nil {
				e.refused(err)
				return
			}
			e.p.last = s
			it, _ := s.item(copied)
			e.p.edit(it)
			e.p.o.Notice(lang.L("This is the copy, a draft"))
		}
	})
}

func (e *editor) askDelete() {
	slug := e.it.Slug
	widget.Ask(e.p.o.Canvas(), widget.Question{Title: lang.L("Delete this listing?"), Text: lang.L("They go for good, with their photos. Orders on them stay as they are."),
		Yes: lang.L("Delete"), No: lang.L("Cancel"), Danger: true, Do: func(_ string, done func(string)) {
			done("")
			e.p.act(func(ctx context.Context) error { return e.p.o.Core.Delete(ctx, slug) }, e.p.goHome)
		}})
}
