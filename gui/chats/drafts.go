package chats

import (
	"context"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/chat"
)

// draftPause is how long after a letter the draft is written down: a crash may
// take so much of it.
const draftPause = 500 * time.Millisecond

// drafts are what was typed and not sent, see the package comment.
type drafts struct {
	page    *Page
	texts   map[peer.ID]string
	kept    map[peer.ID]string // what the core has
	changed map[peer.ID]bool
	read    bool // those of the last run are here
	due     bool // save is called soon
}

func newDrafts(p *Page) *drafts {
	return &drafts{page: p, texts: map[peer.ID]string{}, kept: map[peer.ID]string{}, changed: map[peer.ID]bool{}}
}

// load takes what the core kept from the last run, once.
func (d *drafts) load(kept map[peer.ID]string) {
	if d.read {
		return
	}
	d.read = true
	for id, text := range kept {
		d.kept[id] = text
		if !d.changed[id] {
			d.texts[id] = text
		}
	}
}

// set notes what is typed to somebody; "" is nothing.
func (d *drafts) set(id peer.ID, text string) {
	if d.texts[id] == text {
		return
	}
	d.texts[id] = text
	if text == "" {
		delete(d.texts, id)
	}
	d.changed[id] = true
	if !d.due {
		d.due = true
		d.page.o.Loop.Later(draftPause, func() {
			d.due = false
			d.save()
		})
	}
}

// forget drops a draft that goes with its conversation.
func (d *drafts) forget(id peer.ID) {
	delete(d.texts, id)
	delete(d.kept, id)
	delete(d.changed, id)
}

// save hands to the core what it does not have yet.
func (d *drafts) save() {
	for id := range d.changed {
		delete(d.changed, id)
		text := d.texts[id]
		if text == d.kept[id] || len(text) > chat.MaxDraft {
			continue
		}
		d.kept[id] = text
		d.page.o.Loop.InOrder(func(ctx context.Context) func() {
			err := d.page.o.Chats.SetDraft(ctx, id, text)
			return func() { d.page.fail(err) }
		})
	}
}
