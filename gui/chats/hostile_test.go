package chats

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/names"
	"restante/messaging/contact"
)

// TestHostileNamesAndLinesKeepToTheirRow puts each between others in the list: rows
// are as high as ever, and those of the others are drawn as ever.
func TestHostileNamesAndLinesKeepToTheirRow(t *testing.T) {
	for name, text := range guitest.Hostile {
		w := guitest.Busy()
		d := newDesk(t, w)
		before := rowsOf(d)
		c := w.Contact(guitest.ID("Ines Duarte"))
		c.Name = text
		w.Talks[c.Peer][0].Text = text
		began := time.Now()
		d.page.Events([]any{contact.Changed{Peer: c.Peer}})
		after := rowsOf(d)
		if took := time.Since(began); took > guitest.Patience {
			t.Errorf("%s: takes %v", name, took)
		}
		for i, row := range before {
			if hostile := i == d.page.people.at(c.Peer); after[i].at != row.at || (after[i].drawn != row.drawn) != hostile {
				t.Errorf("%s: row %d is at %v, was at %v; drawn otherwise: %v", name, i, after[i].at, row.at, after[i].drawn != row.drawn)
			}
		}
		d.page.Open(c.Peer)
		if h := d.page.talk.header.object.Size().Height; h > 62 {
			t.Errorf("%s: the header is %.0f high", name, h)
		}
	}
}

// drawn is a row of the list as it is seen.
type drawn struct {
	at    fyne.Position
	drawn string
}

func rowsOf(d *desk) (all []drawn) {
	var visit func(fyne.CanvasObject, fyne.Position)
	visit = func(o fyne.CanvasObject, at fyne.Position) {
		at = at.Add(o.Position())
		switch x := o.(type) {
		case *personRow:
			all = append(all, drawn{at, test.RenderObjectToMarkup(x)})
		case *fyne.Container:
			for _, c := range x.Objects {
				visit(c, at)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(x).Objects() {
				visit(c, at)
			}
		}
	}
	visit(d.page.people.list, fyne.Position{})
	return all
}

func TestANameThatShowsNothingIsAPeerID(t *testing.T) {
	w := guitest.Busy()
	w.Contact(guitest.ID("Ines Duarte")).Name = "\u3164\u200b \u2060"
	d := newDesk(t, w)
	if want := names.Short(guitest.ID("Ines Duarte")); !has(d.names(), want) {
		t.Errorf("the names are %q, want one to be %q", d.names(), want)
	}
}
