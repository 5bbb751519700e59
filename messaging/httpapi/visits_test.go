package httpapi

import (
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"restante/messaging/storefront"
)

// What cannot be understood reaches no service.
func TestBadShopBodies(t *testing.T) {
	a, s := counter(t)
	for _, body := range []string{
		`{"variants":[{"id":"","prize":5}]}`, `{"variants":[{"price":5,"price":6}]}`, `{"variants":[{"price":-1}]}`, `{"variants":[{"price":1.5}]}`,
		`{"variants":[{"price":9007199254740992}]}`, `{"variants":[{"price":1e400}]}`, `{"variants":[{"price":"5"}]}`, `{"variants":{}}`,
		`{"contractType":"physical_good"}`, `{"condition":"old"}`, `{"state":"sold"}`, `{"delivery":"byHorse"}`,
		`{"processingDays":{"min":-1}}`, `{"processingDays":{"min":70000}}`, `{"processingDays":{"mim":1}}`,
		`{"images":[{"large":{"cid":"x"}}]}`, `{"images":[{"small":{"cid":"","sise":1}}]}`,
	} {
		a.refused(a.request("POST", "/ob/listing", body), http.StatusBadRequest)
	}
	for _, body := range []string{
		`{}`, `{"currency":{"code":"ZZZZ"}}`, `{"currency":{"code":"EUR","divisibility":300}}`, `{"currency":{"code":"EUR"},"moderators":["x"]}`,
		`{"currency":{"code":"EUR"},"answersWithin":-1}`, `{"currency":{"code":"EUR"},"discounts":[{"off":"all"}]}`,
		`{"currency":{"code":"EUR"},"shippingOptions":[{"zones":[{"services":[{"name":"x","cost":5}]}]}]}`,
	} {
		a.refused(a.request("PUT", "/ob/profile", body), http.StatusBadRequest)
	}
	for _, q := range []string{"page=-1", "page=x", "contractType=x", "maxPrice=-1", "minPrice=x", "sort=up", "maxPrice=9007199254740992", "inStock=yes"} {
		a.refused(a.request("GET", "/ob/listings/"+bob.String()+"?"+q, ""), http.StatusBadRequest)
	}
	for _, call := range []string{
		"GET /ob/images/x", "GET /ob/images/x/" + hashText(mugHash), "GET /ob/images/" + bob.String() + "/x", "GET /ob/listing/" + bob.String() + "/x",
		"GET /ob/listing/x/" + hashText(mugHash), "GET /ob/profile/x", "GET /ob/profile/" + bob.String() + "?usecache=1",
	} {
		method, path, _ := strings.Cut(call, " ")
		a.refused(a.request(method, path, ""), http.StatusBadRequest)
	}
	if s.all != nil {
		t.Errorf("a service was called: %v", s.all)
	}
}

func TestImages(t *testing.T) {
	a, s := counter(t)
	big := strings.Repeat("x", maxImage)
	status, b, _ := a.do(a.request("POST", "/ob/images?alt=a+mug", big))
	if status != 200 || !strings.Contains(string(b), `"alt":"a mug"`) || !reflect.DeepEqual(s.core.lastCall(), []any{"AddPhoto", maxImage, "a mug"}) {
		t.Errorf("added: %d %s", status, b)
	}
	a.refused(a.request("POST", "/ob/images", big+"x"), http.StatusRequestEntityTooLarge)
	a.refused(a.request("POST", "/ob/importlistings", big+"x"), http.StatusRequestEntityTooLarge)
	for path, want := range map[string]string{"/ob/images/": "picture", "/ob/images/" + bob.String() + "/": "their picture"} {
		status, b, h := a.do(a.request("GET", path+hashText(mugHash), ""))
		if status != 200 || string(b) != want || h.Get("Content-Type") != "image/jpeg" {
			t.Errorf("GET %s = %d %q %v", path, status, b, h)
		}
	}
}

// Somebody who was never visited is visited; one who cannot be reached is shown as he
// was seen.
func TestVisits(t *testing.T) {
	a, s := counter(t)
	s.front = storefront.ErrNotHere
	a.wantStatus(a.request("GET", "/ob/listings/"+bob.String(), ""), 200)
	if got := s.all[0]; !reflect.DeepEqual(got, []any{"Visit", bob}) {
		t.Errorf("called %v", s.all)
	}
	a.refused(a.request("GET", "/ob/profile/"+bob.String()+"?usecache=true", ""), http.StatusNotFound)
	s.core.err = storefront.ErrForeign
	_, b, _ := a.do(a.request("GET", "/ob/profile/"+bob.String(), ""))
	var got shopReply
	if err := json.Unmarshal(b, &got); err != nil || got.Profile.Name == "" || got.Unreachable != storefront.ErrForeign.Error() {
		t.Errorf("saw %s", b)
	}
	s.core.err = errors.New("nobody is there") // which is no fault of this program's
	for _, call := range []string{
		"POST /ob/publish", "GET /ob/listings/" + bob.String(), "GET /ob/listings/" + bob.String() + "?q=x", "GET /ob/listing/" + bob.String() + "/" + hashText(mugHash),
		"GET /ob/images/" + bob.String() + "/" + hashText(mugHash),
	} {
		method, path, _ := strings.Cut(call, " ")
		a.want(method, path, "", 502, `{"success":false,"reason":"nobody is there"}`)
	}
}
