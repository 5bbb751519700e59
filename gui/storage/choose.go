package storage

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
	core "restante/offline/storage"
)

// chooseFor asks where messages to one person shall wait; "" lets the user choose who.
func (p *Page) chooseFor(id peer.ID) {
	c := &choosing{p: p, sheet: p.sheet(lang.L("Where messages to one person wait")), own: widget.NewButton(lang.L("As for everybody"), "", widget.Quiet, nil)}
	c.own.OnTapped = c.asAll
	people := p.last.known(id)
	if len(people) == 0 {
		c.sheet.add(c.sheet.para(lang.L("There is nobody in your contacts yet.")))
		c.sheet.open(c.sheet.cancel())
		return
	}
	c.people = people
	c.who = widget.NewSelect(lang.L("Person"), c.names(), c.turn)
	c.sheet.add(labelled(lang.L("Person"), widget.Left(c.who)), c.places())
	yes := c.sheet.yes(lang.L("Choose"), c.choose)
	c.sheet.open(c.own, c.sheet.cancel(), yes)
	c.who.Choose(max(0, slices.Index(people, id)))
	c.turn(c.who.Chosen())
}

// known are those for whom there can be a choice: contacts, and whoever has one.
func (s *state) known(also peer.ID) (ids []peer.ID) {
	for _, c := range s.people {
		if c.Blocked.IsZero() {
			ids = append(ids, c.Peer)
		}
	}
	if also != "" && !slices.Contains(ids, also) {
		ids = append(ids, also)
	}
	return ids
}

// choosing is the open sheet.
type choosing struct {
	p        *Page
	sheet    *sheet
	people   []peer.ID
	who      *widget.Select
	switches []*widget.Switch // of the accounts
	accounts []string
	own      *widget.Button // gives the choice up
}

func (c *choosing) names() (all []string) {
	for _, id := range c.people {
		all = append(all, c.p.last.nameOf(id))
	}
	return all
}

// places are this computer, which always keeps messages, and a switch for each account.
func (c *choosing) places() fyne.CanvasObject {
	col := widget.Col(0, c.sheet.para(lang.L("This computer keeps every message until it has come. Besides, it waits at:")), widget.Gap(0, 6))
	for _, a := range c.p.last.accounts {
		if a.Leaving {
			continue
		}
		title := widget.Clean(a.Title)
		s := widget.NewSwitch(title, func(bool) {})
		c.switches, c.accounts = append(c.switches, s), append(c.accounts, a.ID)
		name := widget.Para(title, 13.5, sheetWide-110, widget.Foreground)
		col.Add(widget.Pad(5, 0, widget.Row(12, widget.NewIcon(iconOf(a.Kind), widget.Muted, 18), name, widget.Spring(), widget.Inset(0, 0, 0, -4, s))))
	}
	if len(c.accounts) == 0 {
		col.Add(c.sheet.para(lang.L("No account is connected.")))
	}
	return col
}

// turn shows how it is for a person.
func (c *choosing) turn(i int) {
	at := slices.IndexFunc(c.p.last.own, func(o own) bool { return o.peer == c.people[i] })
	for n, s := range c.switches {
		a, _ := c.p.last.account(c.accounts[n])
		on := a.Role != core.None
		if at >= 0 {
			on = slices.Contains(c.p.last.own[at].accounts, a.ID)
		}
		s.Set(on)
	}
	show(c.own, at >= 0)
}

func (c *choosing) choose() {
	var all []string
	for i, s := range c.switches {
		if s.On() {
			all = append(all, c.accounts[i])
		}
	}
	to := c.people[c.who.Chosen()]
	c.sheet.work("", func(ctx context.Context) error { return c.p.o.Core.Choose(ctx, to, all) }, c.p.Reload)
}

// asAll gives up the choice for a person.
func (c *choosing) asAll() {
	to := c.people[c.who.Chosen()]
	c.sheet.work("", func(ctx context.Context) error { return c.p.o.Core.Unchoose(ctx, to) }, c.p.Reload)
}
