package dropoff

import (
	"fmt"
	"unicode/utf8"

	"google.golang.org/protobuf/proto"

	"restante/messaging/delivery"
	"restante/messaging/pb"
	"restante/offline/provider/depot"
)

const maxKind = 32 // bytes of a provider's name

// offer is one version of where somebody may leave mail.
type offer struct {
	version uint64
	kind    string // "": nowhere
	depot.Grant
}

func (o offer) toWire() ([]byte, error) {
	return proto.Marshal(&pb.Grant{Version: o.version, Kind: o.kind, Key: o.Key, Token: o.Token})
}

func offerFromWire(b []byte) (o offer, err error) {
	var w pb.Grant
	if err := proto.Unmarshal(b, &w); err != nil {
		return o, fmt.Errorf("%w: %w", delivery.ErrInvalid, err)
	}
	switch {
	case len(w.Kind) > maxKind || !utf8.ValidString(w.Kind):
		return o, fmt.Errorf("%w: a grant of no kind", delivery.ErrInvalid)
	case len(w.Key) > depot.MaxGrantKey || len(w.Token) > depot.MaxGrant:
		return o, fmt.Errorf("%w: a grant of %d bytes", delivery.ErrInvalid, len(w.Token))
	}
	return offer{w.Version, w.Kind, depot.Grant{Key: w.Key, Token: w.Token}}, nil
}
