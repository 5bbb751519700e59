package settings

import (
	"context"
	"encoding/json"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/webhook"
)

// log lists what went to the open address last, and what waits for it.
func (s *systems) log(h webhook.Hook) fyne.CanvasObject {
	col := widget.Col(0, widget.Gap(0, 6), widget.Line())
	if len(s.seen.sent) == 0 {
		col.Add(widget.Pad(12, 0, widget.Flow(lang.L("Nothing went there yet. A test is not listed."), 12.5, widget.Muted)))
	}
	for i, d := range s.seen.sent {
		if i > 0 {
			col.Add(widget.Line())
		}
		col.Add(s.delivery(h, d))
	}
	return col
}

func (s *systems) delivery(h webhook.Hook, d webhook.Delivery) fyne.CanvasObject {
	word, tone := came(d)
	again := widget.NewButton(lang.L("Send again"), "", widget.Quiet, func() {
		s.do(func(ctx context.Context) error { return s.page.o.Systems.Redeliver(ctx, h.ID, d.ID) }, lang.L("It goes there again"))
	})
	return row(typeOf(d.Body), s.page.attempts(d), widget.Row(8, widget.Pill(word, "", tone), again))
}

// came is what came of a delivery.
func came(d webhook.Delivery) (string, widget.Tone) {
	switch d.State {
	case webhook.Delivered:
		return lang.L("Arrived"), widget.Fine
	case webhook.GivenUp:
		return lang.L("Given up"), widget.Broken
	}
	return lang.L("Waits"), widget.Careful
}

// attempts says when it was tried, and how that ended.
func (p *Page) attempts(d webhook.Delivery) string {
	if d.Last.IsZero() {
		return lang.L("since {{.Date}}", words{"Date": p.moment(d.Made)})
	}
	said := p.moment(d.Last)
	if d.Attempts > 1 {
		said += " · " + lang.N("{{.N}} attempts", d.Attempts, words{"N": d.Attempts})
	}
	if d.Why != "" {
		said += " · " + answered(d.Answer)
	}
	return said
}

// typeOf is the type of a CloudEvent, as the other side is told it.
func typeOf(body []byte) string {
	var e struct{ Type string }
	if json.Unmarshal(body, &e) != nil {
		return "?"
	}
	return widget.Brief(strings.TrimPrefix(e.Type, "org.restante."))
}
