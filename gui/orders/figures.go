package orders

import (
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/dates"
	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/order"
)

// figures is the view of what was sold over a time, in one currency.
type figures struct {
	p        *Page
	object   *fyne.Container
	span     *widget.Segments
	unit     *widget.Segments
	currency *fyne.Container
	body     *fyne.Container
	all      []order.Sales
	chosen   money.Currency
	from     time.Time
}

// daysOf are the times that can be chosen, in days.
var daysOf = []int{7, 30, 90, 365}

const (
	byDay = iota
	byWeek
	byMonth
)

func newFigures(p *Page) *figures {
	f := &figures{p: p, currency: container.NewStack(), body: widget.Col(gap)}
	f.span = widget.NewSegments([]string{lang.L("7 days"), lang.L("30 days"), lang.L("90 days"), lang.L("Year")}, func(i int) {
		f.unit.Choose([]int{byDay, byDay, byWeek, byMonth}[i])
		p.Reload()
	})
	f.unit = widget.NewSegments([]string{lang.L("Days"), lang.L("Weeks"), lang.L("Months")}, func(int) { f.draw() })
	f.span.Choose(1)
	f.unit.Choose(byDay)
	controls := widget.Several(8, f.span, f.unit, f.currency)
	if p.o.Save != nil {
		controls.Add(widget.NewButton(lang.L("Export"), "download", widget.Quiet, f.save))
	}
	f.object = scrolled(widget.Col(gap, controls, f.body))
	return f
}

func (f *figures) face() fyne.CanvasObject { return f.object }

func (f *figures) reading() func(context.Context) (func(), error) {
	now := f.p.o.Now()
	from := time.Date(now.Year(), now.Month(), now.Day()+1-daysOf[f.span.Chosen()], 0, 0, 0, 0, now.Location())
	return func(ctx context.Context) (func(), error) {
		all, err := f.p.o.Core.Sales(ctx, from, now)
		return func() { f.show(all, from) }, err
	}
}

func (f *figures) show(all []order.Sales, from time.Time) {
	f.all, f.from = all, from
	f.p.sub.Set(f.p.day())
	f.chooseFrom()
	f.draw()
}

// chooseFrom offers the currencies that something was sold in.
func (f *figures) chooseFrom() {
	f.currency.Objects = nil
	if len(f.all) == 0 {
		return
	}
	var codes []string
	at := 0
	for i, s := range f.all {
		codes = append(codes, s.Currency.Code)
		if s.Currency == f.chosen {
			at = i
		}
	}
	f.chosen = f.all[at].Currency
	if len(codes) > 1 {
		s := widget.NewSelect(lang.L("Currency"), codes, func(i int) { f.chosen = f.all[i].Currency; f.draw() })
		s.Choose(at)
		f.currency.Objects = []fyne.CanvasObject{s}
	}
}

// sales are those of the currency that is chosen.
func (f *figures) sales() (s order.Sales, ok bool) {
	for _, s := range f.all {
		if s.Currency == f.chosen {
			return s, true
		}
	}
	return s, false
}

func (f *figures) draw() {
	s, ok := f.sales()
	f.body.Objects = nil
	if !ok {
		words := widget.ColMid(8, widget.Mid(widget.Tile("banknote", widget.Muted, widget.FieldFill, 56, 26)), widget.Strong(lang.L("Nothing was sold in this time"), 15),
			widget.ParaMid(lang.L("What is paid of the orders of your shop is counted here, by the day on which they were placed."), 13, 340, widget.Muted))
		f.body.Objects = []fyne.CanvasObject{widget.CardOf(44, 20, words)}
		f.p.Object.Refresh()
		return
	}
	bars := f.bars(s)
	c := s.Currency
	cards := container.New(&columns{},
		f.chart(lang.L("Revenue, {{.Word}}", words{"Word": c.Code}), figure(c, s.Revenue), bars, func(b bar) float64 { return float64(b.revenue) }, func(b bar) string { return sum(c, b.revenue) }),
		f.chart(lang.L("Orders that are paid"), strconv.Itoa(s.Orders), bars, func(b bar) float64 { return float64(b.orders) }, func(b bar) string { return strconv.Itoa(b.orders) }),
		f.chart(lang.L("Average order, {{.Word}}", words{"Word": c.Code}), figure(c, s.Average), bars, func(b bar) float64 { return float64(b.average()) }, func(b bar) string { return sum(c, b.average()) }))
	f.body.Objects = []fyne.CanvasObject{cards, f.top(s)}
	f.p.Object.Refresh()
}

// chart is a card with a figure and its bars.
func (f *figures) chart(name, total string, bars []bar, high func(bar) float64, say func(bar) string) fyne.CanvasObject {
	all := make([][]float64, len(bars))
	for i, b := range bars {
		all[i] = []float64{high(b)}
	}
	said := widget.Caption("", 12).Cut()
	said.Set(lang.L("in all"))
	one := widget.NewChart(name, widget.Accent)
	one.Set(all)
	one.OnPointed = func(i int) {
		if said.Set(lang.L("in all")); i >= 0 {
			said.Set(bars[i].name() + ": " + say(bars[i]))
		}
	}
	ends := widget.Row(4, widget.Caption(dates.Day(bars[0].from), 11), widget.Spring(), widget.Caption(dates.Day(bars[len(bars)-1].from), 11))
	return widget.CardOf(16, 20, widget.Col(10, widget.Strong(name, 14).Cut(), widget.Col(1, widget.Strong(total, 20).Cut(), said), one, ends))
}

// top is a card with what sold best.
func (f *figures) top(s order.Sales) fyne.CanvasObject {
	col := widget.Col(12, widget.Strong(lang.L("What sells best"), 14).Cut())
	for _, p := range s.Top {
		share := float32(float64(p.Amount) / float64(max(1, s.Top[0].Amount)))
		line := widget.Row(12, widget.Grow(widget.Wide(widget.Label(widget.Brief(p.Title), 13).Cut())),
			widget.Caption(lang.N("{{.N}} pieces", int(p.Pieces), words{"N": p.Pieces}), 12.5), widget.Strong(figure(s.Currency, p.Amount), 13))
		col.Add(widget.Col(5, line, widget.Meter(share, widget.Accent)))
	}
	return widget.CardOf(16, 20, col)
}

// save writes the bars to a file.
func (f *figures) save() {
	s, ok := f.sales()
	if !ok {
		return
	}
	bars := f.bars(s)
	f.p.saveAs("restante-sales-"+f.p.o.Now().Format("2006-01-02-1504")+".csv", func(_ context.Context, w io.Writer) error {
		out := csv.NewWriter(w)
		lines := [][]string{{"from", "orders", "currency", "revenue", "average"}}
		for _, b := range bars {
			lines = append(lines, []string{b.from.Format(time.DateOnly), strconv.Itoa(b.orders), s.Currency.Code, s.Currency.Format(b.revenue), s.Currency.Format(b.average())})
		}
		return out.WriteAll(lines)
	})
}
