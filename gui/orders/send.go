package orders

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/carrier"
	"restante/messaging/order/event"
	"restante/messaging/storefront/terms"
)

// usual is the carrier that is offered first.
const usual = "DHL"

func carrierNames() (all []string) {
	for _, c := range carrier.All() {
		all = append(all, c.Name)
	}
	return append(all, lang.L("Another one"))
}

// carrierSelect asks who brings the parcel.
func carrierSelect() *widget.Select {
	s := widget.NewSelect(lang.L("Carrier"), carrierNames(), func(int) {})
	s.Choose(max(0, slices.Index(carrierNames(), usual)))
	return s
}

// pieces asks how many of each line.
type pieces struct {
	x      order.Page
	lines  []int
	fields []*widget.Field
}

func everyKind(terms.Kind) bool { return true }

// pieces adds a field for each line of which something is left; full ones hold all of it.
func (s *sheet) pieces(x order.Page, title string, full bool, of func(terms.Kind) bool) *pieces {
	p, col := &pieces{x: x}, widget.Col(8)
	for i, l := range x.State.Placed.Terms.Lines {
		left := x.State.Lines[i].Left()
		if left == 0 || !of(l.Kind) {
			continue
		}
		value := "0"
		if full {
			value = strconv.Itoa(int(left))
		}
		f := s.field(value, "0")
		p.lines, p.fields = append(p.lines, i), append(p.fields, f)
		text := widget.Col(1, widget.Label(titleOf(l), 13.5).Cut(), widget.Caption(lang.L("{{.N}} left", words{"N": left}), 12))
		col.Add(widget.Row(12, widget.Grow(widget.Wide(text)), widget.Fixed(88, 0, f)))
	}
	if len(p.lines) > 0 {
		s.add(labelled(title, col))
	}
	return p
}

// parts are the pieces that were chosen.
func (p *pieces) parts() (all []event.Part, ok bool) {
	for i, f := range p.fields {
		n, err := strconv.ParseUint(strings.TrimSpace(f.Text()), 10, 32)
		if err != nil || uint32(n) > p.x.State.Lines[p.lines[i]].Left() {
			return nil, false
		}
		if n > 0 {
			all = append(all, event.Part{Line: uint32(p.lines[i]), Quantity: uint32(n)})
		}
	}
	return all, true
}

// askSend ships goods, or hands over what has no weight.
func (p *Page) askSend(x order.Page, k event.Kind) {
	goods := k == event.KindShip
	s := p.sheet(lang.L("Ship"))
	if !goods {
		s.title = lang.L("Hand over")
	}
	all := s.pieces(x, lang.L("Pieces"), true, func(kind terms.Kind) bool { return (kind == terms.Physical) == goods })
	body := s.goods(goods)
	s.open(s.title, widget.Primary, func() {
		parts, ok := all.parts()
		if !ok || len(parts) == 0 {
			s.say(lang.L("The pieces are whole numbers, at most what is left."))
			return
		}
		b, wrong := body(parts)
		if wrong != "" {
			s.say(wrong)
			return
		}
		s.act(x.ID, b)
	})
}

// goods asks how they go, and makes the event of it, or says what is wrong with it.
func (s *sheet) goods(weigh bool) func([]event.Part) (b event.Body, wrong string) {
	if !weigh {
		text, keys := s.area(lang.L("What the buyer needs: a text, a link, a password")), s.area(lang.L("Keys, one on a line"))
		s.add(labelled(lang.L("Text"), text), labelled(lang.L("Keys"), keys))
		return func(parts []event.Part) (event.Body, string) {
			b := event.Deliver{Parts: parts, Text: text.Text(), Keys: keysOf(keys.Text())}
			return b, tooMuch(b)
		}
	}
	who := carrierSelect()
	tracking, note := s.field("", lang.L("Empty without one")), s.area(lang.L("A word to the buyer, if you like"))
	s.add(labelled(lang.L("Carrier"), widget.Left(who)), labelled(lang.L("Tracking number"), tracking), note)
	return func(parts []event.Part) (event.Body, string) {
		b := shipment(parts, who.Chosen(), tracking.Text())
		b.Note = note.Text()
		return b, ""
	}
}

// keysOf are the keys of some lines, to the letter: one that is changed opens nothing.
func keysOf(text string) (all []string) {
	for line := range strings.Lines(text) {
		if key := strings.TrimSpace(line); key != "" {
			all = append(all, key)
		}
	}
	return all
}

// tooMuch says what is longer than one delivery holds; "" if all of it fits.
func tooMuch(b event.Deliver) string {
	if n := len(b.Text); n > event.MaxText {
		return lang.L("The text has {{.N}} bytes, and at most {{.Most}} fit.", words{"N": n, "Most": event.MaxText})
	}
	if n := len(b.Keys); n > event.MaxKeys {
		return lang.L("These are {{.N}} keys, and at most {{.Most}} fit into one delivery.", words{"N": n, "Most": event.MaxKeys})
	}
	for i, key := range b.Keys {
		if n := len(key); n > event.MaxKey {
			return lang.L("Key {{.Place}} has {{.N}} bytes, and at most {{.Most}} fit.", words{"Place": i + 1, "N": n, "Most": event.MaxKey})
		}
	}
	return ""
}

// shipment is goods on their way with a carrier, and where they can be followed.
func shipment(parts []event.Part, by int, tracking string) event.Ship {
	b := event.Ship{Parts: parts, Tracking: strings.TrimSpace(tracking)}
	if all := carrier.All(); by < len(all) {
		b.Carrier = all[by].Name
		b.URL, _ = carrier.Track(b.Carrier, b.Tracking) // none where it is no number of theirs
	}
	return b
}
