package httpapi

import (
	"fmt"
	"testing"

	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront/listing"
)

// Why something may not be done now reaches the caller in full.
func TestErrorsOfShopAndOrders(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	for _, e := range told {
		c.err = fmt.Errorf("variants[2].price: %w", e.err)
		a.want("POST", "/ob/ordermessage", `{"orderId":"`+orderID.String()+`","message":"m"}`, e.status, fmt.Sprintf(`{"success":false,"reason":%q}`, c.err))
		a.refused(a.request("GET", "/ob/profile", ""), e.status)
	}
	c.err = machine.IsConfirmed
	a.want("POST", "/ob/ordercancel", `{"orderId":"`+orderID.String()+`"}`, 409, `{"success":false,"reason":"the order is confirmed already"}`)
	for _, err := range []error{&listing.Invalid{Field: "variants[2].price", Why: listing.ErrRange}, order.ErrAddress, event.ErrLimit} {
		c.err = err
		a.want("PUT", "/ob/listing", `{}`, 400, fmt.Sprintf(`{"success":false,"reason":%q}`, err))
	}
}
