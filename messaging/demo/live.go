package demo

import (
	"context"
	"fmt"
)

// Live leaves your part to the caller and begins the lives of Ada and Ben, which
// go on until Close. Both have written to you before, when you were not there.
func (w *World) Live(ctx context.Context) (You, error) {
	for _, step := range []func(context.Context) error{
		func(context.Context) error { return w.you.goes() },
		func(ctx context.Context) error { return w.leaveWord(ctx, w.ada, adaHello) },
		func(ctx context.Context) error { return w.leaveWord(ctx, w.ben, fmt.Sprintf(benHello, w.holders())) },
		func(ctx context.Context) error { return w.leave(ctx, false) },
	} {
		if err := step(ctx); err != nil {
			return You{}, err
		}
	}
	w.Tell("Two push nodes are up: " + w.holders() + ".")
	w.Tell("Ada and Ben wrote to you while your window was not open: they hold it.")
	w.begin(ctx, w.keepShop, w.comeAndGo)
	return You{Dir: w.you.dir, Bootstrap: append(w.hub(), w.ada.node.Host.Info())}, nil
}

// leaveWord writes to you, who are away, and waits until all push nodes hold it.
func (w *World) leaveWord(ctx context.Context, p *person, text string) error {
	id, err := p.write(ctx, w.you, text)
	if err == nil {
		_, err = p.held(ctx, id, len(w.nodes))
	}
	return err
}

// begin sets lives going, until Close.
func (w *World) begin(ctx context.Context, lives ...func(context.Context)) {
	ctx, w.stop = context.WithCancel(context.WithoutCancel(ctx))
	for _, live := range lives {
		w.lives.Go(func() { live(ctx) })
	}
}
