package shell

import (
	"cmp"
	"io"

	"restante/gui/chats"
	"restante/gui/link"
)

// problem says an error in the user's language.
func problem(err error) string { return cmp.Or(link.Problem(err), chats.Problem(err)) }

// Dropped takes a picture that was dropped on the window: the code in it answers
// the open question for a link or, where none is open, leads to a push node on the
// network page and to a person on the chats page; on the shop page it is a photo of
// the listing that is open. Elsewhere, and while something
// else lies over the page, nothing is done.
func (s *Shell) Dropped(picture io.ReadCloser) {
	take := map[string]func(string){chatsPage: s.invite.AddLink, networkPage: s.Network.AddLink}[s.shown]
	check := map[string]func(string) error{chatsPage: link.Person, networkPage: link.Machine}[s.shown]
	switch {
	case s.ask.Open():
		s.ask.Take(picture)
	case s.shown == shopPage && s.canvas.Overlays().Top() == nil:
		s.Shop.Dropped(picture)
	case take == nil || s.canvas.Overlays().Top() != nil:
		_ = picture.Close() // nothing was written
	default:
		s.ask.Read(picture, check, func(text, problem string) {
			if problem != "" {
				s.Notice(problem)
				return
			}
			take(text)
		})
	}
}
