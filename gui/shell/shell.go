// Package shell is the whole window but for the window itself: the rail, the
// pages beside it, and what lies over them. It needs neither C nor a display,
// so that tests and pictures see what a user sees.
package shell

import (
	"io"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/chats"
	"restante/gui/invite"
	"restante/gui/link"
	"restante/gui/lock"
	"restante/gui/loop"
	"restante/gui/network"
	"restante/gui/orders"
	"restante/gui/portrait"
	"restante/gui/recovery"
	"restante/gui/safe"
	"restante/gui/settings"
	"restante/gui/shop"
	"restante/gui/storage"
	"restante/gui/widget"
	"restante/messaging"
	"restante/messaging/contact"
	"restante/messaging/storefront"
	"restante/messaging/webhook"
)

// toastTime is how long a notice stays.
const toastTime = 3 * time.Second

// People is what the pages together need of the contacts.
type People interface {
	chats.People
	invite.People
	settings.People
}

// Options are what a Shell needs of the core.
type Options struct {
	Chats  chats.Chats
	People People
	Node   network.Node
	Push   network.PushNodes
	Mail   network.Mail
	Places storage.Core      // where messages wait; nil: there is no page for it
	Orders orders.Core       // nil: there is no page for them
	Shop   ShopOptions       // without a core there is no page for it
	Faces  portrait.Pictures // nil: everybody has the picture drawn from the peer ID
	Words  recovery.Words    // nil: nothing is said of them
	Quit   func()            // ends the program; nil: the window can't
	// Choose lets the user choose a picture's file, and calls take if they do; nil:
	// codes are read only from pictures that are dropped.
	Choose func(take func(io.ReadCloser))
	Browse func(url string) error // opens the browser; nil: an address is only shown
	Loop   loop.Loop
	Now    func() time.Time // in the zone that times are shown in; nil is the clock

	Far      string           // the host of the server whose pages these are; "" is this computer
	Safety   *Safety          // nil: nothing is said of it, and the window does not lock
	Settings settings.Options // what its page needs of others than the window
}

// Shell is the content of the window.
type Shell struct {
	Object fyne.CanvasObject

	o        Options
	canvas   fyne.Canvas
	Chats    *chats.Page
	Network  *network.Page
	Settings *settings.Page
	Storage  *storage.Page // nil without Options.Places
	Orders   *orders.Page  // nil without Options.Orders
	Shop     *shop.Page    // nil without Options.Shop
	ask      *link.Asker
	invite   *invite.Invite
	faces    *portrait.Portraits
	words    *recovery.Recovery // nil without Options.Words
	toast    *widget.Toast
	rail     *rail
	shown    string
	keys     map[string]fyne.Focusable // what has the keyboard once its page is shown again
	far      *widget.Strip             // nil without Options.Far
	strip    *widget.Strip             // over the pages
	safe     *safe.Safe                // nil, as lock, without Options.Safety
	lock     *lock.Lock
	focused  bool
}

// New makes the content; it is filled by [Shell.Reload].
func New(o Options) *Shell {
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Shell{o: o, toast: widget.NewToast(), keys: map[string]fyne.Focusable{}, focused: true}
	if o.Faces != nil {
		s.faces = portrait.New(portrait.Options{Pictures: o.Faces, Loop: o.Loop, Changed: s.redraw})
	}
	s.ask = link.New(link.Options{Loop: o.Loop, Canvas: s.over, Choose: o.Choose})
	s.invite = invite.New(invite.Options{
		People: o.People, Nodes: o.Push, Faces: s.faces, Loop: o.Loop, Ask: s.ask, Canvas: s.over, Notice: s.Notice, Problem: problem,
		Added: s.added, OnSelf: s.self,
	})
	s.Network = network.New(network.Options{
		Node: o.Node, Push: o.Push, Mail: o.Mail, Chats: o.Chats, People: o.People, Places: o.Places, Faces: s.faces, Loop: o.Loop, Now: o.Now,
		Own: s.invite.Side(), Ask: s.ask, Canvas: s.over, Notice: s.Notice, Problem: problem, Changed: s.nodesChanged,
		Open: s.OpenChat,
	})
	s.storage()
	s.orders()
	s.shop()
	s.rail = newRail(s)
	s.Chats = chats.New(chats.Options{
		Chats: o.Chats, People: o.People, Nodes: o.Push, Mail: o.Mail, Links: o.Node, Places: o.Places, Faces: s.faces, Loop: o.Loop, Now: o.Now, Canvas: s.over, Notice: s.Notice,
		Welcome: s.invite.Welcome(), AddOne: s.invite.Add, AddNode: s.addNode, OnUnread: s.rail.unread, Scan: s.scan(), Shop: s.shopOf(), Customer: s.customer(),
		Follow: s.AddLink, Browse: o.Browse,
	})
	s.Settings = settings.New(s.settings())
	pages := container.NewStack(s.Chats.Object, s.Network.Object, s.Settings.Object)
	if s.Storage != nil {
		pages.Add(s.Storage.Object)
	}
	if s.Orders != nil {
		pages.Add(s.Orders.Object)
	}
	if s.Shop != nil {
		pages.Add(s.Shop.Object)
	}
	s.Object = container.NewStack(widget.RowFill(0, s.rail.object, widget.Grow(s.within(s.told(pages)))), s.toast.Object)
	s.Show(chatsPage)
	return s
}

// Use tells on which canvas the content is, for what lies over it.
func (s *Shell) Use(c fyne.Canvas) {
	s.canvas = c
	s.Keys().Install(c)
}

// Reload reads everything from the core.
func (s *Shell) Reload() {
	s.invite.Reload()
	s.Chats.Lost()
	s.faces.Lost()
	if s.words != nil {
		s.words.Reload()
	}
	switch s.shown {
	case networkPage:
		s.Network.Reload()
	case storagePage:
		s.Storage.Reload()
	case shopPage:
		s.Shop.Reload()
	}
	if s.Storage != nil {
		s.Storage.Count()
	}
	if s.Orders != nil {
		s.Orders.Reload()
	}
}

// Events takes what changed in the core.
func (s *Shell) Events(events []any) {
	s.hearFar(events)
	s.Chats.Events(events)
	s.faces.Events(events)
	s.Settings.Events(events)
	if slices.ContainsFunc(events, isPause) {
		s.Notice(lang.L("One of your own systems is told nothing any more. Settings say why."))
	}
	if s.Storage != nil {
		s.Storage.Events(events)
	}
	if s.Orders != nil {
		s.Orders.Events(events)
	}
	if s.Shop != nil {
		s.Shop.Events(events)
	}
	if slices.ContainsFunc(events, isOfNodes) {
		s.nodesChanged()
		if s.shown == networkPage {
			s.Network.Reload()
		}
	}
}

func isPause(e any) bool {
	_, ok := e.(webhook.Paused)
	return ok
}

func isOfNodes(e any) bool {
	_, ok := e.(messaging.NodesChanged)
	return ok
}

// scan reads the code in a picture that the user chooses; nil without a way to choose.
func (s *Shell) scan() func(func(code, problem string)) {
	if s.o.Choose == nil {
		return nil
	}
	anything := func(string) error { return nil }
	return func(then func(code, problem string)) {
		s.o.Choose(func(picture io.ReadCloser) { s.ask.Read(picture, anything, then) })
	}
}

// redraw shows pictures of people that came, changed or went.
func (s *Shell) redraw() {
	s.Chats.Redraw()
	s.Network.Redraw()
	if s.Storage != nil {
		s.Storage.Redraw()
	}
	if s.Orders != nil {
		s.Orders.Redraw()
	}
	if s.Shop != nil {
		s.Shop.Redraw()
	}
	s.invite.Redraw()
}

// Notice shows a short word over the page.
func (s *Shell) Notice(word string) {
	s.o.Loop.Later(toastTime, s.toast.Show(word))
}

func (s *Shell) added(c contact.Contact) {
	s.Show(chatsPage)
	s.Chats.Add(c)
	s.Notice(lang.L("{{.Name}} was added", map[string]any{"Name": widget.Clean(c.Name)}))
}

func (s *Shell) addNode() {
	s.Show(networkPage)
	s.Network.Add()
}

// nodesChanged brings what is promised to others up to date.
func (s *Shell) nodesChanged() {
	s.Chats.Reload()
	s.invite.Reload()
}

func (s *Shell) self(own contact.Invite) { s.rail.self(own, s.faces.Of(own.Peer)) }

// OpenChat shows a conversation.
func (s *Shell) OpenChat(with peer.ID) {
	s.Show(chatsPage)
	s.Chats.Open(with)
}

// ShowInvite opens one's own code and link.
func (s *Shell) ShowInvite() { s.invite.Show() }

// AddPerson opens the card that takes a link.
func (s *Shell) AddPerson() { s.invite.Add() }

// AddLink opens it with a link that is there already; one to a shop leads there.
func (s *Shell) AddLink(link string) {
	if l, err := storefront.ParseLink(link); err == nil && s.Shop != nil {
		s.VisitShop(l.Owner, l.Slug)
		return
	}
	s.invite.AddLink(link)
}
