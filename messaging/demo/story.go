package demo

import (
	"context"
	"fmt"
	"slices"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/chat"
	"restante/messaging/delivery"
)

// Story plays you as well and tells what happens, until nothing lies anywhere any
// more. Each line is told after it has come true.
func (w *World) Story(ctx context.Context) error {
	w.begin(ctx, w.keepShop)
	s := &story{World: w}
	for _, chapter := range []func(context.Context) error{s.presents, s.asksAda, s.writesToBen, s.benAnswers, s.youReturn, s.tidiesUp} {
		if err := chapter(ctx); err != nil {
			return err
		}
		w.Tell("")
	}
	return nil
}

type story struct {
	*World
	letter string // the ID of your message to Ben
}

// say tells a line and leaves time to read it.
func (s *story) say(ctx context.Context, format string, args ...any) {
	s.Tell(fmt.Sprintf(format, args...))
	pause(ctx, s.Pace.Line)
}

func (s *story) presents(ctx context.Context) error {
	s.say(ctx, "Two push nodes are up: %s.", s.holders())
	s.say(ctx, "Ada keeps a shop. Ben comes and goes. All three of you have named the push nodes to hold your mail.")
	return ctx.Err()
}

// asksAda shows how it is when both are there.
func (s *story) asksAda(ctx context.Context) error {
	const question = "What do you have in stock?"
	id, err := s.you.write(ctx, s.ada, question)
	if err != nil {
		return err
	}
	s.say(ctx, "    You to Ada: %s", question)
	if err := s.you.becomes(ctx, id, delivery.Read); err != nil {
		return err
	}
	s.say(ctx, "Ada is there, so it did not have to wait: she has read it.")
	return s.hears(ctx, s.you, s.ada)
}

// writesToBen leaves a message to somebody who is away, and then leaves too.
func (s *story) writesToBen(ctx context.Context) error {
	if err := s.ben.goes(); err != nil {
		return err
	}
	s.say(ctx, "Ben has gone. Write to him: it will be held by %s.", s.holders())
	const question = "Are you coming on Sunday?"
	var err error
	if s.letter, err = s.you.write(ctx, s.ben, question); err != nil {
		return err
	}
	s.say(ctx, "You press Send, and your computer seals it.")
	by, err := s.you.held(ctx, s.letter, len(s.nodes))
	if err != nil {
		return err
	}
	for _, h := range by {
		s.say(ctx, "%s has signed that it holds it, sealed, until %s.", s.nodeName(h.Node), h.Expires.Format("2 January"))
	}
	if err := s.you.goes(); err != nil {
		return err
	}
	s.say(ctx, "Now you have gone too. Nobody who could read it is there.")
	return ctx.Err()
}

// benAnswers has Ben fetch the message and leave an answer, while you are away.
func (s *story) benAnswers(ctx context.Context) error {
	if err := s.ben.comes(ctx); err != nil {
		return err
	}
	s.say(ctx, "Ben is back. He asks the push nodes what they have for him, fetches it and opens it.")
	if err := s.hears(ctx, s.ben, s.you); err != nil {
		return err
	}
	const answer = "Yes! I bring the walnuts."
	id, err := s.ben.write(ctx, s.you, answer)
	if err != nil {
		return err
	}
	s.say(ctx, "Ben answers.")
	if _, err := s.ben.held(ctx, id, len(s.nodes)); err != nil {
		return err
	}
	s.say(ctx, "You are away: that is held by %s now.", s.holders())
	if err := s.ben.goes(); err != nil {
		return err
	}
	s.say(ctx, "Ben has gone again, and has left a receipt beside it.")
	return ctx.Err()
}

func (s *story) youReturn(ctx context.Context) error {
	if err := s.you.comes(ctx); err != nil {
		return err
	}
	s.say(ctx, "You are back.")
	if err := s.hears(ctx, s.you, s.ben); err != nil {
		return err
	}
	if err := s.you.becomes(ctx, s.letter, delivery.Read); err != nil {
		return err
	}
	s.say(ctx, "Your message to Ben says that he has read it. From question to answer, you two were never there at the same time.")
	return ctx.Err()
}

// tidiesUp waits until every machine has let go of what it held.
func (s *story) tidiesUp(ctx context.Context) error {
	if err := s.ben.comes(ctx); err != nil {
		return err
	}
	err := s.ben.until(ctx, "the push nodes to be empty", func() (empty bool, err error) {
		empty = true
		for _, n := range s.nodes {
			e, err := n.empty(ctx)
			if empty = empty && e; err != nil {
				return false, err
			}
		}
		return empty, nil
	})
	if err != nil {
		return err
	}
	s.say(ctx, "Ben looks in once more. The push nodes have let go of everything: they hold nothing now.")
	return ctx.Err()
}

// hears waits for what one wrote to the other, and tells it.
func (s *story) hears(ctx context.Context, who, from *person) error {
	var ms []chat.Message
	err := who.until(ctx, "a word from "+from.name, func() (ok bool, err error) {
		ms, err = who.hear(ctx, from)
		return len(ms) > 0, err
	})
	for _, m := range ms {
		s.say(ctx, "    %s to %s: %s", from.name, who.name, m.Text)
	}
	return err
}

func (s *story) nodeName(id peer.ID) string {
	i := slices.IndexFunc(s.nodes, func(n *pushNode) bool { return n.node.Key.ID() == id })
	return s.nodes[i].name
}
