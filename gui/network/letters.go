package network

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// showLetters lists what is under way, the oldest first.
func (p *Page) showLetters(s state) {
	kept, list := map[string]*letterRow{}, []fyne.CanvasObject{}
	for i, l := range s.letters {
		row := p.letters[l.Ref]
		if row == nil {
			row = newLetterRow(p)
		}
		kept[l.Ref] = row
		row.show(l, s, p)
		if i > 0 {
			list = append(list, widget.Line())
		}
		list = append(list, row.object)
	}
	p.letters = kept
	if len(list) == 0 {
		list = append(list, empty(lang.L("Nothing. What you write is listed here until it has arrived.")))
	}
	set(p.parts.letters, append(list, rest(s)...)...)
	held := len(s.letters) + s.more - s.here
	set(p.parts.under, pills(
		pill{held, lang.L("{{.N}} held elsewhere", words{"N": held}), widget.Fine},
		pill{s.here, lang.L("{{.N}} only here", words{"N": s.here}), widget.Careful})...)
}

// Redraw shows the pictures of people anew.
func (p *Page) Redraw() {
	for _, r := range p.letters {
		r.face(p)
	}
	for _, r := range p.losses {
		r.face(p)
	}
}

// rest says in a line what has no row.
func rest(s state) (o []fyne.CanvasObject) {
	add := func(n int, word string) {
		if n > 0 {
			o = append(o, widget.Line(), widget.Fixed(0, 34, widget.Caption(word, 12.5).Cut()))
		}
	}
	add(s.more, lang.N("and {{.N}} more messages", s.more, words{"N": s.more}))
	add(s.pictures, lang.N("Your picture is on its way to {{.N}} contacts", s.pictures, words{"N": s.pictures}))
	add(s.grants, lang.N("Where {{.N}} contacts may leave mail for you is on its way to them", s.grants, words{"N": s.grants}))
	add(s.receipts, lang.N("{{.N}} receipts for what you got are on their way too", s.receipts, words{"N": s.receipts}))
	add(s.refused, lang.N("{{.N}} items that came in were refused: damaged, forged, or not for you", s.refused, words{"N": s.refused}))
	return o
}
