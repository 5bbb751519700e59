package profile

import (
	"fmt"

	"google.golang.org/protobuf/proto"

	"restante/messaging/delivery"
	"restante/messaging/pb"
)

// picture is one version of somebody's picture.
type picture struct {
	version uint64
	jpeg    []byte // nil: none
}

func (p picture) toWire() ([]byte, error) {
	return proto.Marshal(&pb.Picture{Version: p.version, Jpeg: p.jpeg})
}

func pictureFromWire(b []byte) (picture, error) {
	var w pb.Picture
	if err := proto.Unmarshal(b, &w); err != nil {
		return picture{}, fmt.Errorf("%w: %w", delivery.ErrInvalid, err)
	}
	if len(w.Jpeg) > MaxSize {
		return picture{}, fmt.Errorf("%w: a picture of %d bytes", delivery.ErrInvalid, len(w.Jpeg))
	}
	p := picture{version: w.Version}
	if len(w.Jpeg) > 0 { // nil for none, however it was written
		p.jpeg = w.Jpeg
	}
	return p, nil
}
