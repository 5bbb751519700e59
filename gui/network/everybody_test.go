package network

import (
	"testing"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
	"restante/messaging"
)

func TestEveryPeerIsListedWithItsWay(t *testing.T) {
	w := guitest.Busy()
	relayed := "/dns4/push-oslo.example/udp/4001/quic-v1/p2p/" + guitest.ID("push-oslo").String() + "/p2p-circuit"
	w.Conns = []messaging.ConnectedPeer{
		{ID: guitest.ID("stranger of the DHT"), Addr: "/ip4/198.51.100.7/udp/4001/quic-v1", Direction: "in"},
		{ID: guitest.ID("push-lima"), Addr: "/ip4/198.51.100.8/tcp/4001", Direction: "out"},
		{ID: guitest.ID("Marta Oliveira"), Addr: relayed, Direction: "out"},
	}
	d := newDesk(t, w)
	d.press("Show all")
	d.says("Marta Oliveira", "Relayed", "you called", "push-lima.example", "Direct", "came to you", "/ip4/198.51.100.7/udp/4001/quic-v1")
	s := d.page.last
	if got := ordered(s); got[0].ID != guitest.ID("Marta Oliveira") || got[1].ID != guitest.ID("push-lima") {
		t.Errorf("those with a name do not come first: %v", got)
	}
	d.press("Copy the address of Marta Oliveira")
	if got := fyne.CurrentApp().Clipboard().Content(); got != relayed+"/p2p/"+guitest.ID("Marta Oliveira").String() {
		t.Errorf("the clipboard has %q", got)
	}
	d.press("Close")
	w.Conns = nil
	d.page.Reload()
	d.silent("Show all")
}

func TestManyPeersAreCounted(t *testing.T) {
	w := guitest.Empty()
	for range maxPeers + 3 {
		w.Conns = append(w.Conns, conn("/ip4/198.51.100.7/udp/4001/quic-v1", "out"))
	}
	d := newDesk(t, w)
	d.press("Show all")
	d.says("and 3 more")
}
