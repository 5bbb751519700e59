package network

import (
	"context"
	"errors"

	"fyne.io/fyne/v2/lang"

	"restante/gui/link"
	"restante/gui/widget"
	"restante/messaging"
	"restante/messaging/chat"
)

// Add asks for the address of a push node.
func (p *Page) Add() { p.AddLink("") }

// AddLink is Add with an address or link that is there already.
func (p *Page) AddLink(text string) {
	p.o.Ask.Ask(link.Question{
		Title: lang.L("Add a push node"), Hint: "/dns4/…/p2p/12D3KooW…", Value: text, Check: link.Machine,
		Text: lang.L("A push node holds sealed messages while you are away. It sees no names and no text. Paste its address or link."),
		Do: func(addr string, done func(string)) {
			p.try(done, func(ctx context.Context) error {
				_, err := p.o.Push.AddPushNode(ctx, addr)
				return err
			})
		},
	})
}

// remove asks before a push node goes.
func (p *Page) remove(n messaging.PushNode, name string) {
	widget.Ask(p.o.Canvas(), widget.Question{
		Title: lang.L("Remove push node"), Danger: true,
		Text: lang.L("{{.Node}} will no longer hold mail for you.", words{"Node": name}),
		Yes:  lang.L("Remove"), No: lang.L("Cancel"),
		Do: func(_ string, done func(string)) {
			p.try(done, func(ctx context.Context) error { return p.o.Push.RemovePushNode(ctx, n.Peer) })
		},
	})
}

func (p *Page) try(done func(string), action func(context.Context) error) {
	p.o.Loop.Go(func(ctx context.Context) func() {
		err := action(ctx)
		return func() {
			if err != nil {
				done(p.o.Problem(err))
				return
			}
			done("")
			p.Reload()
			p.o.Changed()
		}
	})
}

// scan looks for mail now.
func (p *Page) scan() {
	p.parts.scan.Disable()
	p.o.Loop.Go(func(ctx context.Context) func() {
		n, err := p.o.Mail.Scan(ctx)
		return func() {
			p.parts.scan.Enable()
			if err != nil {
				p.o.Notice(p.o.Problem(err))
				return
			}
			p.o.Notice(lang.N("{{.N}} new messages", n, words{"N": n}))
		}
	})
}

// cancel asks before a letter is taken back. One that is gone meanwhile is fine.
func (p *Page) cancel(l letter, name string) {
	widget.Ask(p.o.Canvas(), widget.Question{
		Title: lang.L("Cancel message"), Danger: true,
		Text: lang.L("It goes from your conversation with {{.Name}}, and is taken back where it is held. If {{.Name}} has it already, they keep it.", words{"Name": first(name)}),
		Yes:  lang.L("Take back"), No: lang.L("Keep"),
		Do: func(_ string, done func(string)) {
			p.try(done, func(ctx context.Context) error {
				if err := p.o.Chats.Delete(ctx, l.MessageID); !errors.Is(err, chat.ErrNoMessage) {
					return err
				}
				return nil
			})
		},
	})
}
