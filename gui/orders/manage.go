package orders

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order"
)

// keptOnes is the sheet of what is kept under names; it is read again after each change.
type keptOnes struct {
	sheet *sheet
	read  func(ctx context.Context) (draw func(), err error)
}

// change does something, and shows what is kept then.
func (k *keptOnes) change(do func(context.Context) error) {
	p := k.sheet.p
	p.o.Loop.InOrder(func(ctx context.Context) func() {
		err := do(ctx)
		draw, err2 := k.read(ctx)
		return func() {
			if err != nil || err2 != nil {
				k.sheet.say(problem(firstOf(err, err2)))
				return
			}
			k.draw(draw)
			p.Reload()
		}
	})
}

func (k *keptOnes) draw(draw func()) {
	k.sheet.body.Objects = nil
	draw()
	k.sheet.overlay.Refresh()
	k.sheet.overlay.Grown()
}

func firstOf(errs ...error) error {
	return errs[max(0, slices.IndexFunc(errs, func(err error) bool { return err != nil }))]
}

// openKept shows the sheet, and fills it.
func (p *Page) openKept(title, yes string, make func(k *keptOnes) func(context.Context) (func(), error), do func(k *keptOnes)) {
	k := &keptOnes{sheet: p.sheet(title)}
	k.read = make(k)
	k.sheet.open(yes, widget.Primary, func() { do(k) })
	k.sheet.no.Rename(lang.L("Close"))
	k.change(func(context.Context) error { return nil })
}

// keptRow is one of them, with its buttons.
func keptRow(title, below string, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	text := widget.Col(1, widget.Strong(widget.Brief(title), 13.5).Cut())
	if below != "" {
		text.Add(widget.Caption(widget.Brief(below), 12.5).Cut())
	}
	row := widget.Row(2, widget.Grow(widget.Wide(text)))
	for _, b := range buttons {
		row.Add(b)
	}
	return row
}

func little(name, icon string, do func()) *widget.RoundButton {
	return widget.NewRoundButton(name, icon, widget.Muted, "", 32, 16, do)
}

// ManageFilters renames, moves and removes kept filters.
func (p *Page) ManageFilters() {
	p.openKept(lang.L("Kept filters"), lang.L("Keep a new one"), func(k *keptOnes) func(context.Context) (func(), error) {
		return func(ctx context.Context) (func(), error) {
			all, err := p.o.Core.KeptFilters(ctx)
			return func() { p.listFilters(k, all) }, err
		}
	}, func(k *keptOnes) { k.sheet.overlay.Close(); p.AskNarrow() })
}

func (p *Page) listFilters(k *keptOnes, all []order.KeptFilter) {
	if len(all) == 0 {
		k.sheet.add(para(lang.L("None yet. What you narrow down can be kept under a name, and becomes a chip.")))
	}
	for i, f := range all {
		first := little(lang.L("Move {{.Name}} forward", words{"Name": f.Name}), "chevron-left", func() {
			k.change(func(ctx context.Context) error { return p.o.Core.OrderFilters(ctx, swapped(all, i)) })
		})
		show(first, i > 0)
		rename := little(lang.L("Rename {{.Name}}", words{"Name": f.Name}), "pencil", func() { k.sheet.overlay.Close(); p.askRename(f.Name) })
		gone := little(lang.L("Remove {{.Name}}", words{"Name": f.Name}), "trash-2", func() { k.change(func(ctx context.Context) error { return p.o.Core.ForgetFilter(ctx, f.Name) }) })
		k.sheet.add(keptRow(f.Name, p.say(f.Filter), first, rename, gone))
	}
}

// swapped are the names with one of them one place earlier.
func swapped(all []order.KeptFilter, i int) (names []string) {
	for _, f := range all {
		names = append(names, f.Name)
	}
	if i > 0 {
		names[i-1], names[i] = names[i], names[i-1]
	}
	return names
}

func (p *Page) askRename(name string) {
	s := p.sheet(lang.L("Rename"))
	to := s.field(name, "")
	s.add(labelled(lang.L("Name"), to))
	s.open(lang.L("Save"), widget.Primary, func() {
		s.work(func(ctx context.Context) error {
			return p.o.Core.RenameFilter(ctx, name, strings.TrimSpace(to.Text()))
		})
	})
}
