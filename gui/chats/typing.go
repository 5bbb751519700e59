package chats

import (
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/chat"
)

// beat is the pace of the typing dots: a faster one costs a core where the
// window is drawn without a graphics card.
const beat = 250 * time.Millisecond

// setTyping notes who types and comes back when that is over.
func (p *Page) setTyping(e chat.Typing) {
	left := e.Until.Sub(p.o.Now())
	if left <= 0 {
		return
	}
	p.typing[e.Peer] = e.Until
	p.showTyping()
	p.o.Loop.Later(left+time.Millisecond, p.endTyping)
}

// endTyping forgets those whose time is over.
func (p *Page) endTyping() {
	for id := range p.typing {
		if !p.isTyping(id) {
			delete(p.typing, id)
		}
	}
	p.showTyping()
}

// stopTyping forgets one: their message has come.
func (p *Page) stopTyping(id peer.ID) {
	delete(p.typing, id)
	p.showTyping()
}

func (p *Page) isTyping(id peer.ID) bool { return p.typing[id].After(p.o.Now()) }

func (p *Page) showTyping() {
	p.people.list.Refresh()
	p.talk.showPresence()
	p.tick()
}

// tick moves the dots while they can be seen.
func (p *Page) tick() {
	if p.ticking || !p.focused || !p.isTyping(p.talk.peer) {
		return
	}
	p.ticking = true
	p.o.Loop.Later(beat, func() {
		p.ticking = false
		p.talk.view.Tick()
		p.tick()
	})
}
