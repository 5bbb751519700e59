// Package invite shows one's own code and link, and adds people by theirs.
//
// A link holds the whole card: who opens it can write at once. The code holds
// only the peer ID and the push nodes, because a camera must read it.
package invite

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/link"
	"restante/gui/loop"
	"restante/gui/portrait"
	"restante/gui/widget"
	"restante/messaging"
	"restante/messaging/contact"
)

// People is what is needed of the contacts.
type People interface {
	Invite(ctx context.Context) (contact.Invite, error)
	Add(ctx context.Context, link string) (contact.Contact, error)
	SetName(ctx context.Context, name string) error
}

// Nodes are the machines that hold one's mail: without one, nothing arrives while
// one is away, and the invite says so.
type Nodes interface {
	PushNodes(ctx context.Context) ([]messaging.PushNode, error)
}

// Options are what an Invite needs.
type Options struct {
	People  People
	Nodes   Nodes
	Faces   *portrait.Portraits // may be nil
	Loop    loop.Loop
	Ask     *link.Asker
	Canvas  func() fyne.Canvas
	Notice  func(string)
	Problem func(error) string    // an error in the user's language
	Added   func(contact.Contact) // somebody was added
	OnSelf  func(contact.Invite)  // one's own name or link changed
}

// Invite is one's own invite wherever it is shown.
type Invite struct {
	o     Options
	own   contact.Invite
	held  bool // a push node holds what comes while one is away
	cards []*card

	welcome fyne.CanvasObject
	over    *widget.Overlay // the open card, nil while there is none
}

// New makes an invite; it is empty before [Invite.Reload].
func New(o Options) *Invite { return &Invite{o: o} }

// Reload reads name, link and push nodes again.
func (i *Invite) Reload() {
	i.o.Loop.Go(func(ctx context.Context) func() {
		own, err := i.o.People.Invite(ctx)
		nodes, err2 := i.o.Nodes.PushNodes(ctx)
		return func() {
			if err := cmp.Or(err, err2); err != nil {
				i.o.Notice(i.o.Problem(err))
				return
			}
			i.held = slices.ContainsFunc(nodes, func(n messaging.PushNode) bool { return n.Registered })
			i.show(own)
		}
	})
}

func (i *Invite) show(own contact.Invite) {
	i.own = own
	for _, c := range i.cards {
		c.show(own, i.held)
	}
	if i.welcome != nil {
		i.welcome.Refresh()
	}
	if i.over != nil {
		i.over.Refresh()
	}
	if i.o.OnSelf != nil {
		i.o.OnSelf(own)
	}
}

// Redraw shows one's own picture anew.
func (i *Invite) Redraw() {
	for _, c := range i.cards {
		c.face(i.own)
	}
	if i.o.OnSelf != nil {
		i.o.OnSelf(i.own)
	}
}

// Add asks for somebody's link.
func (i *Invite) Add() { i.AddLink("") }

// AddLink is Add with a link that is there already: it still wants a yes.
func (i *Invite) AddLink(text string) {
	i.o.Ask.Ask(link.Question{
		Title: lang.L("Add a person"), Value: text, Hint: "restante:…", Check: link.Person,
		Text: lang.L("Paste the link that they gave you, or their peer ID. You can write at once; unless one of you has a push node, it cannot arrive until you are both on."),
		Do:   i.add,
	})
}

func (i *Invite) add(text string, done func(string)) {
	i.o.Loop.Go(func(ctx context.Context) func() {
		c, err := i.o.People.Add(ctx, text)
		return func() {
			if err != nil {
				done(i.o.Problem(err))
				return
			}
			done("")
			i.o.Added(c)
		}
	})
}

// Rename asks for one's own name.
func (i *Invite) Rename() {
	widget.Ask(i.o.Canvas(), widget.Question{
		Title: lang.L("Your name"), Field: true, Value: i.own.Name, Hint: lang.L("Name"),
		Text: lang.L("People to whom you give your link see this name."),
		Yes:  lang.L("Save"), No: lang.L("Cancel"),
		Do: func(name string, done func(string)) {
			i.o.Loop.InOrder(func(ctx context.Context) func() {
				err := i.o.People.SetName(ctx, name)
				return func() {
					if err != nil {
						done(i.o.Problem(err))
						return
					}
					done("")
					i.Reload()
				}
			})
		},
	})
}
