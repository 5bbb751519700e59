package deposit

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"unicode/utf8"

	"google.golang.org/protobuf/proto"

	"restante/offline/pb"
)

var errPadding = errors.New("bad padding")

// padded returns what the first two bytes count; the rest must be zeros.
func padded(b []byte) ([]byte, error) {
	n := int(binary.BigEndian.Uint16(b))
	if n > len(b)-2 {
		return nil, errPadding
	}
	for _, c := range b[2+n:] {
		if c != 0 {
			return nil, errPadding
		}
	}
	return b[2 : 2+n], nil
}

// Encode returns the body's BodySize bytes, ready to be sealed.
func (b Body) Encode() ([]byte, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	packed, err := proto.Marshal(b.toWire())
	if err != nil {
		return nil, fmt.Errorf("encoding a deposit's body: %w", err)
	}
	if len(packed) > BodySize-2 {
		return nil, fmt.Errorf("%w: addresses of a body", ErrTooLarge)
	}
	out := make([]byte, BodySize)
	binary.BigEndian.PutUint16(out, uint16(len(packed)))
	copy(out[2:], packed)
	return out, nil
}

// DecodeBody reads what Encode wrote, after it was opened.
func DecodeBody(b []byte) (Body, error) {
	if len(b) != BodySize {
		return Body{}, fmt.Errorf("%w: body of %d bytes", ErrRecord, len(b))
	}
	packed, err := padded(b)
	if err != nil {
		return Body{}, fmt.Errorf("%w: %w", ErrRecord, err)
	}
	var m pb.Body
	if err := proto.Unmarshal(packed, &m); err != nil {
		return Body{}, fmt.Errorf("%w: %w", ErrRecord, err)
	}
	return bodyFromWire(&m)
}

func (b Body) toWire() *pb.Body {
	return &pb.Body{Cid: b.CID.Bytes(), Size: uint32(b.Size), Addrs: b.Addrs}
}

func bodyFromWire(m *pb.Body) (Body, error) {
	c, err := ParseRoot(m.GetCid())
	if err != nil {
		return Body{}, err
	}
	b := Body{CID: c, Size: int(m.GetSize()), Addrs: m.GetAddrs()}
	return b, b.check()
}

func (b Body) check() error {
	if b.Size < 1 || b.Size > math.MaxInt32 || len(b.Addrs) > MaxAddrs {
		return fmt.Errorf("%w: size or addresses of a body", ErrRecord)
	}
	for _, a := range b.Addrs {
		if !utf8.ValidString(a) {
			return fmt.Errorf("%w: address is not text", ErrRecord)
		}
	}
	_, _, err := SplitRoot(b.CID)
	return err
}
