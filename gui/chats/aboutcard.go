package chats

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/dates"
	"restante/gui/names"
	"restante/gui/widget"
	"restante/messaging"
)

// nodes names the machines that hold the person's mail.
func (f facts) nodes() fyne.CanvasObject {
	title := lang.L("Holding their mail")
	if len(f.all.Nodes) == 0 {
		return fact("hard-drive", widget.Neutral, title, saying(lang.L("Nobody that is known here.")))
	}
	var lines []fyne.CanvasObject
	for _, name := range f.nodeNames() {
		lines = append(lines, saying(name))
	}
	return fact("hard-drive", widget.Neutral, title, lines...)
}

func (f facts) nodeNames() (all []string) {
	var nodes []messaging.PushNode
	for _, n := range f.all.Nodes {
		node := messaging.PushNode{Peer: n.ID}
		if len(n.Addrs) > 0 {
			node.Addr = n.Addrs[0].String()
		}
		nodes = append(nodes, node)
	}
	hosts := names.Nodes(nodes)
	for _, n := range nodes {
		name := f.page.nodeName(n.Peer)
		if name == names.Short(n.Peer) {
			name = hosts[n.Peer]
		}
		all = append(all, name)
	}
	return all
}

// card tells how old that is what is known of keys, push nodes and addresses.
func (f facts) card() fyne.CanvasObject {
	title := lang.L("Card")
	if f.all.Signed.IsZero() {
		return fact("key-round", widget.Neutral, title, saying(lang.L("None yet: it is looked for.")))
	}
	signed := lang.L("Signed {{.When}}", words{"When": f.page.signed(f.all.Signed)})
	addrs := lang.N("{{.N}} addresses of their own", f.all.Addrs, words{"N": f.all.Addrs})
	return fact("key-round", widget.Neutral, title, saying(signed), saying(addrs))
}

// signed is a day in the past, with the year where it matters.
func (p *Page) signed(t time.Time) string {
	t = t.In(p.o.Now().Location())
	if t.Year() != p.o.Now().Year() {
		return dates.Past(t, p.o.Now())
	}
	return p.moment(t)
}

// safety tells whether one made sure who the person is.
func (f facts) safety() fyne.CanvasObject {
	title, name := lang.L("Safety number"), words{"Name": f.x.brief()}
	tone, text := widget.Neutral, lang.L("Not compared yet. It shows whether somebody stands between you and {{.Name}}.", name)
	switch {
	case f.x.contact.NewDevice:
		tone, text = widget.Careful, lang.L("{{.Name}} uses a new device, which you have not confirmed.", name)
	case f.x.verified():
		tone, text = widget.Fine, lang.L("Compared {{.When}}: nobody stands between you.", words{"When": f.page.signed(f.x.contact.Verified)})
	}
	compare := widget.NewLinkButton(lang.L("Compare"), f.page.talk.compare)
	return fact("shield-check", tone, title, saying(text), widget.Inset(0, 0, -8, 0, widget.Left(compare)))
}

// identity is the peer ID, which is made from their key.
func (f facts) identity() fyne.CanvasObject {
	id := f.x.id.String()
	copied := widget.NewLinkButton(lang.L("Copy peer ID"), func() { f.page.copy(id, lang.L("Peer ID copied")) })
	return fact("fingerprint", widget.Neutral, lang.L("Peer ID"), widget.Para(id, 12.5, factWide, widget.Foreground),
		widget.Inset(0, 0, -8, 0, widget.Left(copied))) // in line with the text
}

// acquaintance tells who introduced the person, and makes them known to others.
func (f facts) acquaintance() fyne.CanvasObject {
	text := lang.L("You can make {{.Name}} known to somebody else.", words{"Name": f.x.brief()})
	if by := f.all.Introducer; by != "" {
		text = lang.L("Introduced by {{.By}}", words{"By": f.page.called(by)})
	}
	more := []fyne.CanvasObject{saying(text)}
	if f.x.friend() {
		more = append(more, widget.Inset(0, 0, -8, 0, widget.Left(widget.NewLinkButton(lang.L("Introduce to somebody"), f.page.talk.introduce))))
	}
	return fact("users", widget.Neutral, lang.L("Acquaintance"), more...)
}
