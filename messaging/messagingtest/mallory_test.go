package messagingtest

import (
	"context"
	"crypto/rand"
	"time"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/envelope"
	"restante/node/event"
	"restante/node/ipfs"
	"restante/node/p2p"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/direct"
	"restante/offline/pointer"
	"restante/offline/push"
)

// mallory is a peer that speaks the protocols and keeps to none of them.
type mallory struct {
	w    *World
	host *p2p.Host
}

// mallory comes to the world as a peer of the DHT, connected to its hub.
func (w *World) mallory() *mallory {
	w.t.Helper()
	o := p2p.Options{Listen: []string{"/ip4/127.0.0.1/tcp/0"}, Loopback: true, Bus: new(event.Bus), Log: w.log}
	if w.net != nil {
		o = w.net.Options()
	}
	var err error
	if o.Key, _, err = crypto.GenerateEd25519Key(rand.Reader); err != nil {
		w.t.Fatal(err)
	}
	o.DHT, o.Bootstrap = true, w.hub
	m := &mallory{w: w}
	if m.host, err = p2p.New(o); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { m.host.Close() })
	for _, h := range w.hub {
		if err := m.host.Connect(context.Background(), h); err != nil {
			w.t.Fatal(err)
		}
	}
	w.until("the DHT to know mallory", nil, func() bool { return m.host.Routes() > 0 || len(w.hub) == 0 })
	return m
}

// sealed is the body of a pointer that its victim can open.
func (m *mallory) sealed(to *User, b deposit.Body) []byte {
	m.w.t.Helper()
	raw, err := to.core.Contacts.Card(context.Background())
	to.must("reading a card", err)
	c, err := card.Decode(raw)
	to.must("reading a card", err)
	plain, err := b.Encode()
	to.must("encoding a body", err)
	sealed, err := envelope.SealBody(to.id, c.Devices[0].Prekey, plain)
	to.must("sealing a body", err)
	return sealed
}

// points leaves pointers with these bodies in a mailbox and says how many lie
// somewhere now.
func (m *mallory) points(to peer.ID, bodies ...[]byte) (placed int) {
	m.w.t.Helper()
	box, err := deposit.MailboxOf(to)
	if err != nil {
		m.w.t.Fatal(err)
	}
	var rs []deposit.Record
	for _, b := range bodies {
		r := deposit.Record{Mailbox: box, Expires: time.Now().Add(day), CancelHash: deposit.NewPreimage().Hash(), Body: b}
		rs = append(rs, r)
	}
	c := pointer.NewClient(m.host, m.host, m.w.log)
	defer c.Close()
	ps, err := c.Put(context.Background(), box, rs, nil)
	if err != nil {
		m.w.t.Logf("leaving pointers: %v", err)
	}
	for _, p := range ps {
		if len(p.Holders) > 0 {
			placed++
		}
	}
	return placed
}

// nobody is a peer ID that nobody has.
func nobody(t interface{ Fatal(...any) }) peer.ID {
	k, _, err := crypto.GenerateEd25519Key(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id, err := peer.IDFromPrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// nothing is the body of a pointer to a block that does not exist.
func nothing(text string, addrs ...string) deposit.Body {
	return deposit.Body{CID: ipfs.CID([]byte(text)), Size: envelope.Small, Addrs: addrs}
}

func (u *User) mailbox() deposit.Mailbox {
	u.w.t.Helper()
	m, err := deposit.MailboxOf(u.id)
	u.must("naming a mailbox", err)
	return m
}

// hands gives sealed bytes to a user directly and wants them to be taken as known.
func (m *mallory) hands(to *User, sealed []byte) {
	m.w.t.Helper()
	d := direct.New(m.host, m.w.log)
	defer d.Close()
	to.must("connecting", m.host.Connect(context.Background(), to.node.Host.Info()))
	a, err := d.Send(context.Background(), to.id, to.mailbox(), sealed)
	to.must("being handed a message", err)
	if a.Outcome != direct.Committed {
		m.w.t.Errorf("what is known was answered with %+v", a)
	}
}

// deposits leaves sealed bytes at a push node.
func (m *mallory) deposits(node string, box deposit.Mailbox, sealed []byte) {
	m.w.t.Helper()
	c := push.NewClient(m.host, m.w.log)
	defer c.Close()
	info, err := peer.AddrInfoFromString(m.w.Node(node).Addr())
	if err != nil {
		m.w.t.Fatal(err)
	}
	r := deposit.Record{Mailbox: box, Expires: time.Now().Add(day), CancelHash: deposit.NewPreimage().Hash()}
	res, err := c.Store(context.Background(), *info, []push.Deposit{{Record: r, CID: ipfs.CID(sealed), Block: sealed}})
	if err != nil || res[0].Receipt == nil {
		m.w.t.Errorf("leaving a deposit: %+v, %v", res, err)
	}
}

// holder is a peer that holds pointers as it should.
func (w *World) holder() *mallory {
	w.t.Helper()
	m := w.mallory()
	v, err := vault.Open(context.Background(), vault.Options{Dir: w.t.TempDir(), Schemas: []vault.Schema{pointer.Schema}, Log: w.log})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { v.Close() })
	h, err := pointer.NewHolder(pointer.HolderOptions{Vault: v, Host: m.host, Bus: new(event.Bus), Log: w.log})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { h.Close() })
	return m
}
