package settings

import (
	"context"
	"reflect"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/webhook"
)

// Systems are one's own, beyond Restante, which are told what happens.
type Systems interface {
	Hooks(ctx context.Context) ([]webhook.Hook, error)
	Add(ctx context.Context, n webhook.New) (h webhook.Hook, secret string, err error)
	Pause(ctx context.Context, id string, on bool) (webhook.Hook, error)
	Remove(ctx context.Context, id string) error
	Rotate(ctx context.Context, id, text string) (secret string, err error)
	Test(ctx context.Context, hook string) (webhook.Answer, error)
	Deliveries(ctx context.Context, hook string, q webhook.Query) ([]webhook.Delivery, error)
	Redeliver(ctx context.Context, hook string, delivery int64) error
}

const (
	systemPace = 5 * time.Second // between looks at them while they are shown
	mostSent   = 20              // deliveries that are listed
)

// systems is the section of them.
type systems struct {
	page *Page
	turn int
	list *fyne.Container
	open string // the one whose deliveries are shown; "": none
	seen shownSystems
	read bool // once at least
}

// shownSystems is what is shown.
type shownSystems struct {
	hooks []webhook.Hook
	open  string
	sent  []webhook.Delivery // to the open one
}

func (p *Page) systems() fyne.CanvasObject {
	s := &systems{page: p, turn: p.turn, list: container.New(&columns{})}
	s.show()
	s.follow()
	return s.list
}

// follow looks again and again while the section is shown.
func (s *systems) follow() {
	if s.turn != s.page.turn || !s.page.shown {
		return
	}
	s.reload()
	s.page.o.Loop.Later(systemPace, s.follow)
}

// reload draws anew only what is not as it was: under the pointer nothing moves.
func (s *systems) reload() {
	open := s.open
	s.page.o.Loop.Go(func(ctx context.Context) func() {
		now := shownSystems{open: open}
		var err error
		if now.hooks, err = s.page.o.Systems.Hooks(ctx); err == nil && open != "" {
			now.sent, err = s.page.o.Systems.Deliveries(ctx, open, webhook.Query{Limit: mostSent})
		}
		return func() { s.loaded(now, err) }
	})
}

func (s *systems) loaded(now shownSystems, err error) {
	switch {
	case s.turn != s.page.turn || now.open != s.open:
	case err != nil && !s.read:
		s.page.o.Notice(systemProblem(err, s.page.o.Problem))
	case err == nil && (!s.read || !reflect.DeepEqual(now, s.seen)):
		s.seen, s.read = now, true
		s.show()
	}
}

func (s *systems) show() {
	s.list.Objects = []fyne.CanvasObject{s.about()}
	for _, h := range s.seen.hooks {
		s.list.Objects = append(s.list.Objects, s.card(h))
	}
	s.page.body.Refresh()
}

// about says what this is, and adds one.
func (s *systems) about() fyne.CanvasObject {
	text := lang.L("Your bookkeeping, say, or a warehouse. Restante sends each event there, signed, until it has arrived. Addresses of buyers, texts and tracking numbers are not in it.")
	add := widget.NewButton(lang.L("Add an address"), "plus", widget.Primary, s.add)
	if len(s.seen.hooks) >= webhook.MaxHooks {
		add.Disable()
	}
	return card("share-2", lang.L("Who else is told"), widget.Inset(4, 12, 0, 0, widget.Flow(text, 13, widget.Muted)), widget.Inset(12, 0, 0, 0, widget.Left(add)))
}

// do has something done, and looks again. A problem is told.
func (s *systems) do(work func(ctx context.Context) error, word string) {
	s.page.o.Loop.InOrder(func(ctx context.Context) func() {
		err := work(ctx)
		return func() {
			switch {
			case err != nil:
				s.page.o.Notice(systemProblem(err, s.page.o.Problem))
			case word != "":
				s.page.o.Notice(word)
			}
			s.reload()
		}
	})
}

// Events takes what changed in the core.
func (p *Page) Events(events []any) {
	for _, e := range events {
		if _, ok := e.(webhook.Paused); ok && p.shown && p.sections[p.at].key == "systems" {
			p.open(p.at)
		}
	}
}
