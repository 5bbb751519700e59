package storage

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/dates"
	"restante/gui/widget"
)

// history is the card of how much lay where, by the day.
type history struct {
	p      *Page
	object fyne.CanvasObject
	span   *widget.Segments
	sum    *widget.Text
	most   *widget.Paragraph
	chart  *fyne.Container
	legend *fyne.Container
}

// spans are the days that the chart may show, and how many make one bar.
var spans = []struct{ days, each int }{{31, 1}, {year, 7}}

func newHistory(p *Page) *history {
	h := &history{p: p, sum: widget.Strong("", 20), most: widget.Flow("", 12, widget.Muted), chart: widget.Col(6), legend: widget.Several(12)}
	h.span = widget.NewSegments([]string{lang.L("Month"), lang.L("Year")}, func(int) { h.show(); p.Object.Refresh() })
	h.span.Choose(0)
	head := widget.Beside(widget.Flow(lang.L("Waiting, by day"), 15, widget.Foreground).Bold(), h.span)
	now := widget.Row(6, h.sum, widget.Caption(lang.L("now"), 12.5))
	h.object = widget.CardOf(16, 20, widget.Col(12, head, widget.Col(2, now, h.most), h.chart, h.legend))
	return h
}

func (h *history) show() {
	s := h.p.last
	c := s.chart(spans[max(0, h.span.Chosen())].days, spans[max(0, h.span.Chosen())].each)
	total := s.here.Bytes
	for _, a := range s.accounts {
		total += a.Bytes
	}
	h.sum.Set(bytes(total))
	h.most.Set(lang.L("Nothing has waited yet"))
	if top, at := c.top(); top > 0 {
		h.most.Set(lang.L("At most {{.Size}}, on {{.Date}}", words{"Size": bytes(top), "Date": dates.Past(at, s.today)}))
	}
	set(h.chart, h.draw(c), h.days(c))
	set(h.legend, c.legend()...)
}

// days says under the bars when it was.
func (h *history) days(c chart) fyne.CanvasObject {
	day := func(t time.Time) *widget.Text { return widget.Caption(dates.Day(t), 11) }
	first, middle := c.from, c.from.AddDate(0, 0, c.each*len(c.bars)/2)
	return widget.Row(4, day(first), widget.Spring(), day(middle), widget.Spring(), widget.Strong(lang.L("today"), 11))
}

// draw makes the bars; the one that is pointed at is told in place of the most.
func (h *history) draw(c chart) fyne.CanvasObject {
	inks := make([]fyne.ThemeColorName, len(c.places))
	for i, p := range c.places {
		inks[i] = p.ink
	}
	bars := make([][]float64, len(c.bars))
	for i, b := range c.bars {
		for _, n := range b {
			bars[i] = append(bars[i], float64(n))
		}
	}
	said := h.most.AccessibilityLabel()
	one := widget.NewChart(lang.L("Waiting, by day"), inks...)
	one.Set(bars)
	one.OnPointed = func(i int) {
		if h.most.Set(said); i >= 0 {
			h.most.Set(lang.L("{{.Size}} on {{.Date}}", words{"Size": bytes(sum(c.bars[i])), "Date": dates.Past(c.from.AddDate(0, 0, (i+1)*c.each-1), h.p.last.today)}))
		}
	}
	return one
}

// legend names the colours that there are.
func (c chart) legend() (all []fyne.CanvasObject) {
	for _, p := range c.places {
		dot := widget.Square(widget.Look{Fill: p.ink, Radius: 3}, 10)
		all = append(all, widget.Row(6, container.NewCenter(dot), widget.Caption(p.name, 12)))
	}
	return all
}
