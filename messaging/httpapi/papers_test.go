package httpapi

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/paper"
	"restante/messaging/order/statement"
)

func TestPapers(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	path, many := "/ob/order/"+orderID.String(), `{"orderIds":["`+orderID.String()+`","`+orderID.String()+`"],"language":"ar"}`
	for _, call := range []struct {
		method, path, body string
		called             []any
	}{
		{"GET", path + "/invoice", ``, []any{"Paper", paper.Invoice, "en", []event.ID{orderID}}},
		{"GET", path + "/creditnote?language=de", ``, []any{"Paper", paper.CreditNote, "de", []event.ID{orderID}}},
		{"GET", path + "/packingslip?language=ar", ``, []any{"Paper", paper.PackingSlip, "ar", []event.ID{orderID}}},
		{"POST", "/ob/packingslips", many, []any{"Paper", paper.PackingSlip, "ar", []event.ID{orderID, orderID}}},
		{"POST", "/ob/picklist", many, []any{"Paper", paper.PickList, "ar", []event.ID{orderID, orderID}}},
	} {
		status, b, h := a.do(a.request(call.method, call.path, call.body))
		if got := c.lastCall(); status != 200 || string(b) != "%PDF" || h.Get("Content-Type") != pdfMedia || !reflect.DeepEqual(got, call.called) {
			t.Errorf("%s %s: %d, %q, called %v, want %v", call.method, call.path, status, b, got, call.called)
		}
	}
	a.refused(a.request("GET", path+"/invoice?language=xx", ""), http.StatusBadRequest)
	a.refused(a.request("GET", "/ob/order/none/invoice", ""), http.StatusBadRequest)
	a.refused(a.request("POST", "/ob/picklist", `{"orderIds":["none"]}`), http.StatusBadRequest)
}

func TestPaperHead(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	const form = `{"name":"Norte","address":"Porto","taxId":"PT 1","terms":"soon","footer":"IBAN","invoicePrefix":"N-","nextInvoice":7,"creditPrefix":"C-","nextCredit":8}`
	a.want("GET", "/ob/paperhead", "", 200, form)
	a.want("PUT", "/ob/paperhead", form, 200, `{}`)
	if got := c.lastCall(); !reflect.DeepEqual(got, []any{"SetPaperHead", head}) {
		t.Errorf("called %v", got)
	}
}

func TestStatement(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	a.want("POST", "/ob/statement", "a;b\n", 200, `[{"row":2,"timestamp":"2026-11-21T11:00:00.123456789Z","amount":300,"currency":"EUR","text":"Bob","orderId":"`+orderID.String()+
		`","sure":true,"why":"reference","due":300,"reference":"2026-11-21 ab"},{"row":3,"timestamp":"2026-11-21T11:00:00.123456789Z","amount":0,"currency":"","text":"","sure":false,"why":"no order fits","due":0,"reference":""}]`)
	if got := c.lastCall(); !reflect.DeepEqual(got, []any{"MatchStatement", "a;b\n"}) {
		t.Errorf("called %v", got)
	}
	a.refused(a.request("POST", "/ob/statement", strings.Repeat("x", statement.MaxSize+1)), http.StatusRequestEntityTooLarge)
	for _, err := range []error{statement.ErrHead, statement.ErrDays, order.ErrHead} {
		c.err = err
		a.refused(a.request("POST", "/ob/statement", "x"), http.StatusBadRequest)
	}
}

func TestCarriers(t *testing.T) {
	a := start(t, new(core).options())
	_, b, _ := a.do(a.request("GET", "/ob/carriers", ""))
	if !strings.Contains(string(b), `{"name":"UPS","url":"https://www.ups.com/track?tracknum={number}"}`) {
		t.Errorf("%s", b)
	}
}
