package orders

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
)

// errNotNow is said of an order for which there is nothing of that kind to do.
var errNotNow = errors.New("not to be done in this state")

const (
	jobStep   = 10 // orders between two looks at the progress
	jobErrors = 50 // that are told
)

// job does the same to many orders, one after the other. What is done for an order is
// named by the job, so that a second try does nothing twice.
type job struct {
	p     *Page
	sheet *sheet
	name  string
	run   string // names what is done, over all tries
	rows  []order.Row
	next  int
	done  []order.Row
	bad   map[event.ID]error
	each  func(context.Context, order.Row) error
	undo  func(context.Context, order.Row) error // nil: it cannot be undone
	after func()
	ended bool
}

func (p *Page) newJob(name string, rows []order.Row) *job {
	return &job{p: p, sheet: p.sheet(name), name: name, rows: rows, bad: map[event.ID]error{}, run: fmt.Sprint("many-", p.o.Now().UnixNano())}
}

// says acts on an order, if that may be done now.
func (j *job) says(ctx context.Context, id event.ID, body func(order.Page) (event.Body, error)) error {
	x, err := j.p.o.Core.Page(ctx, id)
	if err != nil {
		return err
	}
	b, err := body(x)
	if err != nil {
		return err
	}
	if !slices.Contains(x.Allowed, b.Kind()) {
		return cmpNot(x.State.Check(x.Role, b, j.p.o.Now()))
	}
	_, err = j.p.o.Core.Act(ctx, id, b, j.run+"-"+b.Kind().String()+"-"+id.String())
	return err
}

// cmpNot is the reason of the rules, where they give one.
func cmpNot(err error) error {
	if err == nil {
		return errNotNow
	}
	return err
}

// open shows what is asked, if anything is.
func (j *job) open() {
	count := para(lang.N("{{.N}} orders", len(j.rows), words{"N": len(j.rows)}))
	j.sheet.body.Objects = append([]fyne.CanvasObject{count}, j.sheet.body.Objects...)
	j.sheet.open(j.name, widget.Primary, j.start)
}

// start begins, or goes on with those that were not done.
func (j *job) start() {
	if j.sheet.yes.Disabled() {
		return
	}
	j.sheet.yes.Disable()
	j.next, j.ended = 0, false
	clear(j.bad)
	j.step()
}

// step does some orders, and shows how far it is.
func (j *job) step() {
	rows := j.rows[j.next:min(len(j.rows), j.next+jobStep)]
	j.p.o.Loop.InOrder(func(ctx context.Context) func() {
		errs := make([]error, len(rows))
		for i, r := range rows {
			errs[i] = j.each(ctx, r)
		}
		return func() { j.stepped(rows, errs) }
	})
}

func (j *job) stepped(rows []order.Row, errs []error) {
	for i, r := range rows {
		if errs[i] != nil {
			j.bad[r.ID] = errs[i]
			continue
		}
		j.done = append(j.done, r)
		delete(j.p.table.ticks.rows, r.ID)
	}
	j.next += len(rows)
	if j.next < len(j.rows) && !j.sheet.closed {
		j.draw()
		j.step()
		return
	}
	j.end()
}

// end keeps those that were not done chosen, with what is wrong.
func (j *job) end() {
	j.ended = true
	rest := slices.DeleteFunc(slices.Clone(j.rows[:j.next]), func(r order.Row) bool { return j.bad[r.ID] == nil })
	j.rows = append(rest, j.rows[j.next:]...)
	for _, r := range j.done {
		delete(j.p.failed, r.ID)
	}
	for id, err := range j.bad {
		j.p.failed[id] = jobProblem(err)
	}
	j.p.drawBulk()
	j.p.Reload()
	if j.after != nil {
		j.after()
	}
	if j.sheet.closed {
		return
	}
	if len(j.bad) == 0 && j.undo == nil {
		j.sheet.overlay.Close()
		j.p.o.Notice(lang.N("{{.N}} orders done", len(j.done), words{"N": len(j.done)}))
		return
	}
	j.draw()
}

// draw shows the progress, and in the end what was not done.
func (j *job) draw() {
	s, all := j.sheet, len(j.done)+len(j.rows)
	if !j.ended {
		all = len(j.rows)
	}
	share := float32(j.next) / float32(max(1, len(j.rows)))
	line := lang.L("{{.N}} of {{.All}}", words{"N": j.next, "All": all})
	if j.ended {
		share, line = 1, lang.L("{{.N}} done, {{.Bad}} not", words{"N": len(j.done), "Bad": len(j.bad)})
	}
	s.body.Objects = []fyne.CanvasObject{widget.Strong(line, 14), widget.Meter(share, widget.Accent)}
	if j.ended {
		s.no.Rename(lang.L("Close"))
		s.add(j.problems()...)
		j.offer()
	}
	s.overlay.Refresh()
	s.overlay.Grown()
}

// problems are the orders that were not done, each with what is wrong.
func (j *job) problems() (all []fyne.CanvasObject) {
	for _, r := range j.rows[:min(len(j.rows), jobErrors)] {
		if err := j.bad[r.ID]; err != nil {
			all = append(all, widget.Col(1, widget.Strong(number(r.ID)+" · "+nameOf(r), 13).Cut(), widget.Para(jobProblem(err), 12.5, sheetWide, widget.Bad)))
		}
	}
	return all
}

// offer tries the rest again, or undoes all.
func (j *job) offer() {
	s := j.sheet
	if len(j.bad) > 0 {
		s.yes.Rename(lang.L("Try those again"))
		s.yes.Enable()
		return
	}
	s.yes.Rename(lang.L("Undo all of it"))
	s.yes.OnTapped = func() {
		back := j.p.newJob(lang.L("Undo all of it"), j.done)
		back.sheet, back.each = s, j.undo
		s.yes.OnTapped = back.start
		back.start()
	}
	s.yes.Enable()
}

// jobProblem is why something was not done.
func jobProblem(err error) string {
	if errors.Is(err, errNotNow) {
		return lang.L("Nothing of that kind can be done now.")
	}
	return problem(err)
}
