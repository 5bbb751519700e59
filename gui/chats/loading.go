package chats

import (
	"context"

	"restante/gui/widget"
	"restante/messaging/chat"
)

// load reads messages elsewhere and shows them, unless another talk was opened meanwhile.
func (t *talk) load(q chat.Query, show func([]chat.Message)) {
	id, opened := t.peer, t.opened
	t.page.o.Loop.Go(func(ctx context.Context) func() {
		ms, err := t.page.o.Chats.Messages(ctx, id, q)
		return func() {
			if opened != t.opened {
				return
			}
			if err != nil {
				t.page.fail(err)
				ms = nil
			}
			show(ms)
			t.watch(ms)
		}
	})
}

// Older and Newer answer the view, see [widget.Pager].
func (t *talk) Older(than string) {
	t.load(chat.Query{Limit: pageSize, Before: than}, func(ms []chat.Message) {
		t.view.AddOlder(t.rows(ms), len(ms) == pageSize)
	})
}

func (t *talk) Newer(than string) {
	t.load(chat.Query{Limit: pageSize, After: than}, func(ms []chat.Message) {
		t.view.AddNewer(t.rows(ms), len(ms) == pageSize)
	})
}

// refresh reads the loaded end of the conversation again. Calls while it reads
// are gathered into one.
func (t *talk) refresh() {
	if t.peer == "" || t.fetching {
		t.stale = t.fetching
		return
	}
	t.fetching = true
	// Some room for what is new; without the end in view, the far side is cut.
	limit := min(widget.MaxRows, max(pageSize, t.view.Len()+20))
	t.load(chat.Query{Limit: limit}, func(ms []chat.Message) {
		t.fetching = false
		t.refreshed(ms, len(ms) == limit)
		if t.stale {
			t.stale = false
			t.refresh()
		}
	})
}

func (t *talk) refreshed(ms []chat.Message, more bool) {
	if id := firstUnread(ms); id != "" {
		t.unread = true
		if t.newFrom == "" && !(t.page.focused && t.view.AtEnd()) {
			t.newFrom = id
		}
		t.page.stopTyping(t.peer)
	}
	if t.view.Ended() {
		t.view.Replace(t.rows(ms), more)
	}
	t.markRead()
}

// changed reads single messages again in a view that is far from the end.
func (t *talk) changed(id string) {
	if _, shown := t.view.Message(id); !shown || t.view.Ended() {
		return
	}
	opened := t.opened
	t.page.o.Loop.Go(func(ctx context.Context) func() {
		m, err := t.page.o.Chats.Message(ctx, id)
		return func() {
			if err == nil && opened == t.opened {
				t.view.Update(t.row(m))
			}
		}
	})
}

// markRead tells the core that what is new has been seen, if it has.
func (t *talk) markRead() {
	if t.peer == "" || !t.unread || !t.page.focused || !t.view.AtEnd() {
		return
	}
	t.unread = false
	id := t.peer
	t.page.o.Loop.InOrder(func(ctx context.Context) func() {
		err := t.page.o.Chats.MarkRead(ctx, id)
		return func() {
			t.page.fail(err)
			t.page.Reload()
		}
	})
}
