package shop

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/dates"
	"restante/gui/names"
	"restante/gui/widget"
	"restante/messaging"
)

// mostFaces is how many mirrors are shown as pictures.
const mostFaces = 4

// drawBanner says whether visitors see the shop.
func (h *home) drawBanner() {
	p, s := h.p, &h.p.last
	mirrors := widget.NewButton(lang.L("Mirrors"), "", widget.Quiet, p.o.Network)
	again := func(word string) *widget.Button {
		b := widget.NewButton(word, "", widget.Quiet, nil)
		b.OnTapped = func() { p.publish(b) }
		return b
	}
	var o fyne.CanvasObject
	switch on := s.mirrors(); {
	case p.failing.why != nil:
		o = strip("triangle-alert", widget.Broken, lang.L("Publishing failed {{.When}}", words{"When": p.moment(p.failing.at)}), problem(p.failing.why), nil, again(lang.L("Try again")))
	case !s.pub.Root.Defined():
		o = strip("upload", widget.Informed, lang.L("Your shop is not published yet"), lang.L("Nobody can visit it before that. It is done by itself once you are connected."), nil, again(lang.L("Publish now")))
	case len(s.pub.Failed) > 0:
		n := len(s.pub.Failed)
		o = strip("triangle-alert", widget.Broken, lang.N("{{.N}} listings could not be published", n, words{"N": n}), s.failed(), nil, h.fix(s.pub.Failed[0].Slug))
	case s.pub.Pending:
		o = strip("clock", widget.Careful, lang.L("Visitors do not see your last changes yet"), lang.L("They are published by themselves in a moment."), nil, again(lang.L("Publish now")))
	case len(on) == 0:
		o = strip("globe", widget.Careful, lang.L("Your shop is visible while this computer is on"), lang.L("With a push node it is visible while you are away, too."), nil, mirrors)
	case len(s.pub.Refused) > 0:
		o = strip("triangle-alert", widget.Careful, lang.N("{{.N}} push nodes did not take the shop", len(s.pub.Refused), words{"N": len(s.pub.Refused)}), h.refusals(), nil, again(lang.L("Try again")))
	default:
		o = strip("globe", widget.Fine, lang.L("Your shop is visible while you are away: mirrored by {{.N}}", words{"N": len(on)}), h.mirrored(on), faces(on), mirrors)
	}
	set(h.banner, o)
}

// strip is a card with a sign, two lines, and a button.
func strip(icon string, t widget.Tone, title, text string, more fyne.CanvasObject, b *widget.Button) fyne.CanvasObject {
	lines := widget.Col(2, widget.Flow(title, 14, widget.Foreground).Bold(), widget.Flow(text, 12.5, widget.Muted))
	end := widget.Row(14)
	if more != nil {
		end.Add(more)
	}
	end.Add(b)
	sign := widget.Mid(widget.Tile(icon, t.Ink, t.Fill, 36, 18))
	return widget.CardOf(11, 20, widget.Beside(widget.RowFill(14, sign, widget.Grow(lines)), end))
}

// mirrored names who has the shop, how large it is, and when it came there.
func (h *home) mirrored(on []messaging.PushNode) string {
	called := names.Nodes(h.p.last.nodes)
	var all []string
	for _, n := range on {
		all = append(all, called[n.Peer])
	}
	text := strings.Join(all, ", ") + " · " + sizeOf(h.p.last.pub.Size)
	if !h.published.IsZero() {
		text += " · " + lang.L("published {{.When}}", words{"When": h.p.moment(h.published)})
	}
	return text
}

// moment is a time of today, or a day.
func (p *Page) moment(t time.Time) string {
	now := p.o.Now()
	t = t.In(now.Location())
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return lang.L("today {{.Time}}", words{"Time": t.Format("15:04")})
	}
	return dates.Past(t, now)
}

func sizeOf(n int64) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	}
	return strconv.FormatInt((n+1023)>>10, 10) + " KiB"
}

// faces are the mirrors one over the other.
func faces(on []messaging.PushNode) fyne.CanvasObject {
	all := container.New(fan{})
	for _, n := range on[:min(len(on), mostFaces)] {
		ring := widget.Square(widget.Look{Fill: widget.Card, Radius: 15}, 30)
		all.Add(container.NewStack(ring, widget.Mid(widget.NewAvatar(n.Peer.String(), 26, widget.Card))))
	}
	return all
}

// fan lays round things so that each hides a part of the one before.
type fan struct{}

const fanStep = float32(20)

func (fan) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(30+fanStep*float32(len(o)-1), 30)
}

func (fan) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for i, x := range o {
		widget.Place(x, fanStep*float32(i), (s.Height-30)/2, 30, 30)
	}
}

// publish tries it now, and says what keeps it from being done.
func (p *Page) publish(b *widget.Button) {
	b.Disable()
	p.o.Loop.Go(func(ctx context.Context) func() {
		err := p.o.Core.Publish(ctx)
		return func() {
			p.failing = failing{err, p.o.Now()}
			if err == nil {
				p.home.published = p.o.Now()
			}
			p.Reload()
		}
	})
}
