package httpapi

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"restante/messaging/attachment"
	"restante/messaging/storefront"
)

func TestABoughtFile(t *testing.T) {
	a, s := counter(t)
	path := "/ob/order/" + orderID.String() + "/file/" + eventHash.String() + "/1"
	_, b, header := a.do(a.request("GET", path, ""))
	if string(b) != "pdf" || !strings.HasPrefix(header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%q, %v", b, header)
	}
	if got := s.core.lastCall(); !reflect.DeepEqual(got, []any{"OpenFile", orderID, eventHash, 1}) {
		t.Errorf("called %v", got)
	}
	a.refused(a.request("GET", strings.TrimSuffix(path, "1")+"x", ""), http.StatusBadRequest)
	s.core.err = storefront.ErrForeign
	a.refused(a.request("GET", path, ""), http.StatusBadGateway)
	s.core.err = attachment.ErrTooLarge
	a.refused(a.request("POST", "/ob/files/font?name=a", "1"), http.StatusRequestEntityTooLarge)
}
