package push

import (
	"context"
	"crypto/rand"
	"errors"
	"io"

	"restante/node/p2p"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// session is one stream as the server sees it. Its calls are answered one after
// the other; a client that wants several at a time opens several streams or
// sends ahead.
type session struct {
	*Server
	stream  *p2p.Stream
	network string // that the client calls from
	nonce   deposit.Nonce
	number  uint64 // of the last signed call
}

// serve greets and then answers until the client leaves.
func (s *Server) serve(ctx context.Context, stream *p2p.Stream) error {
	if !s.doors.enter(stream) {
		return errors.New("the push node stops")
	}
	defer s.doors.leave(stream)
	ss := &session{Server: s, stream: stream, network: networkOf(s.host, stream.Remote())}
	rand.Read(ss.nonce[:]) // never fails
	hello := &pb.Hello{Nonce: ss.nonce[:], Terms: s.terms().toWire()}
	if err := stream.Send(hello); err != nil {
		return err
	}
	return ss.calls(ctx)
}

func (ss *session) calls(ctx context.Context) error {
	for {
		var req pb.Request
		ss.stream.Deadline(serverIdle)
		if err := ss.stream.Receive(&req); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		ss.stream.Deadline(serverDeadline)
		if !ss.doors.busy(ss.stream, true) {
			return ss.say(refuse(CodeBusy, "the push node is stopping"))
		}
		if err := ss.call(ctx, &req); err != nil {
			return err
		}
		if !ss.doors.busy(ss.stream, false) {
			return nil
		}
	}
}

// call answers one request. Its error ends the stream; a refusal does not.
func (ss *session) call(ctx context.Context, req *pb.Request) error {
	err := ss.dispatch(ctx, req)
	var r *Refusal
	if errors.As(err, &r) {
		return ss.say(r)
	}
	return err
}

func (ss *session) say(r *Refusal) error { return ss.stream.Send(refusalResponse(r)) }

func (ss *session) dispatch(ctx context.Context, req *pb.Request) error {
	switch c := req.GetCall().(type) {
	case *pb.Request_Store:
		return ss.store(ctx, int(c.Store.GetCount()))
	case *pb.Request_Cancel:
		return ss.cancel(c.Cancel)
	case *pb.Request_PutCard:
		return ss.putCard(c.PutCard.GetCard())
	case *pb.Request_GetCard:
		return ss.getCard(ctx, c.GetCard)
	case *pb.Request_Test:
		return ss.stream.Send(&pb.Response{Answer: &pb.Response_Terms{Terms: ss.terms().toWire()}})
	case *pb.Request_Held:
		return ss.held(ctx, c.Held)
	case *pb.Request_PutSite:
		return ss.putSite(ctx, c.PutSite)
	case *pb.Request_GetSite:
		return ss.getSite(ctx, c.GetSite)
	case *pb.Request_Take:
		return ss.takeTokens(ctx, c.Take)
	case *pb.Request_Signed:
		return ss.signed(ctx, c.Signed)
	}
	return refuse(CodeBadRequest, "unknown call")
}

// write commits f and translates what went wrong.
func (ss *session) write(f func(*vault.Tx) error) error { return ss.explain(ss.writes.do(f)) }

// view reads on a snapshot. It must not talk to the client meanwhile: a slow
// one would hold up the database's log.
func (ss *session) view(ctx context.Context, f func(*vault.Tx) error) error {
	return ss.explain(ss.Vault.View(ctx, f))
}

// explain makes an error of the database one that the client may see.
func (ss *session) explain(err error) error {
	var r *Refusal
	if err == nil || errors.As(err, &r) {
		return err
	}
	if !errors.Is(err, context.Canceled) { // the program stops, or the caller is gone
		ss.log.Error("push node cannot use its database", "err", err)
	}
	if errors.Is(err, vault.ErrFull) {
		return refuse(CodeNodeFull, "the push node's disk is full")
	}
	return refuse(CodeBusy, "the push node cannot use its database")
}

// malformed is for what fromWire refused.
func malformed(err error) error {
	if err == nil {
		return nil
	}
	return refuse(CodeBadRequest, "malformed request")
}
