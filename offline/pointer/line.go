package pointer

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

// line is one open stream to a holder, used by one call at a time.
type line struct {
	stream *p2p.Stream
	holder peer.ID
	nonce  deposit.Nonce
	number uint64      // of the last signed call
	idle   *time.Timer // ends the line while nobody uses it
}

// dial opens a stream and hears the hello.
func dial(ctx context.Context, h *p2p.Host, holder peer.AddrInfo) (*line, error) {
	if len(holder.Addrs) > 0 && !h.Connected(holder.ID) {
		if err := h.Connect(ctx, holder); err != nil {
			return nil, fmt.Errorf("reaching a holder: %w", err)
		}
	}
	s, err := h.Open(ctx, holder.ID, Protocol, p2p.Limits{Frame: maxFrame, Deadline: callDeadline})
	if err != nil {
		return nil, fmt.Errorf("reaching a holder: %w", err)
	}
	l := &line{stream: s, holder: holder.ID}
	if err := l.hello(ctx); err != nil {
		s.Reset()
		return nil, err
	}
	return l, nil
}

func (l *line) hello(ctx context.Context) (err error) {
	defer context.AfterFunc(ctx, l.stream.Reset)()
	var m pb.PointerHello
	if err := l.stream.Receive(&m); err != nil {
		return l.broken(ctx, err)
	}
	if l.nonce, err = fixed[deposit.Nonce](m.GetNonce()); err != nil {
		return fmt.Errorf("%w: %w", ErrProto, err)
	}
	return nil
}

// errBroken: the stream failed; another one may do better.
var errBroken = errors.New("the stream to the holder broke")

func (l *line) broken(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF // it ended amid a call
	}
	return fmt.Errorf("%w: %w", errBroken, err)
}

// ask makes one call; a refusal becomes its error.
func (l *line) ask(ctx context.Context, call *pb.PointerCall) (*pb.PointerAnswer, error) {
	if err := l.stream.Send(call); err != nil {
		return nil, l.broken(ctx, err)
	}
	var m pb.PointerAnswer
	if err := l.stream.Receive(&m); err != nil {
		return nil, l.broken(ctx, err)
	}
	if r := m.GetRefusal(); r != nil {
		return nil, refusalFromWire(r)
	}
	return &m, nil
}

// askOwner is ask for the owner of a mailbox.
func (l *line) askOwner(ctx context.Context, s deposit.Signer, op string, args proto.Message) (*pb.PointerAnswer, error) {
	b, err := proto.Marshal(args)
	if err != nil {
		return nil, fmt.Errorf("encoding a call: %w", err)
	}
	l.number++
	call := deposit.Call{Node: l.holder, Nonce: l.nonce, Number: l.number, Op: op, Args: b}
	c := signedCall{mailbox: s.Mailbox(), op: op, number: l.number, args: b, signature: call.Sign(s)}
	return l.ask(ctx, c.toWire())
}

// wantDone is for calls that are answered by a nod.
func wantDone(m *pb.PointerAnswer, err error) error {
	if err == nil && m.GetDone() == nil {
		return errAnswer(m)
	}
	return err
}

// errAnswer: the holder answered something else than was asked.
func errAnswer(m *pb.PointerAnswer) error { return fmt.Errorf("%w: %T", ErrProto, m.GetAnswer()) }
