package pubsub

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"

	"github.com/libp2p/go-libp2p-pubsub/pb"
	"google.golang.org/protobuf/proto"
)

// toWire puts random bytes ahead of the data, so that every publication is new.
func toWire(data []byte) []byte {
	wire := make([]byte, nonceLen, nonceLen+len(data))
	_, _ = rand.Read(wire) // never fails
	return append(wire, data...)
}

// fromWire returns the data of a message.
func fromWire(wire []byte) ([]byte, bool) {
	if len(wire) < nonceLen {
		return nil, false
	}
	return wire[nonceLen:], true
}

// messageID names a message by all that is in it.
func messageID(m *pubsub_pb.Message) string {
	h := sha256.New()
	var size [8]byte
	binary.BigEndian.PutUint64(size[:], uint64(len(m.GetTopic())))
	h.Write(size[:])
	h.Write([]byte(m.GetTopic()))
	h.Write(m.GetData())
	return string(h.Sum(nil))
}

// plain says whether a message is nothing but topic and data of an allowed size.
// Fields that we do not know would travel on with it, unmeasured and unhashed.
func plain(m *pubsub_pb.Message, max int) bool {
	bare := m.From == nil && m.Seqno == nil && m.Signature == nil && m.Key == nil
	return bare && len(m.ProtoReflect().GetUnknown()) == 0 &&
		len(m.GetData()) >= nonceLen && proto.Size(m) <= max+nonceLen+overhead
}
