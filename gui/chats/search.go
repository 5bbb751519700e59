package chats

import (
	"fyne.io/fyne/v2"
	"github.com/libp2p/go-libp2p/core/peer"
)

// FocusSearch puts the keyboard into the search, with what is in it selected.
func (p *Page) FocusSearch() {
	p.people.focusSearch()
	p.people.search.SelectAll()
}

func (l *peopleList) focusSearch() {
	if c := l.page.o.Canvas(); c != nil {
		c.Focus(l.search.Focusable())
	}
}

// seek shows what another search or filter finds, from its beginning.
func (l *peopleList) seek() {
	l.refresh()
	l.list.point(0)
}

// searchKey leads from the search to the list: arrows choose, Enter opens, Escape
// takes the search back and then leaves it.
func (l *peopleList) searchKey(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		l.step(k.Name)
	case fyne.KeyReturn, fyne.KeyEnter:
		l.list.open(l.at(l.list.cursor))
	case fyne.KeyEscape:
		l.escape()
	default:
		return false
	}
	return true
}

// step moves the cursor, in the list itself where nothing is searched.
func (l *peopleList) step(k fyne.KeyName) {
	if c := l.page.o.Canvas(); c != nil && l.search.Text() == "" {
		c.Focus(l.list)
		return
	}
	l.list.moved(k)
}

func (l *peopleList) escape() {
	if l.search.Text() != "" {
		l.search.SetText("")
		return
	}
	if l.openPeer() != "" {
		l.page.talk.composer.focus()
	} else if c := l.page.o.Canvas(); c != nil {
		c.Unfocus()
	}
}

// pick opens what was found; a search has done its work then.
func (p *Page) pick(id peer.ID) {
	if id != p.talk.peer {
		p.Open(id)
	} else {
		p.talk.composer.focus()
	}
	if p.people.search.Text() != "" {
		p.people.search.SetText("")
	}
}
