//go:build !headless

package main

import (
	"context"
	"io"

	"restante/gui"
	"restante/messaging"
	"restante/node"
)

// openWindow runs a user's node with the window until that is closed.
func openWindow(ctx context.Context, f flags, _, _ io.Writer) error {
	return withCore(ctx, f, func(n *node.Node, c *messaging.Core) error {
		return gui.Run(ctx, gui.API{Chats: c.Chats, People: c.Contacts, Network: c.Network, Delivery: c.Mail,
			Events: c.Bus.Subscribe(1024)}, gui.Options{Log: n.Log})
	})
}
