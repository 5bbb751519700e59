package storage

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	core "restante/offline/storage"
)

// inboxWords say what contacts get, and that it is little.
func inboxWords() fyne.CanvasObject {
	return widget.Col(2, widget.Flow(lang.L("Contacts may leave mail for me here"), 13.5, widget.Foreground).Bold(),
		widget.Flow(lang.L("Each contact gets a permission of its own to put sealed messages here, until a date, and nothing else."), 12.5, widget.Muted))
}

// letIn says until when contacts may leave mail at an account that was closed or is being
// left; "" if none may.
func (p *Page) letIn(a core.Account) string {
	if a.Inbox && !a.Leaving || !a.Granted.After(p.o.Now()) {
		return ""
	}
	return lang.L("Contacts have permission to leave mail here until {{.Date}}. Until then this computer goes on looking here.",
		words{"Date": p.until(a.Granted)})
}

// setInbox opens the account to contacts, or no longer. What did not work is shown as
// it was.
func (c *accountCard) setInbox(on bool) {
	id := c.x.ID
	c.p.act(func(problem string) {
		if problem != "" {
			c.p.o.Notice(problem)
			c.show(c.x)
		}
	}, func(ctx context.Context) error { return c.p.o.Core.SetInbox(ctx, id, on) })
}
