package httpapi

import (
	"fmt"
	"net/http"
	"reflect"
	"testing"
	"time"

	"restante/messaging/order"
	"restante/messaging/order/machine"
)

const rowJSON = `"orderId":"%s","role":"merchant","buyerId":"%s","vendorId":"%s","name":"Bob","state":"partlyShipped","step":"toShip",
	"payment":"partlyPaid","title":"Mug","pieces":3,"currency":{"code":"EUR","divisibility":2},"total":5000,"noted":5000,"paid":4000,"refunded":100,"owed":50,
	"timestamp":"2026-11-21T11:00:00.123456789Z","lastModified":"2026-11-21T11:00:00.123456789Z","due":"2026-11-21T11:00:00.123456789Z",
	"unread":2,"tags":["gift"],"assignee":"Zoë"`

func TestOrderLists(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	row := fmt.Sprintf(rowJSON, orderID, bob, self)
	from := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	query := "?state=placed,partlyShipped&payment=paid&step=toShip&overdue=true&owing=true&unread=true&buyerId=" + bob.String() +
		"&tag=gift&assignee=Zo%C3%AB&from=2026-11-01T00:00:00Z&until=2026-11-02T00:00:00Z&search=blue+mu&sort=urgent&limit=500&offsetId=" + orderID.String()
	for path, role := range map[string]machine.Role{"/ob/sales": machine.Merchant, "/ob/purchases": machine.Buyer, "/ob/cases": machine.Moderator} {
		a.want("GET", path, "", 200, `{"queryCount":31,"orders":[{`+row+`}]}`)
		if got := c.lastCall(); !reflect.DeepEqual(got, []any{"List", order.Query{Filter: order.Filter{Role: role}}}) {
			t.Errorf("%s called %+v", path, got)
		}
		a.wantStatus(a.request("GET", path+query, ""), 200)
		want := order.Query{After: orderID, Limit: 500, Filter: order.Filter{
			Role: role, Stages: []machine.Stage{machine.Placed, machine.PartlyShipped}, Payment: order.FullyPaid, Step: order.ToShip,
			Overdue: true, Owing: true, Unread: true, Buyer: bob, Tag: "gift", Assignee: "Zoë", From: from, Until: from.AddDate(0, 0, 1),
			Text: "blue mu", Sort: order.Urgent,
		}}
		if got := c.lastCall(); !reflect.DeepEqual(got, []any{"List", want}) {
			t.Errorf("%s called %+v, want %+v", path, got, want)
		}
	}
	for _, q := range []string{
		"state=Placed", "state=placed,", "payment=x", "step=x", "overdue=1", "buyerId=x", "from=today", "until=2026-11-01", "sort=x",
		"limit=501", "limit=-1", "limit=x", "offsetId=x", "search=%ff",
	} {
		a.refused(a.request("GET", "/ob/sales?"+q, ""), http.StatusBadRequest)
	}
	a.want("GET", "/ob/ordercounts?role=buyer", "", 200, `{"states":{"partlyShipped":2},"overdue":1,"unread":3}`)
	status, b, h := a.do(a.request("GET", "/ob/exportorders?role=buyer&tag=gift", ""))
	want := []any{"WriteCSV", order.Filter{Role: machine.Buyer, Tag: "gift"}}
	if got := c.lastCall(); status != 200 || string(b) != "order\n" || h.Get("Content-Type") != csvMedia || !reflect.DeepEqual(got, want) {
		t.Errorf("exported %d %q %v, called %v", status, b, h, got)
	}
}

func TestOrderPage(t *testing.T) {
	a := start(t, new(core).options())
	path := "/ob/order/" + orderID.String()
	at := `"2026-11-21T11:00:00.123456789Z"`
	a.want("GET", path, "", 200, `{"order":{`+fmt.Sprintf(rowJSON, orderID, bob, self)+`},
		"terms":{"shopHash":"","at":"0001-01-01T00:00:00Z","region":"","currency":{"code":"EUR","divisibility":2},"items":[`+lineJSON("Mug", "PHYSICAL_GOOD", 3)+`,`+
		lineJSON("Font", "DIGITAL_GOOD", 1)+`],"shipping":[],"discounts":[],"taxes":[],"itemsTotal":0,"shippingTotal":0,"discountTotal":0,"taxTotal":0,"total":0},
		"shipTo":{"name":"Bob","company":"","address":"Hill 1","addressNotes":"","city":"","state":"","postalCode":"","countryCode":"DE"},
		"memo":"ring twice","alternateContactInfo":"","fulfilment":[{"ordered":3,"sent":1,"dropped":0,"returned":0,"restocked":0},{"ordered":1,"sent":0,"dropped":0,"returned":0,"restocked":0}],
		"due":{},"money":{"total":0,"noted":0,"paid":0,"refunded":0,"held":0,"due":0,"owed":0},
		"ended":{"kind":"refund","by":"merchant","timestamp":`+at+`,"reason":"sold out"},
		"dispute":{"open":false,"by":["buyer"],"since":`+at+`,"decision":{"buyerAmount":10,"vendorAmount":20,"foundAmount":0,"resolution":"So."}},"returns":[],"ratings":[],
		"allowed":["ship","message"],"timeline":[{"hash":"`+eventHash.String()+`","kind":"ship","by":"merchant","timestamp":`+at+`,"came":`+at+`,
		"void":"the order is not confirmed","body":{"items":[{"line":0,"quantity":1}],"shipper":"DHL","trackingNumber":"","url":"","note":""},
		"copies":[{"peerId":"`+bob.String()+`","state":"stored","custody":[{"node":"`+node.String()+`","expires":`+at+`}]}]}],
		"waiting":0,"forks":[],"notes":[{"id":5,"timestamp":`+at+`,"text":"rang"}],"invoice":1001,"agreed":[{"peerId":"`+bob.String()+`","at":`+at+`}],"kept":[{"line":1,"quantity":2,"until":`+at+`}],"short":true}`)
	a.want("GET", path+"/events", "", 200, `{"events":["AQID"]}`)
	a.refused(a.request("GET", "/ob/order/x", ""), http.StatusBadRequest)
}

func lineJSON(title, kind string, n int) string {
	return fmt.Sprintf(`{"listingHash":"","slug":"","title":%q,"contractType":%q,"options":[],"variant":"","sku":"","quantity":%d,"price":0,"taxClass":"",
		"shipping":{"name":"","service":""}}`, title, kind, n)
}
