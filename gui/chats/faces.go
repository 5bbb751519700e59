package chats

import (
	"fyne.io/fyne/v2"

	"restante/gui/widget"
)

// portray shows who somebody is and whether they are there.
func (p *Page) portray(x person, a *widget.Avatar, behind fyne.ThemeColorName) {
	a.SetFace(x.id.String(), p.o.Faces.Of(x.id), x.contact.Online, behind)
}

// Redraw shows pictures of people that came, changed or went.
func (p *Page) Redraw() {
	p.people.list.Refresh()
	p.talk.showPresence()
	p.about.refresh()
}
