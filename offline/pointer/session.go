package pointer

import (
	"context"
	"crypto/rand"
	"errors"
	"io"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// session is one stream as the holder sees it. Its calls are answered one after
// the other.
type session struct {
	*Holder
	stream  *p2p.Stream
	from    peer.ID
	network string // block of addresses
	nonce   deposit.Nonce
	number  uint64 // of the last signed call
}

// serve greets and then answers until the client leaves.
func (h *Holder) serve(ctx context.Context, stream *p2p.Stream) error {
	if !h.doors.enter(stream) {
		return errors.New("the holder stops")
	}
	defer h.doors.leave(stream)
	from := stream.Remote()
	ss := &session{Holder: h, stream: stream, from: from, network: networkOf(h.host, from)}
	rand.Read(ss.nonce[:]) // never fails
	if err := stream.Send(&pb.PointerHello{Nonce: ss.nonce[:]}); err != nil {
		return err
	}
	return ss.calls(ctx)
}

func (ss *session) calls(ctx context.Context) error {
	for {
		var m pb.PointerCall
		ss.stream.Deadline(holderIdle)
		if err := ss.stream.Receive(&m); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		ss.stream.Deadline(holderDeadline)
		if err := ss.call(ctx, &m); err != nil {
			return err
		}
	}
}

// call answers one call. Its error ends the stream; a refusal does not.
func (ss *session) call(ctx context.Context, m *pb.PointerCall) error {
	err := ss.dispatch(ctx, m)
	var r *Refusal
	if errors.As(err, &r) {
		return ss.stream.Send(refusalAnswer(r))
	}
	return err
}

func (ss *session) dispatch(ctx context.Context, m *pb.PointerCall) error {
	switch c := m.GetCall().(type) {
	case *pb.PointerCall_Put:
		return ss.put(c.Put)
	case *pb.PointerCall_Cancel:
		return ss.cancel(c.Cancel)
	case *pb.PointerCall_Signed:
		return ss.signed(ctx, c.Signed)
	}
	return refuse(CodeBadRequest, "unknown call")
}

// malformed is for what fromWire refused.
func malformed(err error) error {
	if err == nil {
		return nil
	}
	return refuse(CodeBadRequest, "malformed call")
}
