package httpapi

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"restante/messaging/profile"
)

func TestPictures(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	a.want("POST", "/ob/picture", "\x89PNG \xff\x00", 200, `{}`)
	if got := c.lastCall(); !reflect.DeepEqual(got, []any{"SetPicture", "\x89PNG \xff\x00"}) {
		t.Errorf("called %q", got)
	}
	for path, of := range map[string]string{"/ob/picture": self.String(), "/ob/picture/" + bob.String(): bob.String()} {
		status, b, h := a.do(a.request("GET", path, ""))
		if status != 200 || string(b) != "the picture of "+of || h.Get("Content-Type") != "image/jpeg" {
			t.Errorf("GET %s = %d %q %v", path, status, b, h)
		}
	}
	a.want("DELETE", "/ob/picture", "", 200, `{}`)
	if got := c.lastCall(); !reflect.DeepEqual(got, []any{"RemovePicture"}) {
		t.Errorf("called %q", got)
	}
}

func TestPictureRefusals(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	a.want("GET", "/ob/picture/"+node.String(), "", 404, `{"success":false,"reason":"there is no picture"}`)
	a.refused(a.request("GET", "/ob/picture/x", ""), http.StatusBadRequest)
	a.refused(a.request("POST", "/ob/picture", strings.Repeat("x", maxBody+1)), http.StatusRequestEntityTooLarge)
	for _, c.err = range []error{profile.ErrFormat, profile.ErrTooLarge, profile.ErrTooManyPx} {
		a.refused(a.request("POST", "/ob/picture", "x"), http.StatusBadRequest)
	}
}
