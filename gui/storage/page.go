package storage

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// here is the account of this computer.
const here = ""

// Page shows where messages wait.
type Page struct {
	Object fyne.CanvasObject

	o       Options
	at      string // the chosen place
	chosen  bool   // by the user
	tiles   map[string]*tile
	cards   map[string]*accountCard
	row     *fyne.Container // of tiles
	more    *widget.Tap     // the tile that adds one
	detail  *fyne.Container
	mail    *waitingCard
	own     *hereCard
	history *history
	people  *peopleCard
	shown   bool
	waiting bool // a reading is due
	stale   bool // what is drawn may be older than the last reading
	last    state
}

// New makes the page; it is filled once it is shown.
func New(o Options) *Page {
	p := &Page{o: o, tiles: map[string]*tile{}, cards: map[string]*accountCard{}, row: container.New(&grid{}), detail: widget.Col(gap)}
	p.mail = newWaitingCard(p)
	p.own, p.history, p.people = newHereCard(), newHistory(p), newPeopleCard(p)
	p.more = moreTile(p.Add)
	body := widget.Col(gap, p.row, container.New(&widget.Sides{Side: sideWide, From: wideFrom, Gap: gap}, widget.Col(gap, p.detail, sealedCard()), widget.Col(gap, p.history.object, p.people.object)))
	// The scrolled part is as wide as the page, so that nothing clips the shadows.
	scrolled := widget.Room(widget.Inset(2, margin, margin, margin, body))
	p.Object = widget.On(widget.Look{Fill: widget.Canvas}, widget.Twice(widget.Col(0, p.head(), widget.Grow(scrolled))))
	p.stale = true
	p.show(state{today: day(o.Now())})
	return p
}

func (p *Page) head() fyne.CanvasObject {
	title := widget.Col(2, widget.Strong(lang.L("Storage"), 22).Cut(), widget.Flow(lang.L("Where sealed messages wait until they are collected"), 13, widget.Muted))
	buttons := widget.Row(8)
	if p.o.Save != nil {
		buttons.Add(widget.NewButton(lang.L("Export"), "download", widget.Quiet, p.export))
	}
	buttons.Add(widget.NewButton(lang.L("Add account"), "plus", widget.Primary, p.Add))
	return widget.Least(0, 88, widget.Pad(8, margin, widget.Beside(title, buttons)))
}

// sealedCard says what nobody sees, whatever is chosen.
func sealedCard() fyne.CanvasObject {
	text := widget.Col(2, widget.Flow(lang.L("Only sealed bytes lie there"), 13.5, widget.Foreground).Bold(),
		widget.Flow(lang.L("No provider sees names, text or what kind of file it is: everything is sealed and padded on this computer."), 12.5, widget.Muted))
	tile := widget.Col(0, widget.Tile("eye-off", widget.Accent, widget.Selected, 40, 20))
	return widget.CardOf(16, 20, widget.RowFill(14, tile, widget.Grow(text)))
}

// show draws a reading, unless that would say the same again: Fyne repaints the whole
// window for any change.
func (p *Page) show(s state) {
	if !p.stale && reflect.DeepEqual(plain(s), plain(p.last)) {
		return
	}
	p.stale, p.last = false, s
	if _, there := s.account(p.at); !there && p.at != here || !p.chosen {
		p.at, p.chosen = s.worst(), false
	}
	p.draw()
}

// plain leaves out the functions of the kinds, which never are the same.
func plain(s state) state {
	s.kinds = nil
	return s
}

func (p *Page) draw() {
	p.showTiles()
	p.showDetail()
	p.history.show()
	p.people.show()
	p.Object.Refresh()
}

// choose shows what there is to know of a place.
func (p *Page) choose(place string) {
	p.at, p.chosen = place, true
	p.showTiles()
	p.showDetail()
	p.Object.Refresh()
}

func (p *Page) showDetail() {
	a, there := p.last.account(p.at)
	if !there {
		p.mail.show(p.last)
		p.own.show(p.last)
		set(p.detail, p.mail.object, p.own.object)
		return
	}
	card := p.cards[a.ID]
	if card == nil {
		card = newAccountCard(p, p.last.kind(a.Kind))
		p.cards[a.ID] = card
	}
	card.show(a)
	set(p.detail, card.object)
}

// Redraw shows the pictures of people anew.
func (p *Page) Redraw() {
	p.mail.redraw()
	p.people.redraw()
}

func set(c *fyne.Container, o ...fyne.CanvasObject) {
	c.Objects = o
	c.Refresh()
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}
