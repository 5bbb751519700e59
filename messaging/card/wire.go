package card

import (
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"
	"google.golang.org/protobuf/proto"

	"restante/messaging/envelope"
	"restante/messaging/pb"
	"restante/node/identity"
	"restante/node/record"
)

const maxPrekeys = 4 // of one device, one per suite

var maxPayload = record.MaxPayload(Kind)

func toWire(c Card) ([]byte, error) {
	if err := check(c); err != nil {
		return nil, err
	}
	nodes, err := nodesToWire(c.PushNodes)
	if err != nil {
		return nil, err
	}
	addrs, err := addrsToWire(c.Peer, c.Addrs)
	if err != nil {
		return nil, err
	}
	w := &pb.Card{
		Name:         c.Name,
		Devices:      []*pb.Device{deviceToWire(c.Devices[0])},
		PushNodes:    nodes,
		Addrs:        addrs[:min(len(addrs), MaxAddrs)],
		Capabilities: c.Capabilities,
	}
	return marshalFitting(w)
}

// check looks at what a person or the program chose, not at addresses.
func check(c Card) error {
	switch {
	case !validName(c.Name):
		return ErrName
	case len(c.PushNodes) > MaxPushNodes:
		return fmt.Errorf("%w: at most %d", ErrLarge, MaxPushNodes)
	case len(c.Devices) != 1 || c.Devices[0].Prekey.ID == 0:
		return fmt.Errorf("%w: it needs one device with a prekey", ErrCard)
	}
	return nil
}

// marshalFitting leaves out addresses until the card fits a record.
func marshalFitting(w *pb.Card) ([]byte, error) {
	for proto.Size(w) > maxPayload {
		if !dropAddr(w) {
			return nil, ErrLarge
		}
	}
	return proto.Marshal(w)
}

// dropAddr leaves out the least useful address: first the own ones, which change
// soon anyway, then the spare ones of push nodes, the last node's first.
func dropAddr(w *pb.Card) bool {
	if n := len(w.Addrs); n > 0 {
		w.Addrs = w.Addrs[:n-1]
		return true
	}
	for i := len(w.PushNodes) - 1; i >= 0; i-- {
		if node := w.PushNodes[i]; len(node.Addrs) > 1 {
			node.Addrs = node.Addrs[:len(node.Addrs)-1]
			return true
		}
	}
	return false
}

func fromWire(owner peer.ID, b []byte) (Card, error) {
	var w pb.Card
	if err := proto.Unmarshal(b, &w); err != nil {
		return Card{}, fmt.Errorf("%w: %w", ErrCard, err)
	}
	if !validName(w.Name) {
		return Card{}, fmt.Errorf("%w: %w", ErrCard, ErrName)
	}
	if len(w.Addrs) > MaxAddrs {
		return Card{}, fmt.Errorf("%w: %d addresses", ErrCard, len(w.Addrs))
	}
	devices, err := devicesFromWire(w.Devices)
	if err != nil {
		return Card{}, err
	}
	nodes, err := nodesFromWire(w.PushNodes)
	if err != nil {
		return Card{}, err
	}
	return Card{
		Peer:         owner,
		Name:         w.Name,
		Devices:      devices,
		PushNodes:    nodes,
		Addrs:        texts(addrsFromWire(owner, w.Addrs)),
		Capabilities: w.Capabilities,
	}, nil
}

func deviceToWire(d Device) *pb.Device {
	prekey := &pb.Prekey{Suite: envelope.Suite, Id: d.Prekey.ID, Public: d.Prekey.Public}
	return &pb.Device{Id: d.ID[:], Prekeys: []*pb.Prekey{prekey}}
}

// devicesFromWire returns the devices that this version can seal to; a card
// without any is of no use.
func devicesFromWire(ws []*pb.Device) (devices []Device, err error) {
	if len(ws) > MaxDevices {
		return nil, fmt.Errorf("%w: %d devices", ErrCard, len(ws))
	}
	for _, w := range ws {
		d, usable, err := deviceFromWire(w)
		if err != nil {
			return nil, err
		}
		if usable {
			devices = append(devices, d)
		}
	}
	if len(devices) == 0 {
		return nil, fmt.Errorf("%w: it has no key of a known suite: %w", ErrCard, ErrForeign)
	}
	return devices, nil
}

func deviceFromWire(w *pb.Device) (d Device, usable bool, err error) {
	if len(w.Id) != len(d.ID) || len(w.Prekeys) > maxPrekeys {
		return Device{}, false, fmt.Errorf("%w: bad device", ErrCard)
	}
	copy(d.ID[:], w.Id)
	for _, p := range w.Prekeys {
		if p.Suite != envelope.Suite {
			continue
		}
		if p.Id == 0 {
			return Device{}, false, fmt.Errorf("%w: a prekey without a number", ErrCard)
		}
		if d.Prekey, err = envelope.ParsePrekey(p.Id, p.Public); err != nil {
			return Device{}, false, fmt.Errorf("%w: %w", ErrCard, err)
		}
		return d, true, nil
	}
	return Device{}, false, nil
}

// nodesToWire leaves out all but the first addresses of each push node.
func nodesToWire(nodes []peer.AddrInfo) (ws []*pb.PushNode, err error) {
	for _, n := range nodes {
		key, err := identity.PublicKey(n.ID)
		if err != nil {
			return nil, fmt.Errorf("%w: push node: %w", ErrCard, err)
		}
		addrs, err := addrsToWire(n.ID, texts(n.Addrs))
		if err != nil {
			return nil, err
		}
		ws = append(ws, &pb.PushNode{Key: key, Addrs: addrs[:min(len(addrs), MaxNodeAddrs)]})
	}
	return ws, nil
}

func nodesFromWire(ws []*pb.PushNode) (nodes []peer.AddrInfo, err error) {
	if len(ws) > MaxPushNodes {
		return nil, fmt.Errorf("%w: %d push nodes", ErrCard, len(ws))
	}
	for _, w := range ws {
		id, err := identity.IDOf(w.Key)
		if err != nil {
			return nil, fmt.Errorf("%w: push node: %w", ErrCard, err)
		}
		if len(w.Addrs) > MaxNodeAddrs {
			return nil, fmt.Errorf("%w: %d addresses of a push node", ErrCard, len(w.Addrs))
		}
		nodes = append(nodes, peer.AddrInfo{ID: id, Addrs: addrsFromWire(id, w.Addrs)})
	}
	return nodes, nil
}

// shortToWire encodes as many parts of c as room bytes hold, push nodes first.
func shortToWire(c Card, room int) []byte {
	w := &pb.ShortLink{}
	nodes, _ := nodesToWire(c.PushNodes) // a card that was decoded has valid ones
	for _, n := range nodes {
		n.Addrs = n.Addrs[:min(1, len(n.Addrs))]
		if w.PushNodes = append(w.PushNodes, n); proto.Size(w) > room {
			w.PushNodes = w.PushNodes[:len(w.PushNodes)-1]
		}
	}
	addrs, _ := addrsToWire(c.Peer, c.Addrs) // as above
	for _, a := range addrs {
		if w.Addrs = append(w.Addrs, a); proto.Size(w) > room {
			w.Addrs = w.Addrs[:len(w.Addrs)-1]
		}
	}
	b, err := proto.Marshal(w)
	if err != nil {
		return nil
	}
	return b
}

func shortFromWire(id peer.ID, b []byte) (Link, error) {
	var w pb.ShortLink
	if err := proto.Unmarshal(b, &w); err != nil {
		return Link{}, fmt.Errorf("%w: %w", ErrLink, err)
	}
	nodes, err := nodesFromWire(w.PushNodes)
	if err != nil {
		return Link{}, fmt.Errorf("%w: %w", ErrLink, err)
	}
	if len(w.Addrs) > MaxAddrs {
		return Link{}, fmt.Errorf("%w: %d addresses", ErrLink, len(w.Addrs))
	}
	return Link{Peer: id, Push: nodes, Addrs: texts(addrsFromWire(id, w.Addrs))}, nil
}
