//go:build !headless

package main

import (
	"context"

	"restante/gui"
	"restante/gui/connect"
	"restante/messaging/remote"
)

// distant is a server on another machine behind the window.
type distant struct {
	flags
	host   string
	recall bool        // what is kept of it was asked for
	kept   remote.Kept // of what is tried, or works
	stored remote.Kept // in the keyring
	client *remote.Client
}

// openDistant shows the window of a server until the user quits.
func openDistant(ctx context.Context, f flags) error {
	host, err := remote.ServerOf(f.connect)
	if err != nil {
		return err
	}
	d := &distant{flags: f, host: host}
	o := gui.Options{Hidden: f.hidden, Closes: f.closes, Link: f.link, Build: madeOf()}
	if f.logs != nil {
		o.Logs = f.logs
	}
	err = gui.Run(ctx, gui.Core{Server: host, Reach: d.reach, Keep: d.keep}, o)
	if d.client != nil {
		d.client.Close()
	}
	return err
}

// reach connects with what is known, and what a person answered.
func (d *distant) reach(ctx context.Context, a connect.Answers) (gui.API, error) {
	if err := d.prepare(ctx, a); err != nil {
		return gui.API{}, err
	}
	c, err := remote.Dial(ctx, remote.Options{URL: d.connect, Token: d.kept.Token, Pin: d.kept.Pin, Lost: connect.Lost})
	if err != nil {
		return gui.API{}, err
	}
	d.client = c
	return apiOfServer(c), nil
}

// prepare puts together the token and the certificate to try: what was answered, then what
// is kept.
func (d *distant) prepare(ctx context.Context, a connect.Answers) (err error) {
	if a.Forget {
		d.kept, d.stored, d.tokenFile = remote.Kept{}, remote.Kept{}, ""
		_ = remote.Forget(ctx, d.host) // what follows takes its place
	}
	if !d.recall {
		d.recall = true
		d.stored, _ = remote.Recall(ctx, d.host) // without a keyring everything is asked
		d.kept = d.stored
		if d.tokenFile != "" {
			line, err := firstLine(d.tokenFile)
			if err != nil {
				return err
			}
			d.kept.Token = string(line)
		}
	}
	if a.Token != "" {
		d.kept.Token = a.Token
	}
	if a.Trust != "" {
		d.kept.Pin = a.Trust
	}
	d.kept.Token, err = remote.CleanToken(d.kept.Token)
	return err
}

// keep remembers what works.
func (d *distant) keep(ctx context.Context) error {
	if d.kept == d.stored {
		return nil
	}
	return remote.Remember(ctx, d.host, d.kept)
}

// apiOfServer is what a window shows of a server. Its words and its lock are not given.
func apiOfServer(c *remote.Client) gui.API {
	return gui.API{Chats: c.Chats, People: c.People, Node: remote.Links{Node: c.Node}, Push: c.Push, Mail: c.Mail, Faces: c.Faces,
		Picture: c.Picture, Privacy: remote.Choice{Privacy: c.Privacy}, Backup: remote.Archive{Backup: c.Backup}, Storage: c.Disk,
		Places: remote.Accounts{Places: c.Places}, Orders: c.Orders, Shop: c.Shop, Hooks: c.Hooks, Events: c.Subscribe(1024), Far: c.Host}
}
