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
	return withCore(ctx, f, func(_ *node.Node, c *messaging.Core) error {
		return gui.Run(ctx, gui.API{Chats: c.Chats, People: c.Contacts, Node: c.Network, Push: c.Network, Mail: c.Mail,
			Events: c.Bus.Subscribe(1024)}, gui.Options{})
	})
}
