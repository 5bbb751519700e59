package network

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/names"
	"restante/gui/widget"
	"restante/messaging/delivery"
)

// letterColumns are where a letter is, and when it is tried again.
var letterColumns = columns{widths: []float32{252, 132}, least: 150}

// letterRow is one letter: to whom, where it is, when it is tried again.
type letterRow struct {
	letter letter
	name   string
	object fyne.CanvasObject

	avatar       *widget.Avatar
	to, text     *widget.Text
	icon         *widget.Icon
	where, more  *widget.Text
	next, behind *widget.Text
	cancel       *widget.RoundButton
}

func newLetterRow(p *Page) *letterRow {
	r := &letterRow{avatar: widget.NewAvatar("", 36, widget.Card), to: widget.Strong("", 13.5).Cut(), text: widget.Caption("", 12.5).Cut(),
		icon: widget.NewIcon("clock", widget.Muted, 15), where: widget.Label("", 12.5).Cut(), more: widget.Caption("", 12).Cut(),
		next: widget.Label("", 12.5).End().Cut(), behind: widget.Caption("", 12).End().Cut()}
	r.cancel = widget.NewRoundButton(lang.L("Cancel message"), "x", widget.Muted, "", 32, 16, func() { p.cancel(r.letter, r.name) })
	open := whoTap(r.avatar, r.to, r.text, func() { p.o.Open(r.letter.Peer) })
	state := widget.Col(2, widget.Row(7, r.icon, widget.Grow(widget.Wide(r.where))), widget.Inset(0, 0, 22, 0, r.more))
	row := letterColumns.row(widget.Gap(0, 0), open, state, widget.Col(2, r.next, r.behind), widget.Fixed(32, 32, r.cancel))
	r.object = widget.Fixed(0, 62, widget.Inset(6, 6, -6, 0, row))
	return r
}

// whoTap is somebody and some words, and opens their conversation.
func whoTap(face *widget.Avatar, name, text *widget.Text, open func()) fyne.CanvasObject {
	who := widget.Row(12, face, widget.Grow(widget.Wide(widget.Col(2, name, text))))
	return widget.NewTap(lang.L("Open the conversation"), 12, widget.Fixed(0, 48, widget.Pad(0, 6, who)), open)
}

func (r *letterRow) show(l letter, s state, p *Page) {
	r.letter, r.name = l, s.nameOf(l.Peer)
	r.face(p)
	r.to.Set(r.name)
	r.text.Set(l.text)
	icon, ink, where := p.where(l, r.name, s)
	r.icon.Set(icon, ink)
	r.where.Set(where)
	more, soon := p.about(l, s)
	r.more.SetIn(more, widget.Muted)
	if soon {
		r.more.SetIn(more, widget.Warn)
	}
	r.next.Set(p.next(l.NextAttempt))
	r.behind.Set(p.tries(l))
	if l.Kind == "chat" {
		r.cancel.Show()
	} else {
		r.cancel.Hide()
	}
}

func (r *letterRow) face(p *Page) {
	id := r.letter.Peer
	r.avatar.SetFace(id.String(), p.o.Faces.Of(id), false, widget.Card)
}

// where says who has the letter now.
func (p *Page) where(l letter, name string, s state) (icon string, ink fyne.ThemeColorName, word string) {
	switch {
	case l.State == delivery.Waiting && s.strange[l.Peer]:
		return "key-round", widget.Warn, lang.L("waits until you confirm the new device of {{.Name}}", words{"Name": first(name)})
	case l.State == delivery.Waiting:
		return "key-round", widget.Warn, lang.L("waiting for the keys of {{.Name}}", words{"Name": first(name)})
	case len(l.Holders) > 0:
		return "package", widget.Good, lang.L("held by {{.N}} until {{.Date}}", words{"N": strconv.Itoa(len(l.Holders)), "Date": p.date(earliest(l.Holders))})
	}
	return "hard-drive", widget.Warn, lang.L("waits on this computer: keep it on")
}

// about is the line below: what is most worth knowing, and whether it is pressing.
func (p *Page) about(l letter, s state) (word string, pressing bool) {
	switch {
	case !l.Expires.IsZero() && l.Expires.Sub(p.o.Now()) < delivery.WarnBefore:
		return lang.L("given up on {{.Date}} unless they come", words{"Date": p.date(l.Expires)}), true
	case l.Reason != "" && l.State != delivery.Waiting:
		return widget.Clean(l.Reason), true
	case len(l.Holders) > 0:
		return strings.Join(s.holderNames(l.Holders), ", "), false
	case l.Pointers > 0:
		return lang.N("announced to {{.N}} peers", l.Pointers, words{"N": l.Pointers}), false
	case l.State == delivery.Waiting:
		return lang.L("not sealed yet, so it waits here"), false
	}
	return lang.L("nobody else holds it yet"), false
}

// holderNames are the machines that hold a letter, the first to let go last.
func (s *state) holderNames(hs []delivery.Holder) (all []string) {
	called := names.Nodes(s.nodes)
	hs = slices.Clone(hs)
	slices.SortStableFunc(hs, func(a, b delivery.Holder) int { return b.Expires.Compare(a.Expires) })
	for _, h := range hs {
		if h.Account != "" {
			all = append(all, names.Account(s.places, h.Account))
			continue
		}
		all = append(all, cmp.Or(called[h.Node], s.nameOf(h.Node)))
	}
	return all
}

func earliest(hs []delivery.Holder) time.Time {
	return slices.MinFunc(hs, func(a, b delivery.Holder) int { return a.Expires.Compare(b.Expires) }).Expires
}

// tries says how often it was tried, and until when it will be.
func (p *Page) tries(l letter) string {
	var said []string
	if l.Attempts > 0 {
		said = append(said, lang.N("{{.N}} tries", l.Attempts, words{"N": l.Attempts}))
	}
	if l.Expires.Unix() > 0 {
		said = append(said, lang.L("until {{.Date}}", words{"Date": p.date(l.Expires)}))
	}
	return strings.Join(said, " · ")
}

// first is how one calls somebody: the first word of the name.
func first(name string) string {
	word, _, _ := strings.Cut(name, " ")
	return word
}
