package p2p

import (
	"context"
	"errors"
	"fmt"
	"time"

	pb "github.com/libp2p/go-libp2p-kad-dht/pb"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
)

// What an answer of the DHT may be: a record, and 20 peers with their addresses.
const (
	dhtFrame = 256 << 10        // bytes
	dhtWait  = 10 * time.Second // for it
)

// errNoEcho: a peer that took a record repeats it.
var errNoEcho = errors.New("the peer did not confirm the record")

// dhtMessages carries the DHT's messages. The stock one hands on whatever a peer
// answers, and a PUT that is answered without a record then ends the program.
type dhtMessages struct {
	host      *Host
	protocols []protocol.ID
}

var _ pb.MessageSenderWithDisconnect = (*dhtMessages)(nil)

// SendRequest asks on a stream of its own, which costs no round trip with a peer
// whose protocols are known.
func (m *dhtMessages) SendRequest(ctx context.Context, to peer.ID, req *pb.Message) (*pb.Message, error) {
	s, err := m.open(ctx, to, req)
	if err != nil {
		return nil, err
	}
	defer context.AfterFunc(ctx, s.Reset)()
	answer := new(pb.Message)
	if err := s.Receive(answer); err != nil {
		s.Reset()
		return nil, err
	}
	if req.GetType() == pb.Message_PUT_VALUE && answer.GetRecord() == nil {
		s.Reset()
		return nil, errNoEcho
	}
	return answer, s.Close()
}

// SendMessage sends what is not answered.
func (m *dhtMessages) SendMessage(ctx context.Context, to peer.ID, msg *pb.Message) error {
	s, err := m.open(ctx, to, msg)
	if err != nil {
		return err
	}
	return s.Close()
}

func (m *dhtMessages) open(ctx context.Context, to peer.ID, msg *pb.Message) (*Stream, error) {
	raw, err := m.host.host.NewStream(ctx, to, m.protocols...)
	if err != nil {
		return nil, fmt.Errorf("asking a peer of the DHT: %w", err)
	}
	s := m.host.newStream(raw, Limits{Frame: dhtFrame, Deadline: dhtWait})
	if err := s.Send(msg); err != nil {
		s.Reset()
		return nil, err
	}
	return s, nil
}

// OnDisconnect has nothing to forget.
func (m *dhtMessages) OnDisconnect(context.Context, peer.ID) {}
