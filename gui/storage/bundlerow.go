package storage

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/names"
	"restante/gui/widget"
	"restante/messaging/delivery"
)

// bundleRow is one bundle; it opens the conversation with whom it is for.
type bundleRow struct {
	p      *Page
	object fyne.CanvasObject
	avatar *widget.Avatar
	cells  *fyne.Container
}

func (p *Page) bundleRow(b bundle) *bundleRow {
	r := &bundleRow{p: p, avatar: widget.NewAvatar("", 32, widget.Card), cells: container.New(&cells{})}
	r.object = widget.Pad(10, 0, r.cells)
	if b.peer != "" {
		r.object = widget.NewTap(lang.L("Open the conversation"), 12, r.object, func() { p.o.Open(b.peer) })
	}
	return r
}

// columnNames is the row above the others.
func columnNames() fyne.CanvasObject {
	return container.New(&cells{names: true}, widget.Caption(lang.L("To"), 12.5), widget.Caption(lang.L("Size"), 12.5).End(),
		widget.Caption(lang.L("Age"), 12.5).End(), widget.Caption(lang.L("Held until"), 12.5), widget.Caption(lang.L("Where"), 12.5))
}

func (r *bundleRow) show(b bundle, s state) {
	icon, where := s.whereOf(b)
	size := lang.L("not sealed yet")
	if b.size > 0 {
		size = bytes(b.size)
	}
	set(r.cells, r.who(b, s), widget.Label(size, 13).End().Cut(), widget.Caption(b.age(s.minute), 13).End().Cut(), r.p.held(b, s),
		widget.RowFill(8, widget.Mid(widget.NewIcon(icon, widget.Muted, 16)), widget.Grow(widget.Wide(widget.Flow(where, 13, widget.Foreground)))))
}

// who is for whom it is, or what it is if that is not for one person.
func (r *bundleRow) who(b bundle, s state) fyne.CanvasObject {
	face, title, sub := fyne.CanvasObject(r.avatar), s.nameOf(b.peer), b.what()
	if b.peer == "" {
		face, title, sub = widget.Tile("check-check", widget.Accent, widget.Selected, 32, 16), b.what(), items(b.n)
	}
	text := widget.Col(1, widget.Strong(title, 13.5).Cut(), widget.Caption(sub, 12.5).Cut())
	return widget.RowFill(12, widget.Mid(face), widget.Grow(widget.Wide(text)))
}

// held is until when other places have it; that it is given up soon is worth more.
func (p *Page) held(b bundle, s state) fyne.CanvasObject {
	if b.ends.Unix() > 0 && b.ends.Sub(s.minute) < delivery.WarnBefore {
		return widget.Left(widget.Pill(remaining(b.ends.Sub(s.minute)), "clock", widget.Careful))
	}
	if b.until.IsZero() {
		return widget.Caption(none, 13)
	}
	return widget.Label(p.date(b.until), 13)
}

// whereOf is the place besides this computer that the user knows best, and how many
// there are beyond it.
func (s *state) whereOf(b bundle) (icon, word string) {
	icon, word, more := "laptop", lang.L("This computer"), len(b.holders)
	if i := slices.IndexFunc(b.holders, func(h holder) bool { return h.account != "" }); i >= 0 {
		id := b.holders[i].account
		a, _ := s.account(id)
		icon, word, more = iconOf(a.Kind), names.Account(names.Accounts(s.accounts), id), more-1
	}
	if more > 0 {
		word += " + " + strconv.Itoa(more)
	}
	return icon, word
}
