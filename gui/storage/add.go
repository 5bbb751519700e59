package storage

import (
	"cmp"
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/offline/provider/depot"
	core "restante/offline/storage"
)

// Add asks at what kind of provider messages shall wait.
func (p *Page) Add() {
	s := p.sheet(lang.L("Where shall messages wait?"))
	s.add(s.para(lang.L("What lies there is sealed on this computer: a provider can keep it or lose it, and read nothing. Each kind sees something else of you.")))
	for _, k := range p.last.kinds {
		s.add(kindRow(k, func() {
			s.overlay.Close()
			p.form(k)
		}))
	}
	s.open(s.cancel())
}

// kindRow is one kind of provider, to be chosen.
func kindRow(k depot.Kind, chosen func()) fyne.CanvasObject {
	const wide = sheetWide - 40 - 14 - 2*16
	text := widget.Col(3, widget.Para(said(k.Title), 14, wide, widget.Foreground).Bold(), widget.Para(said(k.About), 12.5, wide, widget.Muted))
	row := widget.RowFill(14, widget.Col(0, widget.Tile(iconOf(k.Name), widget.Accent, widget.Selected, 40, 20)), text)
	face := widget.On(widget.Look{Fill: widget.Card, Rim: widget.Outline, Radius: 12}, widget.Pad(13, 16, row))
	return widget.NewTap(said(k.Title), 12, face, chosen)
}

// form asks for what an account of a kind needs.
func (p *Page) form(k depot.Kind) {
	s := p.sheet(said(k.Title))
	title := s.field("", said(k.Title))
	e, role := s.entries(k, depot.Settings{}), p.firstRole()
	s.add(seesBox(k), labelled(lang.L("Name of the account (optional)"), title))
	s.add(e.rows...)
	s.add(labelled(lang.L("What it is for"), widget.Left(role)))
	back := widget.NewButton(lang.L("Back"), "chevron-left", widget.Quiet, func() { s.overlay.Close(); p.Add() })
	s.open(back, s.cancel(), s.submit(k, e, func(settings depot.Settings) {
		s.tryOrAsk(core.New{Kind: k.Name, Title: strings.TrimSpace(title.Text()), Settings: settings, Role: roles[role.Chosen()]})
	}))
	s.focus(title)
}

// firstRole asks what a new account is for: the first is the primary.
func (p *Page) firstRole() *widget.Select {
	role := newRoles(func(int) {})
	role.Choose(0)
	if _, taken := p.last.primary(); taken {
		role.Choose(1)
	}
	return role
}

// tryOrAsk adds an account; before everything moves there, it asks.
func (s *sheet) tryOrAsk(n core.New) {
	from, other := s.p.last.primary()
	if n.Role != core.Primary || !other {
		s.tryNew(n)
		return
	}
	s.main.Enable() // until the answer is yes
	s.p.askMove(from.Title, cmp.Or(n.Title, said(s.p.last.kind(n.Kind).Title)), func(done func(string)) {
		done("")
		s.tryNew(n)
	})
}

// tryNew adds an account, which the core tries first, and makes the page show it.
func (s *sheet) tryNew(n core.New) {
	var id string
	add := func(ctx context.Context) (err error) {
		id, err = s.p.o.Core.Add(ctx, n)
		return err
	}
	s.work(lang.L("Trying it: something is put there, fetched as a stranger would, and removed…"), add, func() {
		s.p.o.Notice(lang.L("The account works. What waits goes there from now on."))
		s.p.at, s.p.chosen = id, true
		s.p.Reload()
	})
}

// submit is the button that takes what was entered, by way of the browser where the
// kind asks there.
func (s *sheet) submit(k depot.Kind, e *entries, take func(depot.Settings)) *widget.Button {
	word := lang.L("Try and connect")
	if k.Connect != nil {
		word = lang.L("Connect in the browser")
	}
	return s.yes(word, func() {
		settings, missing := e.read()
		switch {
		case missing != "":
			s.say(lang.L("“{{.Field}}” is missing.", words{"Field": missing}), widget.Bad)
		case k.Connect != nil:
			s.connect(k, settings, take)
		default:
			take(settings)
		}
	})
}
