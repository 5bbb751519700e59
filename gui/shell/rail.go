package shell

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/contact"
)

// The pages; more come with what they show.
const (
	chatsPage    = "chats"
	ordersPage   = "orders"
	networkPage  = "network"
	storagePage  = "storage"
	settingsPage = "settings"
	shopPage     = "shop"
)

// rail is the navigation at the left.
type rail struct {
	object   fyne.CanvasObject
	chats    *widget.RailItem
	orders   *widget.RailItem // hidden where there is no such page
	network  *widget.RailItem
	storage  *widget.RailItem // hidden where there is no such page
	settings *widget.RailItem
	shop     *widget.RailItem // hidden likewise
	avatar   *widget.Avatar
}

func newRail(s *Shell) *rail {
	r := &rail{avatar: widget.NewAvatar("", 38, widget.Rail)}
	r.chats = widget.NewRailItem(lang.L("Chats"), "message-circle", func() { s.Show(chatsPage) })
	r.orders = widget.NewRailItem(lang.L("Orders"), "shopping-bag", s.ShowOrders)
	r.orders.Hidden = s.Orders == nil
	r.network = widget.NewRailItem(lang.L("Network"), "radio", func() { s.Show(networkPage) })
	r.storage = widget.NewRailItem(lang.L("Storage"), "archive", s.ShowStorage)
	r.storage.Hidden = s.Storage == nil
	r.shop = widget.NewRailItem(lang.L("Shop"), "store", s.ShowShop)
	r.shop.Hidden = s.Shop == nil
	r.settings = widget.NewRailItem(lang.L("Settings"), "settings", func() { s.Show(settingsPage) })
	me := widget.NewTap(lang.L("Your code"), 19, r.avatar, s.invite.Show)
	top := widget.Col(4, widget.Mid(widget.Fixed(40, 40, widget.Logo(40))), widget.Gap(1, 10), r.chats, r.orders, r.shop, r.network, r.storage)
	column := widget.Col(0, top, widget.Spring(), r.settings, widget.Gap(1, 12), widget.Mid(me))
	r.object = widget.On(widget.Look{Fill: widget.Rail}, widget.Inset(14, 16, 6, 6, column))
	return r
}

func (r *rail) waiting(n int) { r.orders.Count(n) }

func (r *rail) unread(n int) { r.chats.Count(n) }

func (r *rail) self(own contact.Invite, face image.Image) {
	r.avatar.SetFace(own.Peer.String(), face, true, widget.Rail)
}

// Show turns to a page, and gives the keyboard to what had it there: nobody types into
// a page that is hidden.
func (s *Shell) Show(page string) {
	s.leaveKeys(page)
	s.shown = page
	s.rail.chats.Select(page == chatsPage)
	s.rail.orders.Select(page == ordersPage)
	s.rail.network.Select(page == networkPage)
	s.rail.storage.Select(page == storagePage)
	s.rail.shop.Select(page == shopPage)
	s.rail.settings.Select(page == settingsPage)
	s.turn(s.Chats.Object, page == chatsPage)
	s.turn(s.Network.Object, page == networkPage)
	s.turn(s.Settings.Object, page == settingsPage)
	s.turnOrders(page == ordersPage)
	s.turnStorage(page == storagePage)
	s.turnShop(page == shopPage)
	s.tellChats()
	s.Network.SetShown(page == networkPage)
	s.Settings.SetShown(page == settingsPage)
	if f := s.keys[page]; f != nil {
		delete(s.keys, page)
		s.canvas.Focus(f)
	}
}

// leaveKeys takes the keyboard from a page that another one takes the place of. The
// rail is beside all of them and keeps it.
func (s *Shell) leaveKeys(page string) {
	if s.canvas == nil || page == s.shown || s.canvas.Focused() == nil {
		return
	}
	if _, beside := s.canvas.Focused().(*widget.RailItem); !beside {
		s.keys[s.shown] = s.canvas.Focused()
		s.canvas.Unfocus()
	}
}

// ShowNetwork turns to the network page.
func (s *Shell) ShowNetwork() { s.Show(networkPage) }

// turn shows or hides a page. One that comes back is refreshed: Fyne's own lists
// and scroll bars are without layout if they were hidden for a minute.
func (s *Shell) turn(page fyne.CanvasObject, on bool) {
	switch {
	case !on:
		page.Hide()
	case !page.Visible():
		page.Show()
		page.Refresh()
	}
}
