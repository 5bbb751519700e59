package order

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/vault"
)

// found are the places in which orders were made of those that a filter chooses.
func (s *side) found(ids []event.ID, f Filter) (places []int) {
	s.T.Helper()
	rows, err := s.List(ctx, Query{Filter: f})
	must(s.T, err)
	for _, r := range rows {
		places = append(places, slices.Index(ids, r.ID))
	}
	n, err := s.Count(ctx, f)
	must(s.T, err)
	if n != len(rows) {
		s.T.Errorf("%+v: %d counted, %d listed", f, n, len(rows))
	}
	return places
}

// Filters, search, windows and counts.
func TestListOfOrders(t *testing.T) {
	w := newTrade(t)
	m := w.merchant
	ids := []event.ID{w.placed(1), w.placed(1), w.placed(1)}
	mugs := m.page(ids[0]).Total
	fonts := w.places(m.fonts(1))
	w.settle()
	ids = append(ids, fonts)
	m.says(ids[1], event.Confirm{})
	m.says(ids[2], event.Decline{Reason: "no"})
	m.says(ids[1], event.Paid{Reference: "RF18", Amount: 5})
	must(t, m.SetTags(ctx, ids[0], []string{"gift", " urgent ", "gift"}))
	must(t, m.Assign(ctx, ids[1], "Ann"))
	must(t, m.MarkSeen(ctx, ids[3]))
	must(t, m.Contacts.Rename(ctx, w.buyer.ID(), "Zed"))
	w.settle()
	for _, c := range []struct {
		name string
		f    Filter
		want []int
	}{
		{"all", Filter{}, []int{3, 2, 1, 0}},
		{"purchases", Filter{Role: machine.Buyer}, nil},
		{"stages", Filter{Stages: []machine.Stage{machine.Placed, machine.Declined}}, []int{3, 2, 0}},
		{"partly paid", Filter{Payment: PartlyPaid}, []int{1}},
		{"to pay", Filter{Step: ToPay}, []int{1}},
		{"largest", Filter{Sort: Largest, Stages: []machine.Stage{machine.Placed}}, []int{3, 0}},
		{"unread", Filter{Unread: true}, []int{2, 1, 0}},
		{"tag", Filter{Tag: "urgent"}, []int{0}},
		{"assignee", Filter{Assignee: "Ann"}, []int{1}},
		{"buyer", Filter{Buyer: w.judge.ID()}, nil},
		{"a word of the title", Filter{Text: "thrown"}, []int{2, 1, 0}},
		{"the beginning of a name without its dots", Filter{Text: "mull zoe"}, []int{3, 2, 1, 0}},
		{"a tag as a word", Filter{Text: "gif"}, []int{0}},
		{"a reference", Filter{Text: "rf18"}, []int{1}},
		{"a number", Filter{Text: fonts.String()[:20]}, []int{3}},
		{"nothing like SQL", Filter{Text: `") OR 1=1 --`}, nil},
		{"a quote and a star", Filter{Text: `"* NEAR(`}, nil},
		{"what was placed tomorrow", Filter{From: time.Now().Add(24 * time.Hour)}, nil},
		{"money that has to go back", Filter{Owing: true}, nil},
	} {
		if got := m.found(ids, c.f); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	var walked []int
	for q := (Query{Limit: 1}); ; {
		rows, err := m.List(ctx, q)
		must(t, err)
		if len(rows) == 0 {
			break
		}
		walked, q.After = append(walked, slices.Index(ids, rows[0].ID)), rows[0].ID
	}
	if !slices.Equal(walked, []int{3, 2, 1, 0}) {
		t.Errorf("windows of one: %v", walked)
	}
	c, err := m.Counts(ctx, machine.Merchant)
	must(t, err)
	if c.Stages[machine.Placed] != 2 || c.Stages[machine.Declined] != 1 || c.Unread != 3 || c.Overdue != 0 {
		t.Errorf("%+v", c)
	}
	if mugs == 0 || m.page(ids[0]).Tags[1] != "urgent" || m.page(ids[1]).Assignee != "Ann" {
		t.Error("a page lacks its tags or assignee")
	}
	if _, err := m.List(ctx, Query{After: event.ID{1}}); !errors.Is(err, ErrNoOrder) {
		t.Errorf("after nothing: %v", err)
	}
}

// Numbers of invoices are consecutive, given once, and begin where the merchant says.
func TestInvoiceNumbers(t *testing.T) {
	w := newTrade(t)
	ids := []event.ID{w.placed(1), w.placed(1)}
	must(t, w.merchant.FirstInvoice(ctx, 1042))
	for _, c := range []struct {
		id   event.ID
		want uint64
	}{{ids[1], 1042}, {ids[0], 1043}, {ids[1], 1042}} {
		if n, err := w.merchant.Invoice(ctx, c.id); n != c.want || err != nil {
			t.Errorf("%d, %v, want %d", n, err, c.want)
		}
	}
	if err := w.merchant.FirstInvoice(ctx, 1); !errors.Is(err, ErrInvoice) {
		t.Errorf("another beginning: %v", err)
	}
	if _, err := w.buyer.Invoice(ctx, ids[0]); !errors.Is(err, ErrInvoice) {
		t.Errorf("by the buyer: %v", err)
	}
	if p := w.merchant.page(ids[0]); p.Invoice != 1043 {
		t.Errorf("%d on the page", p.Invoice)
	}
}

// What the operator writes down stays here.
func TestOperatorsRecords(t *testing.T) {
	w := newTrade(t)
	id, m := w.placed(1), w.merchant
	must(t, m.AddNote(ctx, id, "call first"))
	must(t, m.AddNote(ctx, id, "called"))
	must(t, m.RemoveNote(ctx, id, m.page(id).Notes[0].ID))
	if notes := m.page(id).Notes; len(notes) != 1 || notes[0].Text != "called" {
		t.Errorf("%+v", notes)
	}
	f := Filter{Stages: []machine.Stage{machine.Paid}, Buyer: w.buyer.ID(), From: time.Now().UTC().Truncate(time.Second), Text: "x"}
	must(t, m.KeepFilter(ctx, "to ship", f))
	kept, err := m.Filters(ctx)
	if got := kept["to ship"]; err != nil || fmt.Sprint(got) != fmt.Sprint(f) {
		t.Errorf("%+v, %v", got, err)
	}
	must(t, m.KeepReply(ctx, "thanks", "Thank you!"))
	if all, err := m.Replies(ctx); err != nil || all["thanks"] != "Thank you!" {
		t.Errorf("%v, %v", all, err)
	}
	must(t, m.ForgetReply(ctx, "thanks"))
	if all, err := m.Replies(ctx); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
	if n := len(m.parcels()); n != 0 {
		t.Errorf("%d parcels of it", n)
	}
	for name, err := range map[string]error{
		"no note": m.AddNote(ctx, id, " "), "a long note": m.AddNote(ctx, id, strings.Repeat("x", MaxWords+1)),
		"a long tag": m.SetTags(ctx, id, []string{strings.Repeat("x", MaxTag+1)}), "a reply without a name": m.KeepReply(ctx, "", "x"),
	} {
		if !errors.Is(err, ErrWords) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := m.AddNote(ctx, event.ID{1}, "x"); !errors.Is(err, ErrNoOrder) {
		t.Errorf("a note on nothing: %v", err)
	}
}

// Customers, sales and CSV.
func TestFigures(t *testing.T) {
	w := newTrade(t)
	m := w.merchant
	one, two := w.placed(1), w.places(m.fonts(1))
	w.settle()
	total := m.page(one).Total
	m.says(one, event.Paid{Reference: "1", Amount: total})
	m.says(two, event.Paid{Reference: "2", Amount: 3333})
	m.says(two, event.Refund{Reference: "3", Amount: 333})
	all, err := m.Sales(ctx, time.Now().Add(-time.Hour), time.Now().Add(time.Hour))
	must(t, err)
	if len(all) != 1 || all[0].Orders != 2 || all[0].Revenue != total+3000 || all[0].Average != (total+3000)/2 || len(all[0].Top) != 2 || all[0].Top[0].Slug != "font" {
		t.Errorf("%+v", all)
	}
	cs, err := m.Customers(ctx, CustomerQuery{Limit: 10})
	if err != nil || len(cs) != 1 || cs[0].Peer != w.buyer.ID() || cs[0].Orders != 2 || cs[0].Open != 2 || cs[0].Spent[0].Amount != total+3000 {
		t.Errorf("%+v, %v", cs, err)
	}
	if cs, err := m.Customers(ctx, CustomerQuery{After: w.buyer.ID(), Limit: 10}); err != nil || len(cs) != 0 {
		t.Errorf("after the last: %+v, %v", cs, err)
	}
	must(t, m.Assign(ctx, one, "=1+1"))
	var b bytes.Buffer
	must(t, m.WriteCSV(ctx, &b, Filter{}))
	lines, err := csv.NewReader(&b).ReadAll()
	must(t, err)
	if len(lines) != 3 || lines[2][0] != one.String() || lines[2][13] != "'=1+1" || lines[1][10] != "33.33" || lines[1][11] != "3.33" {
		t.Errorf("%q", lines)
	}
}

// The audit finds what is not as it should be.
func TestAuditFinds(t *testing.T) {
	w := newTrade(t)
	w.placed(1)
	w.merchant.Audit(Audit)
	undone := errors.New("undone")
	for name, breaks := range map[string]string{
		"another stage":         `UPDATE orders SET stage = 5`,
		"a sum":                 `UPDATE orders SET paid = 1`,
		"a digest":              `UPDATE orders SET digest = zeroblob(32)`,
		"a lost event":          `DELETE FROM event`,
		"an event of no order":  `UPDATE event SET of = zeroblob(32)`,
		"an event that waits":   `UPDATE event SET told = 0`,
		"stock":                 `UPDATE held SET reserved = 2`,
		"stock that is not":     `UPDATE reserved SET pieces = 2`,
		"a gap in the invoices": `INSERT INTO invoice (number, of, made, at) VALUES (1, x'01', '{}', 0), (3, x'02', '{}', 0)`,
		"a gap in the credits":  `INSERT INTO credit (number, of, event, made, at) VALUES (1, zeroblob(32), x'01', '{}', 0), (3, zeroblob(32), x'02', '{}', 0)`,
		"credit for no invoice": `INSERT INTO credit (number, of, event, made, at) VALUES (1, zeroblob(32), x'01', '{}', 0)`,
	} {
		t.Run(name, func(t *testing.T) {
			err := w.merchant.Vault.Update(ctx, "test", func(tx *vault.Tx) error {
				must(t, tx.Do("breaking", breaks))
				if findings, err := Audit(tx); err != nil || len(findings) == 0 {
					t.Errorf("nothing found, %v", err)
				}
				return undone
			})
			if !errors.Is(err, undone) {
				t.Error(err)
			}
		})
	}
}

// What nobody paid is unpaid, also when nothing is due any more because the order is over.
func TestAnOrderThatIsOverIsNotCalledPaid(t *testing.T) {
	for want, m := range map[Payment]machine.Money{
		Unpaid: {Total: 10}, PartlyPaid: {Total: 10, Paid: 9}, FullyPaid: {Total: 10, Paid: 10, Refunded: 10},
	} {
		if got := paymentOf(m); got != want {
			t.Errorf("%+v is %d, want %d", m, got, want)
		}
	}
}
