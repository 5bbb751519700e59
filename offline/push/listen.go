package push

import (
	"context"
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
	"restante/offline/pb"
)

// Subscribe calls f for each new deposit in the mailboxes of the user, and for those
// of this peer's own deposits at the node that had to make room, until ctx or the
// stream ends, and returns why. The first call, with an empty Notice, says that the
// subscription is live: who lists then has missed nothing. A later empty one says that
// there was too much to name. f must not take long.
//
// Meanwhile the node relays the topics of the enrolled mailboxes that relay names, 64
// at most, as it does that of the user's own at any time.
func (c *Client) Subscribe(ctx context.Context, node peer.AddrInfo, s deposit.Signer, relay []deposit.Mailbox, f func(Notice)) error {
	l, err := dial(ctx, c.host, node)
	if err != nil {
		return err
	}
	defer l.stream.Reset()
	defer context.AfterFunc(ctx, l.stream.Reset)()
	req, err := l.sign(s, opSubscribe, &pb.Subscribe{Relay: boxesToWire(relay[:min(len(relay), maxRelay)])})
	if err != nil {
		return err
	}
	if err := l.send(ctx, req); err != nil {
		return err
	}
	return l.listen(ctx, f)
}

func (l *line) listen(ctx context.Context, f func(Notice)) error {
	for {
		m, err := l.answer(ctx)
		if err != nil {
			return err
		}
		if m.GetNotice() == nil {
			return errAnswer(m)
		}
		n, err := noticeFromWire(m.GetNotice())
		if err != nil {
			return fmt.Errorf("%w: %w", ErrProto, err)
		}
		l.stream.Deadline(0) // from now on it may be silent for days
		f(n)
	}
}
