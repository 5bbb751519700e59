package storage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/dates"
	"restante/gui/widget"
	core "restante/offline/storage"
)

// tile is one place: what it is, how it stands, how full it is.
type tile struct {
	tap   *widget.Tap
	title *widget.Text
	face  *widget.Box
	pill  *fyne.Container
	sub   *widget.Text
	meter *fyne.Container
	foot  *widget.Paragraph
}

func newTile(icon string, tapped func()) *tile {
	t := &tile{title: widget.Strong("", 14.5).Cut(), face: widget.NewBox(widget.Look{}), pill: widget.Row(0), sub: widget.Caption("", 12.5).Cut(), meter: widget.Col(0), foot: widget.Flow("", 12, widget.Muted)}
	head := widget.Row(8, widget.Tile(icon, widget.Accent, widget.Selected, 36, 19), widget.Spring(), t.pill)
	body := widget.Col(0, head, widget.Gap(0, 12), t.title, widget.Gap(0, 2), t.sub, widget.Gap(0, 9), t.meter, widget.Gap(0, 6), t.foot)
	t.tap = widget.NewTap("", 16, container.NewStack(t.face, widget.Pad(15, 16, body)), tapped)
	return t
}

// call gives it a name, which may change.
func (t *tile) call(title string) {
	t.title.Set(title)
	t.tap.SetName(title)
}

// mark shows whether it is the chosen one.
func (t *tile) mark(on bool) {
	look := widget.Look{Fill: widget.Card, Rim: widget.BubbleEdge, Radius: 16, Lift: widget.Raised}
	if on {
		look.Rim, look.RimWidth = widget.Accent, 2
	}
	t.face.Set(look)
}

// moreTile adds an account.
func moreTile(add func()) *widget.Tap {
	face := widget.NewBox(widget.Look{Rim: widget.Outline, Radius: 16})
	title := widget.ParaMid(lang.L("Add account"), 13.5, 180, widget.Accent).Bold()
	text := widget.ParaMid(lang.L("So that messages wait there while this computer is off"), 12, 180, widget.Muted)
	body := widget.ColMid(6, widget.Mid(widget.Tile("plus", widget.Accent, widget.Selected, 36, 19)), widget.Gap(0, 2), title, text)
	return widget.NewTap(lang.L("Add a place"), 16, container.NewStack(face, widget.Pad(14, 8, widget.Mid(body))), add)
}

// fewAccounts leave room for the tile that adds one.
const fewAccounts = 2

// showTiles brings the tiles in line with the last reading.
func (p *Page) showTiles() {
	kept := map[string]*tile{here: p.tiles[here]}
	if kept[here] == nil {
		kept[here] = newTile("laptop", func() { p.choose(here) })
	}
	kept[here].here(p.last)
	list := []fyne.CanvasObject{kept[here].tap}
	for _, a := range p.last.accounts {
		t := p.tiles[a.ID]
		if t == nil {
			t = newTile(iconOf(a.Kind), func() { p.choose(a.ID) })
		}
		kept[a.ID] = t
		t.account(a, p.last)
		list = append(list, t.tap)
	}
	for place, t := range kept {
		t.mark(place == p.at)
	}
	if len(p.last.accounts) < fewAccounts {
		list = append(list, p.more)
	}
	p.tiles = kept
	set(p.row, list...)
}

func (t *tile) here(s state) {
	t.call(lang.L("This computer"))
	set(t.pill, widget.Pill(lang.L("Always"), "check", widget.Fine))
	t.sub.Set(lang.L("Sealed, in the outbox"))
	set(t.meter, widget.Meter(share(s.here.Bytes, s.disk.Free), widget.Accent))
	word := waits(s.here.Blocks, s.here.Bytes)
	if s.disk.Free > 0 {
		word += " · " + lang.L("{{.Size}} free", words{"Size": bytes(s.disk.Free)})
	}
	t.foot.Set(word)
}

func (t *tile) account(a core.Account, s state) {
	t.call(widget.Clean(a.Title))
	word, icon, tone := standing(a)
	set(t.pill, widget.Pill(word, icon, tone))
	t.sub.Set(s.below(a))
	full, word := fullness(a)
	ink := widget.Accent
	if full > nearlyFull {
		ink = widget.Warn
	}
	set(t.meter, widget.Meter(full, ink))
	t.foot.Set(waits(a.Blocks, a.Bytes) + word)
}

// below is what the title of a tile does not say yet.
func (s *state) below(a core.Account) string {
	if at := where(a, s.kind(a.Kind).Title); at != widget.Clean(a.Title) {
		return at
	}
	return lang.L("since {{.Date}}", words{"Date": dates.Past(a.Added, s.today)})
}
