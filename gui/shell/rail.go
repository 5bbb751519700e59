package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/contact"
)

// The pages; more come with what they show.
const (
	chatsPage   = "chats"
	networkPage = "network"
)

// rail is the navigation at the left.
type rail struct {
	object  fyne.CanvasObject
	chats   *widget.RailItem
	network *widget.RailItem
	avatar  *widget.Avatar
}

func newRail(s *Shell) *rail {
	r := &rail{avatar: widget.NewAvatar("", 38, widget.Rail)}
	r.chats = widget.NewRailItem(lang.L("Chats"), "message-circle", func() { s.Show(chatsPage) })
	r.network = widget.NewRailItem(lang.L("Network"), "radio", func() { s.Show(networkPage) })
	me := widget.NewTap(lang.L("Your code"), 19, r.avatar, s.invite.Show)
	top := widget.Col(4, widget.Mid(widget.Fixed(40, 40, widget.Logo(40))), widget.Gap(1, 10), r.chats, r.network)
	column := widget.Col(0, top, widget.Spring(), widget.Mid(me))
	r.object = widget.On(widget.Look{Fill: widget.Rail}, widget.Inset(14, 16, 6, 6, column))
	return r
}

func (r *rail) unread(n int) { r.chats.Count(n) }

func (r *rail) self(own contact.Invite) {
	r.avatar.Set(own.Peer.String(), true, widget.Rail)
}

// Show turns to a page.
func (s *Shell) Show(page string) {
	s.shown = page
	s.rail.chats.Select(page == chatsPage)
	s.rail.network.Select(page == networkPage)
	show(s.Chats.Object, page == chatsPage)
	show(s.Network.Object, page == networkPage)
	s.Network.SetShown(page == networkPage)
}

// ShowNetwork turns to the network page.
func (s *Shell) ShowNetwork() { s.Show(networkPage) }

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}
