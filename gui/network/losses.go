package network

import (
	"cmp"
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/chat"
	"restante/messaging/delivery"
)

// showLosses lists what was given up, the newest first; there is no card without any.
func (p *Page) showLosses(s state) {
	kept, list := map[string]*lossRow{}, []fyne.CanvasObject{}
	for i, l := range s.losses {
		row := p.losses[l.MessageID]
		if row == nil {
			row = newLossRow(p)
		}
		kept[l.MessageID] = row
		row.show(l, s, p)
		if i > 0 {
			list = append(list, widget.Line())
		}
		list = append(list, row.object)
	}
	p.losses = kept
	if more := s.lost - len(s.losses); more > 0 {
		list = append(list, widget.Line(), widget.Fixed(0, 34, widget.Caption(lang.N("and {{.N}} more messages", more, words{"N": more}), 12.5).Cut()))
	}
	set(p.parts.losses, list...)
	set(p.parts.lost, pills(pill{s.lost, lang.N("{{.N}} messages", s.lost, words{"N": s.lost}), widget.Broken})...)
	show(p.parts.gaveUp, s.lost > 0)
}

// lossColumns are why and when.
var lossColumns = columns{widths: []float32{252}, least: 150}

// lossRow is one message that was given up: to whom, why, and what to do.
type lossRow struct {
	loss   loss
	name   string
	object fyne.CanvasObject

	avatar    *widget.Avatar
	to, text  *widget.Text
	why, when *widget.Text
	again     *widget.LinkButton
}

func newLossRow(p *Page) *lossRow {
	r := &lossRow{avatar: widget.NewAvatar("", 36, widget.Card), to: widget.Strong("", 13.5).Cut(), text: widget.Caption("", 12.5).Cut(),
		why: widget.NewText("", 12.5, false, widget.Bad).Cut(), when: widget.Caption("", 12).Cut()}
	open := whoTap(r.avatar, r.to, r.text, func() { p.o.Open(r.loss.Peer) })
	why := widget.Row(7, widget.NewIcon("circle-alert", widget.Bad, 15), widget.Grow(widget.Wide(r.why)))
	r.again = widget.NewLinkButton(lang.L("Send again"), func() { p.again(r) })
	remove := widget.NewRoundButton(lang.L("Delete message"), "trash-2", widget.Muted, "", 32, 16, func() { p.dismiss(r.loss, r.name) })
	row := lossColumns.row(widget.Gap(0, 0), open, widget.Col(2, why, widget.Inset(0, 0, 22, 0, r.when)), widget.Row(6, r.again, remove))
	r.object = widget.Fixed(0, 62, widget.Inset(6, 6, -6, 0, row))
	return r
}

func (r *lossRow) show(l loss, s state, p *Page) {
	r.loss, r.name = l, s.nameOf(l.Peer)
	r.face(p)
	r.to.Set(r.name)
	r.text.Set(cmp.Or(l.text, lang.L("This message is no longer here.")))
	r.why.Set(why(l.GivenUp, r.name))
	r.when.Set(lang.L("given up on {{.Date}}", words{"Date": p.date(l.When)}))
}

func (r *lossRow) face(p *Page) {
	id := r.loss.Peer
	r.avatar.SetFace(id.String(), p.o.Faces.Of(id), false, widget.Card)
}

// why says in words why a message did not arrive.
func why(l delivery.GivenUp, name string) string {
	if l.State == delivery.Expired {
		return lang.L("{{.Name}} did not come for it in time", words{"Name": first(name)})
	}
	return cmp.Or(widget.Clean(l.Reason), lang.L("It could not be sent"))
}

// again puts a message back in the queue; the button waits for that.
func (p *Page) again(r *lossRow) {
	id := r.loss.MessageID
	r.again.Disable()
	p.o.Loop.Go(func(ctx context.Context) func() {
		err := p.o.Chats.SendAgain(ctx, id)
		return func() {
			r.again.Enable()
			if err != nil {
				p.o.Notice(p.o.Problem(err))
				return
			}
			p.o.Notice(lang.L("It is on its way again"))
			p.Reload()
		}
	})
}

// dismiss asks before a message goes that did not arrive.
func (p *Page) dismiss(l loss, name string) {
	widget.Ask(p.o.Canvas(), widget.Question{
		Title: lang.L("Delete message"), Danger: true,
		Text: lang.L("It goes from your conversation with {{.Name}}, who never got it.", words{"Name": first(name)}),
		Yes:  lang.L("Delete"), No: lang.L("Keep"),
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
