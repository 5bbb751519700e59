package guitest

import (
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging"
	"restante/messaging/delivery"
)

func at(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour, minute, 0, 0, time.UTC)
}

// Busy is the world of the pictures: ten people, and with Marta a message in
// every state.
func Busy() *World {
	w := Empty()
	w.Nodes = Nodes()
	w.marta()
	w.others()
	for _, a := range []string{"/ip4/198.51.100.7/udp/4001/quic-v1", "/ip4/198.51.100.8/udp/4001/quic-v1", "/ip4/198.51.100.9/tcp/4001", "/dns4/push-oslo.example/udp/4001/quic-v1/p2p/x/p2p-circuit"} {
		w.Conns = append(w.Conns, messaging.ConnectedPeer{ID: ID(a), Addr: a, Direction: "out"})
	}
	w.Conns[1].Direction, w.Receipts = "in", 2
	w.Addrs = append([]string{w.Nodes[0].Addr + "/p2p-circuit/p2p/" + w.Me.Peer.String()}, w.Addrs...)
	return w
}

// Nodes are three healthy push nodes and one that is away.
func Nodes() []messaging.PushNode {
	node := func(name string, online bool, ms int, held, quota int64) messaging.PushNode {
		addr := "/dns4/" + name + ".example/udp/4001/quic-v1/p2p/" + ID(name).String()
		return messaging.PushNode{Peer: ID(name), Addr: addr, Online: online, Registered: true, Latency: time.Duration(ms) * time.Millisecond, Held: held, Quota: quota, Since: at(2, 10, 0)}
	}
	return []messaging.PushNode{
		node("push-oslo", true, 38, 12<<20, 64<<20), node("push-lima", true, 171, 12<<20, 32<<20),
		node("push-kobe", true, 402, 15<<20, 16<<20), node("push-nairobi", false, 0, 4<<20, 64<<20),
	}
}

func (w *World) marta() {
	id := w.Meet("Marta Oliveira", false, at(20, 22, 52))
	w.Say(id, at(20, 22, 10), "Are the walnut organisers back in stock?", "")
	w.Say(id, at(20, 22, 12), "Yes, four in oiled walnut. I put one aside for you.", delivery.Read)
	w.Say(id, at(20, 22, 13), "It would come without plastic.", delivery.Read)
	w.Say(id, at(20, 22, 41), "The courier comes tomorrow before six.", delivery.Delivered)
	w.Say(id, at(21, 9, 12), "Here is a photo of yours.", delivery.Failed).Reason = "this disk was full"
	m := w.Say(id, at(21, 14, 28), "Good news: the parcel left at two o’clock, in its wooden crate.", delivery.Stored)
	until := at(21, 14, 28).AddDate(0, 0, 30)
	m.Expires = until
	for _, n := range []string{"push-oslo", "push-lima", "Kenji Watanabe"} {
		m.Custody = append(m.Custody, delivery.Holder{Node: ID(n), Expires: until})
	}
	w.path(m.ID)
	w.Under[m.ID] = delivery.Pending{Attempts: 3, NextAttempt: at(21, 14, 52), Pointers: 20}
	m = w.Say(id, at(21, 14, 31), "The tracking number follows tonight.", delivery.Waiting)
	m.Expires = until
	m = w.Say(id, at(21, 14, 36), "And thank you for the kind review!", delivery.Queued)
	m.Expires = until
	w.Under[m.ID] = delivery.Pending{Attempts: 1, NextAttempt: at(21, 14, 37), Pointers: 20}
}

// path is the way of the parcel's message.
func (w *World) path(id string) {
	sent := at(21, 14, 28).Add(3 * time.Second)
	w.Paths[id] = []delivery.Step{
		{At: sent, What: delivery.StepAccepted}, {At: sent, What: delivery.StepSealed},
		{At: sent.Add(2 * time.Second), What: delivery.StepHeld, Node: ID("push-oslo")},
		{At: at(21, 14, 35), What: delivery.StepAttempt},
	}
}

func (w *World) others() {
	incoming := func(name string, online bool, t time.Time, text string, unread int) peer.ID {
		id := w.Meet(name, online, t)
		for i := range unread {
			w.Say(id, t.Add(time.Duration(i-unread)*time.Minute), "One moment, please.", "").Read = false
		}
		w.Say(id, t, text, "").Read = unread == 0
		return id
	}
	incoming("Atelier Norte", true, at(21, 14, 5), "New order: two walnut desk organisers, as agreed", 1)
	kenji := incoming("Kenji Watanabe", true, at(21, 13, 40), "I would love to keep the wooden crate. Could you pack it without plastic, please?", 0)
	w.Say(kenji, at(21, 13, 43), "Of course: paper wrap and the crate.", delivery.Read)
	w.Say(kenji, at(21, 13, 44), "Tracking follows as soon as the courier scans it.", delivery.Delivered)
	w.Say(kenji, at(21, 13, 47), "Can you ship to Osaka by Friday?", "").Read = false
	incoming("Push nodes · ops", true, at(21, 12, 18), "push-oslo is back, queue drained", 0)
	incoming("Ines Duarte", false, at(21, 11, 2), "The sample arrived, it is lovely", 0)
	jonas := w.Meet("Jonas Berg", true, Now)
	w.Say(jonas, at(21, 9, 40), "I pinned the new catalogue", delivery.Delivered)
	holm := w.Meet("Supplier · Holm & Co", false, at(20, 18, 0))
	w.Say(holm, at(20, 17, 3), "The invoice for November is in the post", delivery.Read)
	incoming("Nadia Petrova", false, at(20, 16, 20), "Спасибо, всё отлично дошло", 0)
	stranger := ID("stranger")
	w.Strange[stranger] = "12D3KooWQ7…x9Fd"
	w.Say(stranger, at(16, 12, 0), "Hello, is this the workshop in Porto?", "").Read = false
	tomas := w.Meet("Tomás Rivera", false, at(15, 20, 0))
	m := w.Say(tomas, at(15, 19, 30), "See you at the market", delivery.Stored)
	m.Custody, m.Expires = []delivery.Holder{{Node: ID("push-oslo"), Expires: at(28, 0, 0)}}, at(23, 12, 0)
	w.Under[m.ID] = delivery.Pending{Attempts: 41, NextAttempt: at(21, 15, 11)}
}
