package storage

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
)

// peopleCard lists those with a choice of their own.
type peopleCard struct {
	p      *Page
	object fyne.CanvasObject
	list   *fyne.Container
	rows   map[peer.ID]*personRow
	choose *widget.LinkButton
}

// personRow is one of them; it opens the choice.
type personRow struct {
	own    own
	tap    *widget.Tap
	avatar *widget.Avatar
	name   *widget.Text
	where  *widget.Paragraph
}

func newPeopleCard(p *Page) *peopleCard {
	c := &peopleCard{p: p, list: widget.Col(0), rows: map[peer.ID]*personRow{}}
	c.choose = widget.NewLinkButton(lang.L("Choose for a person"), func() { p.chooseFor("") })
	title := widget.Flow(lang.L("People with their own choice"), 15, widget.Foreground).Bold()
	c.object = widget.CardOf(16, 20, widget.Col(8, title, c.list, widget.Inset(0, -6, -8, 0, widget.Left(c.choose))))
	return c
}

func (c *peopleCard) show() {
	kept, list := map[peer.ID]*personRow{}, []fyne.CanvasObject{}
	for _, x := range c.p.last.own {
		r := c.rows[x.peer]
		if r == nil {
			r = c.p.personRow(x)
		}
		kept[x.peer] = r
		r.own = x
		r.name.Set(x.name)
		r.where.Set(c.p.last.placesOf(x.accounts))
		list = append(list, r.tap)
	}
	if len(list) == 0 {
		list = append(list, widget.Pad(4, 0, widget.Flow(lang.L("Nobody: messages to everybody wait at the same places."), 12.5, widget.Muted)))
	}
	c.rows = kept
	c.redraw()
	set(c.list, list...)
}

func (p *Page) personRow(x own) *personRow {
	r := &personRow{own: x, avatar: widget.NewAvatar("", 36, widget.Card), name: widget.Strong("", 13.5).Cut(), where: widget.Flow("", 12.5, widget.Muted)}
	text := widget.Col(1, r.name, r.where)
	row := widget.RowFill(12, widget.Mid(r.avatar), widget.Grow(widget.Wide(text)), widget.Mid(widget.NewIcon("pencil", widget.Muted, 15)))
	r.tap = widget.NewTap(lang.L("Change where messages to {{.Name}} wait", words{"Name": x.name}), 12, widget.Pad(8, 0, row), func() { p.chooseFor(r.own.peer) })
	return r
}

// redraw shows the pictures of people.
func (c *peopleCard) redraw() {
	for id, r := range c.rows {
		r.avatar.SetFace(id.String(), c.p.o.Faces.Of(id), false, widget.Card)
	}
}

// placesOf names the places of a choice.
func (s *state) placesOf(accounts []string) string {
	var names []string
	for _, id := range accounts {
		if a, there := s.account(id); there {
			names = append(names, widget.Clean(a.Title))
		}
	}
	if len(names) == 0 {
		return lang.L("This computer alone")
	}
	return strings.Join(names, ", ")
}
