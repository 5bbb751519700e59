package orders

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order"
)

// desk is what the operator keeps beside an order: tags, who looks after it, notes.
func (n *panel) desk(x order.Page) fyne.CanvasObject {
	col := widget.Col(10, widget.Line())
	kept := widget.Several(6)
	for _, t := range x.Tags {
		kept.Add(widget.Pill(widget.Brief(t), "", widget.Neutral))
	}
	if x.Assignee != "" {
		kept.Add(widget.Pill(widget.Brief(x.Assignee), "user-round", widget.Informed))
	}
	change := widget.NewRoundButton(lang.L("Tags, and who looks after it"), "pencil", widget.Muted, "", 32, 16, func() { n.p.askTags(x) })
	col.Add(widget.Row(8, widget.Grow(widget.Wide(widget.Strong(lang.L("For you alone"), 13.5).Cut())), change))
	if len(kept.Objects) > 0 {
		col.Add(kept)
	}
	for _, note := range x.Notes {
		text := widget.Col(1, n.p.written(lang.L("Note"), note.Text, 13), widget.Caption(moment(note.At, n.p.o.Now()), 11.5))
		gone := widget.NewRoundButton(lang.L("Remove the note"), "trash-2", widget.Muted, "", 32, 16, func() {
			n.p.keep(func(ctx context.Context) error { return n.p.o.Core.RemoveNote(ctx, x.ID, note.ID) })
		})
		col.Add(widget.Row(8, widget.Grow(text), gone))
	}
	col.Add(widget.Inset(0, 0, -8, 0, widget.Left(widget.NewLinkButton(lang.L("Add a note"), func() { n.p.askNote(x) }))))
	return col
}

// askNote writes a remark down.
func (p *Page) askNote(x order.Page) {
	s := p.sheet(lang.L("Add a note"), para(lang.L("Nobody else sees it.")))
	text := s.area(lang.L("Note"))
	s.add(text)
	s.open(lang.L("Save"), widget.Primary, func() {
		s.work(func(ctx context.Context) error { return p.o.Core.AddNote(ctx, x.ID, text.Text()) })
	})
}

// askTags changes tags and assignee.
func (p *Page) askTags(x order.Page) {
	s := p.sheet(lang.L("For you alone"), para(lang.L("Nobody else sees it.")))
	tags, who := s.field(strings.Join(x.Tags, ", "), lang.L("Between commas")), s.field(x.Assignee, lang.L("A name"))
	s.add(labelled(lang.L("Tags"), tags), labelled(lang.L("Who looks after it"), who))
	s.open(lang.L("Save"), widget.Primary, func() {
		all, name := brief(strings.Split(tags.Text(), ",")), strings.TrimSpace(who.Text())
		s.work(func(ctx context.Context) error {
			if err := p.o.Core.SetTags(ctx, x.ID, all); err != nil {
				return err
			}
			return p.o.Core.Assign(ctx, x.ID, name)
		})
	})
}
