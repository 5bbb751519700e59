package card

import (
	"embed"
	"errors"
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/identity"
	"restante/node/record"
	"restante/node/vault"
)

// Kind is the kind of record that a card is.
const Kind = "card"

// Limits of a card. All of it fits record.MaxSize.
const (
	MaxSize      = record.MaxSize
	MaxName      = 64 // bytes
	MaxDevices   = 4  // read; one is written
	MaxPushNodes = 8
	MaxAddrs     = 8 // own ones
	MaxNodeAddrs = 4 // of one push node
	maxAddr      = 256
)

// Bits of Card.Capabilities. What a version doesn't know means nothing to it.
const (
	// HidesPresence asks to show nobody whether the owner is here, and when they
	// were last.
	HidesPresence uint64 = 1 << iota
)

var (
	ErrCard  = errors.New("this is not a valid card")
	ErrName  = errors.New("a name has at most 64 bytes of UTF-8 and no control characters")
	ErrLarge = errors.New("the card is too large: use fewer push nodes")
	ErrLink  = errors.New("this is neither a link nor a peer ID")
)

//go:embed schema/*.sql
var scripts embed.FS

// Schema holds the tables of this package.
var Schema = vault.Schema{Name: "card", FS: scripts}

// Device is one installation and the key to seal to it.
type Device struct {
	ID     envelope.Device
	Prekey envelope.Prekey
}

// Card is one version of what a peer publishes.
type Card struct {
	Peer         peer.ID // the signer
	Version      uint64
	Name         string // may be empty
	Devices      []Device
	PushNodes    []peer.AddrInfo
	Addrs        []string // multiaddrs without /p2p/<Peer>
	Capabilities uint64   // a set of bits: HidesPresence
}

// Encode signs c as the card of k. Peer is taken from k. Addresses that don't fit
// are left out, the least useful ones first; too many push nodes are an error,
// since a person chose them.
func Encode(k *identity.Key, c Card) ([]byte, error) {
	c.Peer = k.ID()
	payload, err := toWire(c)
	if err != nil {
		return nil, err
	}
	return record.Seal(k, Kind, c.Version, payload)
}

// Decode checks a foreign card: signature, version, limits and keys.
func Decode(raw []byte) (Card, error) {
	r, err := record.Open(raw)
	if err != nil {
		return Card{}, fmt.Errorf("%w: %w", ErrCard, err)
	}
	return fromRecord(r)
}

// parse reads a card that was checked when it was stored.
func parse(raw []byte) (Card, error) {
	r, err := record.Parse(raw)
	if err != nil {
		return Card{}, fmt.Errorf("%w: %w", ErrCard, err)
	}
	return fromRecord(r)
}

func fromRecord(r record.Record) (Card, error) {
	if r.Kind != Kind {
		return Card{}, fmt.Errorf("%w: a record of another kind", ErrCard)
	}
	c, err := fromWire(r.Owner, r.Payload)
	if err != nil {
		return Card{}, err
	}
	c.Version = r.Version
	return c, nil
}

// Info returns the peer with the addresses of its card.
func (c Card) Info() peer.AddrInfo {
	return peer.AddrInfo{ID: c.Peer, Addrs: parseAddrs(c.Addrs)}
}
