package push

import (
	"context"
	"time"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// subscribe turns the stream into a line of notices until either side leaves.
func (ss *session) subscribe(ctx context.Context, c signedCall) error {
	var m pb.Subscribe
	if err := unmarshal(c.args, &m); err != nil {
		return malformed(err)
	}
	relay, err := boxesFromWire(m.GetRelay(), maxRelay)
	if err != nil {
		return malformed(err)
	}
	if err := ss.mayListen(c); err != nil {
		return err
	}
	sub := ss.hub.subscribe(c.mailbox, ss.stream.Remote(), relay...)
	defer ss.relaysChanged(relay)
	defer sub.close()
	ss.relaysChanged(relay)
	if !ss.doors.busy(ss.stream, false) { // a stop may end it any time
		return refuse(CodeBusy, "the push node is stopping")
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ss.stream.Deadline(0)
	ss.tasks.Go(func() { defer cancel(); ss.hangUp() })
	return ss.notify(ctx, sub)
}

// mayListen admits registered mailboxes, and notes that they were here.
func (ss *session) mayListen(c signedCall) error {
	return ss.write(func(tx *vault.Tx) error {
		served, err := sawUser(tx, c.mailbox, time.Now())
		if err == nil && !served {
			return refuse(CodeNotServed, "the mailbox is not registered here")
		}
		return err
	})
}

// hangUp returns when the client leaves, or says anything: it has nothing to say.
func (ss *session) hangUp() {
	_, _ = ss.stream.ReceiveBytes()
	ss.stream.Reset()
}

// notify sends what is new. The first notice, an empty one, says that the
// subscription is live.
func (ss *session) notify(ctx context.Context, sub *subscription) error {
	for notices := []Notice{{}}; ; notices = sub.take() {
		for _, n := range notices {
			if err := ss.notice(n); err != nil {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-sub.ready:
		}
	}
}

// notice gives a slow reader as long as any other, though the stream itself has
// no deadline: the goroutine that waits for the client to leave shares it.
func (ss *session) notice(n Notice) error {
	late := time.AfterFunc(serverDeadline, ss.stream.Reset)
	defer late.Stop()
	return ss.stream.Send(&pb.Response{Answer: &pb.Response_Notice{Notice: n.toWire()}})
}

func (s *Server) relaysChanged(ms []deposit.Mailbox) {
	if len(ms) > 0 {
		s.bus.Publish(RelaysChanged{})
	}
}

// maxRelayed is how many topics are relayed for all subscribers together, those of
// registered mailboxes aside.
const maxRelayed = 4096

// Relays are the mailboxes whose topics are to be relayed for those who listen at
// the moment: enrolled ones that they named.
func (s *Server) Relays(ctx context.Context) (all []deposit.Mailbox, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		for user, ms := range s.hub.relays() {
			for _, m := range ms[:min(len(ms), maxRelay)] {
				owner, err := ownerOf(tx, m)
				if err != nil || len(all) == maxRelayed {
					return err
				}
				if owner == user && owner != m {
					all = append(all, m)
				}
			}
		}
		return nil
	})
	return all, err
}
