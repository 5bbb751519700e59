package storage

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/offline/provider/depot"
	core "restante/offline/storage"
)

// accountCard tells of one account, and changes it. Its controls stay while what it
// tells is drawn anew, so that the keyboard stays on them.
type accountCard struct {
	p      *Page
	kind   depot.Kind
	x      core.Account
	object fyne.CanvasObject

	title, sub *widget.Paragraph
	role       *widget.Select
	inbox      *widget.Switch
	letting    fyne.CanvasObject // the switch and its words
	lasting    *widget.Paragraph // until when a permission holds
	trouble    *fyne.Container
	facts      *fyne.Container
	try        *widget.Button
	again      *widget.Button
	terms      *widget.Button
	stay       *widget.Button // takes back that it is being left
	forget     *widget.Button
	leave      *widget.Button
}

// roles are what an account may be for, in the order of the control.
var roles = []core.Role{core.Primary, core.Mirror, core.None}

func newRoles(chose func(int)) *widget.Select {
	words := []string{lang.L("Primary: all that waits"), lang.L("Mirror: a copy of all"), lang.L("Nothing new")}
	return widget.NewSelect(lang.L("What it is for"), words, chose)
}

func newAccountCard(p *Page, k depot.Kind) *accountCard {
	c := &accountCard{p: p, kind: k, title: widget.Flow("", 16, widget.Foreground).Bold(), sub: widget.Flow("", 12.5, widget.Muted),
		trouble: widget.Col(0), facts: widget.Col(0)}
	c.role = newRoles(c.pick)
	c.inbox = widget.NewSwitch(lang.L("Contacts may leave mail for me here"), c.setInbox)
	c.lasting = widget.Flow("", 12.5, widget.Foreground)
	c.letting = widget.Col(0, widget.Line(), widget.Gap(0, 12), widget.Beside(inboxWords(), c.inbox), c.lasting)
	c.try = widget.NewButton(lang.L("Try now"), "refresh-cw", widget.Secondary, c.tryNow)
	c.again = widget.NewButton(lang.L("Connect again"), "link", widget.Quiet, c.reconnect)
	c.terms = widget.NewButton(lang.L("Name, limit, price"), "pencil", widget.Quiet, c.askTerms)
	c.stay = widget.NewButton(lang.L("Stay"), "rotate-ccw", widget.Quiet, func() { c.setRole(core.None, func(string) {}) })
	c.leave = widget.NewButton(lang.L("Leave"), "trash-2", widget.Danger, c.askLeave)
	c.forget = widget.NewButton(lang.L("Forget at once"), "trash-2", widget.Danger, c.askForget)
	sees := widget.NewButton(lang.L("What it sees"), "eye", widget.Quiet, func() { p.showSees(c.kind) })
	head := widget.Beside(titled(iconOf(k.Name), widget.Col(2, c.title, c.sub)), c.role)
	buttons := widget.Several(8, c.try, c.again, c.terms, sees, c.stay, c.leave, c.forget)
	c.object = widget.CardOf(18, 20, widget.Col(14, head, c.trouble, c.facts, c.letting, buttons))
	return c
}

func (c *accountCard) show(x core.Account) {
	c.x = x
	c.title.Set(widget.Clean(x.Title))
	c.sub.Set(c.about())
	for i, r := range roles {
		if r == x.Role {
			c.role.Choose(i)
		}
	}
	set(c.trouble, c.wrong()...)
	show(c.trouble, len(c.trouble.Objects) > 0)
	set(c.facts, lines(lying(x.Holding), since(x.Holding, c.p.last), c.health(), c.ends(), c.usage(), c.money(), c.sweep())...)
	c.inbox.Set(x.Inbox)
	c.lasting.Set(c.p.letIn(x))
	show(c.lasting, c.p.letIn(x) != "")
	show(c.letting, c.kind.Grant != nil && !x.Leaving)
	show(c.role, !x.Leaving)
	show(c.stay, x.Leaving)
	show(c.forget, x.Leaving)
	show(c.leave, !x.Leaving)
}

// about is the kind, and where it is.
func (c *accountCard) about() string {
	kind := said(c.kind.Title)
	if at := where(c.x, c.kind.Title); at != kind {
		return kind + " · " + at
	}
	return kind
}

// wrong is what keeps the account from being of use.
func (c *accountCard) wrong() (all []fyne.CanvasObject) {
	x := c.x
	if x.Leaving {
		all = append(all, note(widget.Careful, "clock", lang.L("This account is being left"),
			lang.L("What lies there moves first. When nothing is left, the account goes from this page."), c.p.letIn(x)))
	}
	if x.Failing.IsZero() {
		return all
	}
	tone, advice := widget.Broken, said(x.Advice)
	if advice == "" {
		tone, advice = widget.Careful, lang.L("It is tried again by itself.")
	}
	title := lang.L("Fails since {{.When}}", words{"When": c.p.moment(x.Failing)})
	return append(all, note(tone, "triangle-alert", title, quoted(x.Error), advice+" "+lang.L("Meanwhile messages wait on this computer.")))
}

// note is a title with words, on a soft surface of their meaning.
func note(t widget.Tone, icon, title string, texts ...string) fyne.CanvasObject {
	col := widget.Col(3, widget.Flow(title, 13.5, t.Ink).Bold())
	for _, s := range texts {
		if s == "" {
			continue
		}
		col.Add(widget.Flow(s, 12.5, widget.Foreground))
	}
	row := widget.RowFill(12, widget.Col(0, widget.NewIcon(icon, t.Ink, 18)), widget.Grow(col))
	return widget.On(widget.Look{Fill: t.Fill, Radius: 12}, widget.Pad(12, 14, row))
}

// tryNow puts a block, fetches it and removes it.
func (c *accountCard) tryNow() {
	c.try.Disable()
	c.try.Rename(lang.L("Trying…"))
	id := c.x.ID
	c.p.o.Loop.Go(func(ctx context.Context) func() {
		err := c.p.o.Core.Try(ctx, id)
		return func() {
			c.try.Enable()
			c.try.Rename(lang.L("Try now"))
			if err != nil {
				c.p.o.Notice(problem(err))
			} else {
				c.p.o.Notice(lang.L("It works: something was put there, fetched and removed again."))
			}
			c.p.reload()
		}
	})
}

// act does something and reads again; it tells done what went wrong.
func (p *Page) act(done func(problem string), do func(context.Context) error) {
	p.o.Loop.InOrder(func(ctx context.Context) func() {
		err := do(ctx)
		return func() {
			if err != nil {
				done(problem(err))
				return
			}
			done("")
			p.Reload()
		}
	})
}
