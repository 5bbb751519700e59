// Package network is the page of how others reach this computer: the push nodes
// that hold one's mail, one's own addresses, and the open connections.
//
// Nothing announces a change of these figures, so the page reads them again
// every few seconds, but only while it is shown.
package network

import (
	"cmp"
	"context"
	"time"

	"fyne.io/fyne/v2"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/loop"
	"restante/messaging"
)

// pace is how often the page reads its figures while it is shown.
const pace = 5 * time.Second

// Node is what the page needs of this peer on the network.
type Node interface {
	Config(ctx context.Context) (messaging.Config, error)
	Peers() []messaging.ConnectedPeer
}

// PushNodes is the machines that hold this user's mail.
type PushNodes interface {
	PushNodes(ctx context.Context) ([]messaging.PushNode, error)
	AddPushNode(ctx context.Context, addr string) (messaging.PushNode, error)
	RemovePushNode(ctx context.Context, node peer.ID) error
}

// Mail looks for what waits elsewhere.
type Mail interface {
	Scan(ctx context.Context) (found int, err error)
}

// Options are what a Page needs.
type Options struct {
	Node    Node
	Push    PushNodes
	Mail    Mail
	Loop    loop.Loop
	Canvas  func() fyne.Canvas
	Notice  func(string)
	Problem func(error) string // an error in the user's language
	Changed func()             // push nodes were added, removed or registered
}

// Page shows the network.
type Page struct {
	Object fyne.CanvasObject

	o       Options
	parts   parts
	shown   bool
	waiting bool // a reading is due
	last    state
}

// state is one reading.
type state struct {
	config messaging.Config
	peers  []messaging.ConnectedPeer
	nodes  []messaging.PushNode
}

// New makes the page.
func New(o Options) *Page {
	p := &Page{o: o}
	p.build()
	return p
}

// SetShown tells whether the page can be seen.
func (p *Page) SetShown(on bool) {
	p.shown = on
	if on {
		p.Reload()
	}
}

// Reload reads everything again, and once more after a while.
func (p *Page) Reload() {
	p.o.Loop.Go(func(ctx context.Context) func() {
		var s state
		var err, err2 error
		s.config, err = p.o.Node.Config(ctx)
		s.nodes, err2 = p.o.Push.PushNodes(ctx)
		s.peers = p.o.Node.Peers()
		return func() { p.loaded(s, cmp.Or(err, err2)) }
	})
}

func (p *Page) loaded(s state, err error) {
	if err != nil {
		p.o.Notice(p.o.Problem(err))
	} else {
		p.show(s)
	}
	if p.waiting || !p.shown {
		return
	}
	p.waiting = true
	p.o.Loop.Later(pace, func() {
		p.waiting = false
		if p.shown {
			p.Reload()
		}
	})
}
