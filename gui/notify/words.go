package notify

import (
	"strings"

	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
	"restante/messaging/chat"
)

const (
	everybody  = ""  // the key of a notice that is not about one person
	crowd      = 3   // more people than that at once are a single notice
	maxLetters = 200 // of a message
)

// Peer is whom a notice was about, if it was about one person.
func Peer(key string) (id peer.ID, ok bool) {
	id, err := peer.Decode(key)
	return id, err == nil
}

// tell shows what rose.
func (w *Watch) tell(rose []chat.Conversation) {
	level := w.o.Level()
	switch {
	case level == Off:
	case level == Nothing, len(rose) > crowd:
		w.show(everybody, "Restante", count(w.unread))
	default:
		for _, t := range rose {
			title, text := words(t, level)
			w.show(t.Peer.String(), title, text)
		}
	}
}

func (w *Watch) show(key, title, text string) {
	w.shown[key] = true
	w.o.Desk.Show(key, title, text)
}

// words are the title and the text of one person's notice.
func words(t chat.Conversation, level Level) (title, text string) {
	name := widget.Clean(t.Name)
	switch {
	case t.Request:
		return "Restante", lang.L("Somebody new wrote to you")
	case level != Text || t.Outgoing: // what was answered is not the last one
		return name, count(t.Unread)
	case t.Unread > 1:
		name += " · " + count(t.Unread)
	}
	return name, short(widget.Clean(t.LastMessage))
}

func count(n int) string {
	return lang.N("{{.N}} new messages", n, map[string]any{"N": n})
}

func short(s string) string {
	s = strings.TrimSpace(s)
	if r := []rune(s); len(r) > maxLetters {
		return string(r[:maxLetters]) + "…"
	}
	return s
}
