package push

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"google.golang.org/protobuf/proto"

	"restante/node/p2p"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// clientDeadline bounds each frame of a call, so that a node which stalls costs
// its caller no more than this.
const clientDeadline = 20 * time.Second

// line is one open stream to a push node, used by one call at a time.
type line struct {
	stream *p2p.Stream
	node   peer.ID
	nonce  deposit.Nonce
	terms  Terms
	number uint64    // of the last signed call
	rested time.Time // when it was last used
	spent  bool      // out of step: not to be used again
}

// dial opens a stream and hears the hello.
func dial(ctx context.Context, h *p2p.Host, node peer.AddrInfo) (*line, error) {
	if len(node.Addrs) > 0 && !h.Connected(node.ID) {
		if err := h.Connect(ctx, node); err != nil {
			return nil, fmt.Errorf("reaching the push node: %w", err)
		}
	}
	s, err := h.Open(ctx, node.ID, Protocol, p2p.Limits{Frame: maxFrame, Deadline: clientDeadline})
	if err != nil {
		return nil, fmt.Errorf("reaching the push node: %w", err)
	}
	l := &line{stream: s, node: node.ID}
	if err := l.hello(ctx); err != nil {
		s.Reset()
		return nil, err
	}
	return l, nil
}

func (l *line) hello(ctx context.Context) error {
	defer context.AfterFunc(ctx, l.stream.Reset)()
	var m pb.Hello
	if err := l.stream.Receive(&m); err != nil {
		return l.broken(ctx, err)
	}
	var err1, err2 error
	l.nonce, err1 = fixed[deposit.Nonce](m.GetNonce())
	l.terms, err2 = termsFromWire(m.GetTerms())
	if err := errors.Join(err1, err2); err != nil {
		return fmt.Errorf("%w: %w", ErrProto, err)
	}
	return nil
}

// errBroken: the stream failed; another one may do better.
var errBroken = errors.New("the stream to the push node broke")

func (l *line) broken(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF // it ended amid a call
	}
	return fmt.Errorf("%w: %w", errBroken, err)
}

func (l *line) send(ctx context.Context, m proto.Message) error {
	if err := l.stream.Send(m); err != nil {
		return l.broken(ctx, err)
	}
	return nil
}

// answer reads one response; a refusal becomes its error.
func (l *line) answer(ctx context.Context) (*pb.Response, error) {
	var m pb.Response
	if err := l.stream.Receive(&m); err != nil {
		return nil, l.broken(ctx, err)
	}
	if r := m.GetRefusal(); r != nil {
		return nil, refusalFromWire(r)
	}
	return &m, nil
}

// ask is a call of one frame each way.
func (l *line) ask(ctx context.Context, req *pb.Request) (*pb.Response, error) {
	if err := l.send(ctx, req); err != nil {
		return nil, err
	}
	return l.answer(ctx)
}

// sign makes a request of an owner's call.
func (l *line) sign(s deposit.Signer, op string, args proto.Message) (*pb.Request, error) {
	b, err := proto.Marshal(args)
	if err != nil {
		return nil, fmt.Errorf("encoding a call: %w", err)
	}
	l.number++
	call := deposit.Call{Node: l.node, Nonce: l.nonce, Number: l.number, Op: op, Args: b}
	c := signedCall{mailbox: s.Mailbox(), op: op, number: l.number, args: b, signature: call.Sign(s)}
	return &pb.Request{Call: &pb.Request_Signed{Signed: c.toWire()}}, nil
}

func (l *line) askSigned(ctx context.Context, s deposit.Signer, op string, args proto.Message) (*pb.Response, error) {
	req, err := l.sign(s, op, args)
	if err != nil {
		return nil, err
	}
	return l.ask(ctx, req)
}
