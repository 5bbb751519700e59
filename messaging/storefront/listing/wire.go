package listing

import (
	"fmt"
	"math"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"
	"google.golang.org/protobuf/proto"

	"restante/messaging/money"
	"restante/messaging/pb"
	"restante/node/identity"
	"restante/node/ipfs"
)

func marshal(m proto.Message) ([]byte, error) {
	return proto.MarshalOptions{Deterministic: true}.Marshal(m)
}

func unmarshal(b []byte, m proto.Message) error {
	if err := proto.Unmarshal(b, m); err != nil {
		return fmt.Errorf("%w: %w", ErrBytes, err)
	}
	return nil
}

// each converts a list; none is always nil.
func each[A, B any](list []A, f func(A) B) (out []B) {
	for _, a := range list {
		out = append(out, f(a))
	}
	return out
}

func texts(list []string) []string { return each(list, func(s string) string { return s }) }

// keyOf is the public key that a peer ID contains, nil for one that Check refuses.
func keyOf(id peer.ID) []byte {
	k, _ := identity.PublicKey(id)
	return k
}

// peerOf gives "" for what is no key, which Check refuses.
func peerOf(key []byte) peer.ID {
	id, _ := identity.IDOf(key)
	return id
}

func timeToWire(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func timeFromWire(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// amountFromWire and narrow keep what does not fit out of range, for Check to see.
func amountFromWire(n uint64) money.Amount { return money.Amount(min(n, money.Max+1)) }

func narrow[T uint8 | uint16](n uint32) T { return T(min(n, uint32(^T(0)))) }

func currencyToWire(c money.Currency) *pb.ShopCurrency {
	return &pb.ShopCurrency{Code: c.Code, Decimals: uint32(c.Decimals)}
}

func currencyFromWire(w *pb.ShopCurrency) money.Currency {
	return money.Currency{Code: w.GetCode(), Decimals: narrow[uint8](w.GetDecimals())}
}

func daysToWire(d Days) *pb.ShopDays {
	if d == (Days{}) {
		return nil
	}
	return &pb.ShopDays{Min: uint32(d.Min), Max: uint32(d.Max)}
}

func daysFromWire(w *pb.ShopDays) Days {
	return Days{narrow[uint16](w.GetMin()), narrow[uint16](w.GetMax())}
}

func digestOf(c cid.Cid) []byte {
	d, err := ipfs.RawDigest(c)
	if err != nil {
		return nil // Check refuses it
	}
	return d[:]
}

func cidOf(digest []byte) cid.Cid {
	if len(digest) != len(Hash{}) {
		return cid.Undef
	}
	return ipfs.CIDOf(Hash(digest))
}

func pictureToWire(p Picture) *pb.ShopPicture {
	if p == (Picture{}) {
		return nil
	}
	return &pb.ShopPicture{Sha256: digestOf(p.CID), Size: p.Size}
}

func pictureFromWire(w *pb.ShopPicture) Picture {
	return Picture{CID: cidOf(w.GetSha256()), Size: w.GetSize()}
}

func photoToWire(p Photo) *pb.ShopPhoto {
	if p == (Photo{}) {
		return nil
	}
	return &pb.ShopPhoto{Alt: p.Alt, Large: pictureToWire(p.Large), Medium: pictureToWire(p.Medium), Small: pictureToWire(p.Small)}
}

func photoFromWire(w *pb.ShopPhoto) Photo {
	return Photo{
		Alt: w.GetAlt(), Large: pictureFromWire(w.GetLarge()), Medium: pictureFromWire(w.GetMedium()), Small: pictureFromWire(w.GetSmall()),
	}
}

// hashFromWire gives zeros for what is no hash.
func hashFromWire(b []byte) (h Hash) {
	if len(b) == len(h) {
		h = Hash(b)
	}
	return h
}

const maxSeconds = uint64(math.MaxInt64 / int64(time.Second))

func secondsFromWire(n uint64) time.Duration {
	return time.Duration(min(n, maxSeconds)) * time.Second
}
